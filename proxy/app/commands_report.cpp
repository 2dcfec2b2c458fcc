#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <variant>
#include <vector>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/contrast.hpp"
#include "surgeline/report/stored.hpp"
#include "surgeline/report/sweep_contrast.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::app {
namespace {

constexpr int some_differ = 1, unreadable = 2;
/// Nobody's report is larger; a disk image might be named by mistake.
constexpr std::uintmax_t largest_report = std::uintmax_t{1} << 30;

/// A report with the text that it was read from.
struct found_report {
  std::string path, text;
  report::any_report is;
};

/// The report that a path means: a file, or that of a report folder. Empty, with a problem, where there is none.
std::optional<std::filesystem::path> report_at(const std::string& path, problems& found) {
  std::error_code failed;
  if (!std::filesystem::is_directory(path, failed)) return path;
  const std::filesystem::path folder = path;
  for (const char* name : {"report.json", "sweep.json"}) {
    if (std::filesystem::exists(folder / name, failed)) return folder / name;
  }
  found.add(
      {.file = path},
      "is a folder without a report.json or sweep.json, as --report writes one"
  );
  return {};
}

std::optional<std::string> text_in(const std::filesystem::path& path, problems& found) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (!failed && size > largest_report) {
    found.add({.file = path.string()}, "is larger than any report");
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  if (in) all << in.rdbuf();
  if (in) return all.str();
  found.add({.file = path.string()}, fmt::format("cannot be read: {}", std::strerror(errno)));
  return {};
}

std::optional<found_report> read_one(const std::string& path, problems& found) {
  const auto at = report_at(path, found);
  auto text = at ? text_in(*at, found) : std::nullopt;
  if (!text) return {};
  auto is = report::read_any_report(*text, at->string(), found);
  if (!is) return {};
  return found_report{at->string(), *std::move(text), *std::move(is)};
}

/// A stored report as its run showed it.
std::vector<std::string> lines_of(const report::stored_report& of, const screen& on) {
  if (of.margins.empty())
    return report::closing_table(of.all, of.agreements, on.room(), on.colour());
  std::vector<std::string> lines;
  for (const report::stored_margin& each : of.margins) {
    const std::string& variant = each.is.variant;
    lines.push_back(fmt::format(" {}{}{}", variant, variant.empty() ? "" : ": ", each.headline));
  }
  return lines;
}

std::vector<std::string> lines_of(const report::stored_sweep& of, const screen& on) {
  return report::sweep_lines(of.is, on.room(), on.colour());
}

int show(const found_report& one, const options& asked) {
  if (asked.json) {
    fmt::print("{}", one.text);
    return 0;
  }
  screen on(false);
  on.print(std::visit([&](const auto& each) { return lines_of(each, on); }, one.is));
  return 0;
}

/// What a report is of.
std::string_view kind_of(const found_report& one) {
  const auto* const report = std::get_if<report::stored_report>(&one.is);
  return report == nullptr ? "a sweep" : report->margins.empty() ? "runs" : "surge margins";
}

bool has_numbers(const report::contrast& of) { return of.has_numbers(); }
bool has_numbers(const report::sweep_contrast& of) { return !of.points.empty(); }

/// Two of a kind.
template <class Report>
int compare(const found_report& first, const found_report& second, const options& asked) {
  const auto made = report::contrast_of(std::get<Report>(first.is), std::get<Report>(second.is));
  if (asked.json) {
    fmt::print("{}", report::contrast_json(made, first.path, second.path));
  } else {
    screen on(false);
    on.print(report::contrast_lines(made, first.path, second.path, on.room(), on.colour()));
  }
  if (!has_numbers(made)) return unreadable;
  return made.differing() > 0 ? some_differ : 0;
}

}  // namespace

int reports(const options& asked) {
  problems found;
  std::vector<found_report> all;
  for (const std::string& path : asked.files) {
    if (auto one = read_one(path, found)) all.push_back(*std::move(one));
  }
  for (const problem& one : found.list())
    fmt::print(stderr, "surgeline: {} {}\n", one.where.file, one.what);
  if (!found.empty()) return unreadable;
  if (all.size() == 1) return show(all.front(), asked);
  if (kind_of(all[0]) != kind_of(all[1])) {
    fmt::print(
        stderr,
        "surgeline: {} is of {} and {} of {}: two of a kind can be compared\n",
        all[0].path,
        kind_of(all[0]),
        all[1].path,
        kind_of(all[1])
    );
    return unreadable;
  }
  const bool are_sweeps = std::holds_alternative<report::stored_sweep>(all[0].is);
  return are_sweeps ? compare<report::stored_sweep>(all[0], all[1], asked)
                    : compare<report::stored_report>(all[0], all[1], asked);
}

}  // namespace surgeline::app
