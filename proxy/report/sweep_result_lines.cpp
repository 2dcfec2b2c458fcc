#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "paint.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/sweep_result.hpp"
#include "surgeline/report/text.hpp"
#include "surgeline/scenario/figure_word.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

constexpr std::size_t bar_columns = 16;

/// The highest value of a measure, for bars and shades; shares have 1.
double top_of(const sweep_result& of, std::string_view measure) {
  double top = 0;
  for (const sweep_row& each : of.rows) top = std::max(top, of.value(each, measure).value_or(0));
  const bool is_share = scenario::dimension_of(measure) == std::optional{measure::dimension::share};
  return is_share ? std::max(1.0, top) : top > 0 ? top : 1;
}

/// A value as a bar of eighths of a column.
std::string bar(double part) {
  constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto filled =
      static_cast<std::size_t>(std::lround(std::clamp(part, 0.0, 1.0) * bar_columns * 8));
  std::string text;
  for (std::size_t i = 0; i < filled / 8; ++i) text += "█";
  text += eighths[filled % 8];
  return pad_right(text, bar_columns);
}

/// The last word of a path is enough where all are different.
std::vector<std::string> short_names(const std::vector<scenario::axis>& axes) {
  std::vector<std::string> names;
  for (const scenario::axis& each : axes) {
    if (scenario::is_searched(each)) continue;
    const std::string last = each.path.substr(each.path.find_last_of('.') + 1);
    names.push_back(
        last.size() < 2 || std::ranges::find(names, last) != names.end() ? each.path : last
    );
  }
  return names;
}

using table = std::vector<std::vector<std::string>>;

std::vector<std::size_t> widths_of(const table& cells) {
  std::vector<std::size_t> widths(cells.front().size());
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  return widths;
}

std::string verdict_cell(const sweep_row& of) {
  std::string text;
  for (const auto& [kind, count] : of.verdicts) {
    const std::string one{config::name_of(kind)};
    text += (text.empty() ? "" : ", ") +
            (of.verdicts.size() == 1 ? one : fmt::format("{} {}", one, count));
  }
  return text;
}

/// Heads and rows, all texts.
table cells_of(const sweep_result& of) {
  table cells(1, short_names(of.asked.vary));
  const bool engines = std::ranges::any_of(of.rows, [&](const sweep_row& each) {
    return each.engine != of.rows.front().engine;
  });
  if (engines) cells[0].emplace_back("engine");
  cells[0].emplace_back("seeds");
  for (const std::string& each : of.asked.measure) cells[0].emplace_back(words_for(each));
  cells[0].emplace_back("verdicts");
  if (of.asked.goal) cells[0].emplace_back("goal met");
  for (const sweep_row& row : of.rows) {
    std::vector<std::string> line = of.points[row.point].text;
    if (engines) line.emplace_back(name_of(row.engine));
    line.push_back(std::to_string(row.seeds));
    for (const std::string& each : of.asked.measure) line.push_back(of.text(row, each));
    line.push_back(verdict_cell(row));
    if (of.asked.goal)
      line.push_back(row.asked == 0 ? no_number : fmt::format("{} of {}", row.met, row.asked));
    cells.push_back(std::move(line));
  }
  return cells;
}

void add_table(const sweep_result& of, std::vector<painted_line>& lines) {
  const table cells = cells_of(of);
  const std::vector<std::size_t> widths = widths_of(cells);
  const std::string& first = of.asked.measure.front();
  const double top = top_of(of, first);
  for (std::size_t row = 0; row < cells.size(); ++row) {
    painted_line line;
    const hue how = row == 0 ? hue::quiet : hue::plain;
    for (std::size_t i = 0; i < cells[row].size(); ++i)
      line.add(i == 0 ? " " : "  ").add(pad_right(cells[row][i], widths[i]), how);
    if (row == 0)
      line.add("  ").add(
          std::string{words_for(first)} + fmt::format(", to {}", text_for(first)(top)),
          hue::quiet
      );
    else
      line.add("  ").add(bar(of.value(of.rows[row - 1], first).value_or(0) / top), hue::goodput);
    lines.push_back(line);
  }
}

/// Two keys: one down, one across, the first measure in the cells, shaded.
void add_map(const sweep_result& of, std::vector<painted_line>& lines) {
  const std::vector<std::string> names = short_names(of.asked.vary);
  const std::string& measure = of.asked.measure.front();
  const double top = top_of(of, measure);
  constexpr std::array<std::string_view, 5> shades{"  ", "░░", "▒▒", "▓▓", "██"};
  std::vector<std::string> down, across;
  for (const scenario::grid_point& each : of.points) {
    if (std::ranges::find(down, each.text[0]) == down.end()) down.push_back(each.text[0]);
    if (std::ranges::find(across, each.text[1]) == across.end()) across.push_back(each.text[1]);
  }
  const auto cell = [&](const std::string& y, const std::string& x) -> const sweep_row* {
    for (const sweep_row& each : of.rows) {
      const auto& at = of.points[each.point].text;
      if (each.engine == of.rows.front().engine && at[0] == y && at[1] == x) return &each;
    }
    return nullptr;
  };
  std::size_t width = 8, label = columns_of(names[0]);
  for (const std::string& each : across) width = std::max(width, columns_of(each));
  for (const std::string& each : down) label = std::max(label, columns_of(each));
  painted_line title, heads;
  title.add(
      fmt::format(" {}: {} down, {} across", words_for(measure), names[0], names[1]),
      hue::quiet
  );
  heads.add(" ").add(std::string(label, ' '));
  for (const std::string& each : across) heads.add("  ").add(pad_left(each, width + 3), hue::quiet);
  lines.push_back(title);
  lines.push_back(heads);
  for (const std::string& y : down) {
    painted_line line;
    line.add(" ").add(pad_left(y, label), hue::quiet);
    for (const std::string& x : across) {
      const sweep_row* here = cell(y, x);
      const auto value = here == nullptr ? std::nullopt : of.value(*here, measure);
      const auto shade =
          static_cast<std::size_t>(std::lround(std::clamp(value.value_or(0) / top, 0.0, 1.0) * 4));
      line.add("  ")
          .add(pad_left(here == nullptr ? "" : of.text(*here, measure), width))
          .add(" ")
          .add(shades[shade], hue::goodput);
    }
    lines.push_back(line);
  }
}

void add_borders(const sweep_result& of, std::vector<painted_line>& lines) {
  if (of.borders.empty()) return;
  const scenario::axis& searched = of.asked.vary.back();
  painted_line title;
  title.add(fmt::format(" the goal holds with this {}", searched.path), hue::quiet);
  lines.push_back(title);
  for (const auto& [point, border] : of.borders) {
    std::string where;
    for (const std::string& each : of.points[point].text)
      where += (where.empty() ? "" : " · ") + each;
    painted_line line;
    line.add(" ").add(pad_right(where, 24)).add("  ").add(border.text(), hue::strong);
    lines.push_back(line);
  }
}

}  // namespace

std::vector<std::string> sweep_lines(const sweep_result& of, room wide, bool colour) {
  std::vector<painted_line> lines;
  if (!of.rows.empty()) add_table(of, lines);
  if (!of.rows.empty() && of.points.front().text.size() == 2) {
    lines.emplace_back();
    add_map(of, lines);
  }
  if (!of.borders.empty() && !lines.empty()) lines.emplace_back();
  add_borders(of, lines);
  if (of.runs_missing > 0) {
    painted_line note;
    note.add(fmt::format(" stopped: {} runs are missing", of.runs_missing), hue::injected);
    lines.push_back(note);
  }
  std::vector<std::string> made;
  for (const painted_line& each : lines) made.push_back(each.text(wide.rows, colour));
  return made;
}

}  // namespace surgeline::report
