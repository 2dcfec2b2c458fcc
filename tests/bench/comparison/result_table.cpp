#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "bench/comparison/result.hpp"

namespace surgeline::bench {
namespace {

using line = std::vector<std::string>;

std::string number(double value, int decimals) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals);
}

std::string interval(const figure& of, int decimals) {
  if (!of.within) return "-";
  return fmt::format("{:.{}f} .. {:.{}f}", of.within->first, decimals, of.within->second, decimals);
}

/// The first column to the left, the others to the right, each as wide as its widest.
std::string aligned(const std::vector<line>& lines) {
  std::vector<std::size_t> widths(lines.front().size());
  for (const line& one : lines)
    for (std::size_t i = 0; i < one.size(); ++i) widths[i] = std::max(widths[i], one[i].size());
  std::string text;
  for (const line& one : lines) {
    text += fmt::format("  {:<{}}", one[0], widths[0]);
    for (std::size_t i = 1; i < one.size(); ++i) text += fmt::format("  {:>{}}", one[i], widths[i]);
    text += '\n';
  }
  return text;
}

std::vector<line> rows_of(const result& found) {
  std::vector<line> lines{{"target"}};
  for (const column& one : found.columns) {
    lines[0].push_back(one.heading);
    if (one.has_interval) lines[0].push_back("95 % interval");
  }
  for (const row& each : found.rows) {
    line& made = lines.emplace_back(line{each.name});
    for (std::size_t i = 0; i < found.columns.size(); ++i) {
      const column& shape = found.columns[i];
      made.push_back(number(each.figures[i].value, shape.decimals));
      if (shape.has_interval) made.push_back(interval(each.figures[i], shape.decimals));
    }
  }
  return lines;
}

/// Met or not; with a question mark while the interval reaches over the line.
std::string judged(const verdict& one) {
  if (std::isnan(one.at_most)) return "-";
  const bool unsure =
      one.is.within && one.is.within->first <= one.at_most && one.is.within->second > one.at_most;
  return fmt::format("{}{}", one.is.value <= one.at_most ? "yes" : "NO", unsure ? "?" : "");
}

std::vector<line> verdicts_of(const result& found) {
  std::vector<line> lines{{"goal", "is", "95 % interval", "at most", "met"}};
  for (const verdict& one : found.verdicts) {
    lines.push_back(
        {one.what,
         number(one.is.value, one.decimals),
         interval(one.is, one.decimals),
         number(one.at_most, 2),
         judged(one)}
    );
  }
  return lines;
}

}  // namespace

std::string to_table(const result& found) {
  std::string text = fmt::format("{} [{}]\n", found.title, found.id);
  if (!found.method.empty()) text += fmt::format("  {}\n", found.method);
  text += "\n" + aligned(rows_of(found));
  if (!found.verdicts.empty()) text += "\n" + aligned(verdicts_of(found));
  if (!found.notes.empty()) text += "\n";
  for (const std::string& note : found.notes) text += fmt::format("  {}\n", note);
  return text;
}

}  // namespace surgeline::bench
