#include <fmt/format.h>

#include "chart.hpp"

namespace surgeline::report {

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
  on.svg.open(
            "text",
            {{"class", "panel"}, {"x", at(canvas::left)}, {"y", at(on.y + 12)}}
  ).text(title);
  if (lines.size() > 1) {
    for (const line& each : lines)
      on.svg.text("  ").leaf("tspan", each.label, {{"class", "name " + each.look}});
  }
  on.svg.close();
  on.y += 18;
}

void draw_strip(
    canvas& on,
    std::string_view title,
    const std::vector<line>& lines,
    double top,
    number_text text
) {
  if (lines.empty()) return;
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
