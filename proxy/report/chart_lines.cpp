#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "chart.hpp"

namespace surgeline::report {
namespace {

/// More lines in one panel cannot be told apart.
constexpr std::size_t most_lines = 6;

double peak_of(const line& of) {
  double peak = 0;
  for (const auto& each : of.values->values) peak = std::max(peak, each.value_or(0));
  return peak;
}

/// As many lines as can be told apart: those that go highest, in their order.
std::vector<line> highest_of(const std::vector<line>& all) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) {
    return peak_of(all[i]);
  });
  order.resize(most_lines);
  std::ranges::sort(order);
  std::vector<line> made;
  for (const std::size_t i : order) {
    made.push_back(all[i]);
    made.back().look = fmt::format("look-{}", made.size() - 1);
  }
  return made;
}

}  // namespace

std::string path_of(
    const canvas& on,
    const height_of& y,
    const curve& of,
    std::optional<double> base
) {
  std::string path;
  bool drawing = false;
  double last = 0;
  const auto lift = [&] {
    if (drawing && base) path += fmt::format("L{} {}Z", at(last), at(*base));
    drawing = false;
  };
  for (std::size_t i = 0; i < of.values.size(); ++i) {
    if (!of.values[i]) {
      lift();
      continue;
    }
    last = on.x(seconds(on.curves.step) * (static_cast<double>(i) + 0.5));
    if (!drawing && base)
      path += fmt::format("M{} {}L", at(last), at(*base));
    else
      path += drawing ? "L" : "M";
    path += fmt::format("{} {}", at(last), at(y(*of.values[i])));
    drawing = true;
  }
  lift();
  return path;
}

void draw_rules(canvas& on, const std::vector<std::pair<double, std::string>>& rules) {
  for (const auto& [height, words] : rules) {
    const std::string y = at(height);
    on.svg.empty(
        "line",
        {{"class", "grid"},
         {"x1", at(canvas::left)},
         {"x2", at(on.plot_right())},
         {"y1", y},
         {"y2", y}}
    );
    on.svg.leaf(
        "text",
        words,
        {{"class", "tick"},
         {"x", at(canvas::left - 6)},
         {"y", at(height + 4)},
         {"text-anchor", "end"}}
    );
  }
}

void draw_axis(canvas& on, const panel& in, number_text text) {
  std::vector<std::pair<double, std::string>> rules;
  for (const double tick : in.values.ticks) rules.emplace_back(in.y(tick), text(tick));
  draw_rules(on, rules);
}

void draw_title(canvas& on, std::string_view title, const std::vector<line>& lines) {
  constexpr double title_height = 18, row_of_names = 15;
  double room = on.plot_right() - canvas::left - on.width_of(std::string{title});
  const auto begin = [&] {
    on.svg.open("text", {{"class", "panel"}, {"x", at(canvas::left)}, {"y", at(on.y + 12)}});
  };
  begin();
  on.svg.text(title);
  for (std::size_t i = 0; lines.size() > 1 && i < lines.size(); ++i) {
    const double width = on.width_of(lines[i].label + "  ");
    if (width > room) {
      on.svg.close();
      on.y += row_of_names;
      room = on.plot_right() - canvas::left;
      begin();
    }
    room -= width;
    on.svg.text("  ").leaf("tspan", lines[i].label, {{"class", "name " + lines[i].look}});
  }
  on.svg.close();
  on.y += title_height;
}

void draw_strip(
    canvas& on,
    std::string_view title,
    const std::vector<line>& lines,
    double top,
    number_text text
) {
  if (lines.empty()) return;
  if (lines.size() > most_lines)
    return draw_strip(
        on,
        fmt::format("{}, {} of {}", title, most_lines, lines.size()),
        highest_of(lines),
        top,
        text
    );
  draw_title(on, title, lines);
  const panel in{.top = on.y, .height = on.shape.strip_height, .values = axis_for(top, 3)};
  draw_bands(on, in);
  draw_axis(on, in, text);
  for (const line& each : lines) {
    on.svg.empty(
        "path",
        {{"class", "curve " + each.look}, {"d", path_of(on, in.height_of_values(), *each.values)}}
    );
  }
  on.y += in.height + 8;
}

}  // namespace surgeline::report
