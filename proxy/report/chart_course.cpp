#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "chart.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

/// The height of a row of labels.
constexpr double row_height = 16;

std::string between(const canvas& on, scenario::span when) {
  return fmt::format(
      "{} to {}",
      moment(on, when.from),
      moment(on, std::min(when.to, on.of.record.course.end))
  );
}

/// The names of the phases, each where it begins; in a lower row where the last one is in its way.
void draw_phases(canvas& on) {
  static constexpr std::size_t most_rows = 3;
  std::vector<double> free_from;
  const auto& course = on.of.record.course;
  for (const scenario::stage& each : course.stages) {
    const std::string& name = on.of.record.file.phases[each.phase].id;
    const double from = on.x(each.when.from);
    const auto fits = std::ranges::find_if(free_from, [&](double x) { return x <= from; });
    const auto row = static_cast<std::size_t>(fits - free_from.begin());
    if (row == most_rows) continue;
    if (row == free_from.size()) free_from.push_back(0);
    free_from[row] = from + 12 + on.width_of(name);
    const double y = on.y + static_cast<double>(row) * row_height;
    on.svg.empty(
        "line",
        {{"class", "phase-mark"},
         {"x1", at(from)},
         {"x2", at(from)},
         {"y1", at(y + 2)},
         {"y2", at(y + 14)}}
    );
    on.svg.open("text", {{"class", "phase"}, {"x", at(from + 4)}, {"y", at(y + 12)}});
    on.svg.leaf("title", fmt::format("{}: {}", name, between(on, each.when))).text(name).close();
  }
  on.y += row_height * static_cast<double>(free_from.size()) + 2;
}

/// A bar over a stretch of time with its name beside it.
void draw_bar(
    canvas& on,
    scenario::span when,
    const std::string& look,
    const std::string& name,
    const std::string& tip,
    bool named
) {
  const double from = on.x(when.from),
               to = std::max(on.x(std::min(when.to, on.of.record.course.end)), from + 3);
  on.svg.open(
      "rect",
      {{"class", look},
       {"x", at(from)},
       {"y", at(on.y + 2)},
       {"width", at(to - from)},
       {"height", "11"},
       {"rx", "2"}}
  );
  on.svg.leaf("title", tip).close();
  if (!named) return;
  const double width = on.width_of(name) + 6;
  const bool right = to + width < on.plot_right();
  const bool inside = !right && from - width < 0;
  on.svg.leaf(
      "text",
      name,
      {{"class", look + (inside ? " inside" : " name")},
       {"x",
        at(inside  ? from + 6
           : right ? to + 5
                   : from - 5)},
       {"y", at(on.y + (inside ? 11 : 12))},
       {"text-anchor", right || inside ? "start" : "end"}}
  );
}

void draw_faults(canvas& on) {
  const scenario::record& run = on.of.record;
  for (std::uint32_t slot = 0; slot < run.file.faults.size(); ++slot) {
    const scenario::fault& fault = run.file.faults[slot];
    const auto kind = std::string{name_of(fault.what)};
    const scenario::activation* last = nullptr;
    for (const auto& each : run.course.activations) last = each.fault == slot ? &each : last;
    if (last == nullptr) continue;
    for (const auto& each : run.course.activations) {
      if (each.fault != slot) continue;
      const std::string tip =
          fmt::format("{} ({}) in force: {}", fault.id, kind, between(on, each.when));
      draw_bar(on, each.when, "injected", fault.id, tip, &each == last);
    }
    on.y += row_height;
  }
}

void draw_relief(canvas& on) {
  const auto& course = on.of.record.course;
  if (!course.relief) return;
  const std::string cut = text_of_share(course.relief_factor);
  draw_bar(
      on,
      *course.relief,
      "relief",
      "relief: load cut to " + cut,
      fmt::format("relief: {}", between(on, *course.relief)),
      true
  );
  on.y += row_height;
}

void draw_band(canvas& on, const panel& in, scenario::span when, std::string look) {
  const double from = on.x(when.from), to = on.x(std::min(when.to, on.of.record.course.end));
  if (to <= from) return;
  on.svg.empty(
      "rect",
      {{"class", std::move(look)},
       {"x", at(from)},
       {"y", at(in.top)},
       {"width", at(to - from)},
       {"height", at(in.height)}}
  );
}

}  // namespace

double canvas::width_of(const std::string& text) const {
  return shape.letter * static_cast<double>(columns_of(text));
}

std::string moment(const canvas& on, time_point when) {
  const double second = seconds(when.time_since_epoch());
  return second == 0 ? "the start" : time_tick(second, on.scale.end);
}

void draw_course(canvas& on) {
  draw_phases(on);
  draw_faults(on);
  draw_relief(on);
  on.y += 6;
}

void draw_bands(canvas& on, const panel& in) {
  const auto& course = on.of.record.course;
  for (std::size_t i = 1; i < course.stages.size(); i += 2)
    draw_band(on, in, course.stages[i].when, "band");
  for (const auto& each : course.activations) draw_band(on, in, each.when, "band injected");
  if (course.relief) draw_band(on, in, *course.relief, "band relief");
}

}  // namespace surgeline::report
