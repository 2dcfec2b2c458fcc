#include <fmt/format.h>

#include <algorithm>

#include "surgeline/report/axis.hpp"
#include "surgeline/report/numbers.hpp"
#include "sweep_page.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

constexpr double left = sweep_frame::left, right = sweep_frame::right, top = sweep_frame::top,
                 bottom = sweep_frame::bottom, width = sweep_frame::width,
                 height = sweep_frame::height;

std::string digits(double of) { return fmt::format("{:.1f}", of); }

void add_text(markup& out, double x, double y, std::string anchor, const std::string& text) {
  out.leaf("text", text, {{"x", digits(x)}, {"y", digits(y)}, {"text-anchor", std::move(anchor)}});
}

/// One curve a series, with the range of each point.
void add_curve(
    sweep_page& on,
    const std::string& measure,
    const axis& values,
    std::size_t number,
    const std::string& series
) {
  const auto y = [&](double value) {
    return top + (1 - value / values.top) * (height - top - bottom);
  };
  const std::string look = fmt::format("look-{}", number % 8);
  std::string path;
  for (const sweep_row& row : on.of.rows) {
    const auto value = on.of.value(row, measure);
    if (!value || on.series_of(row.point) != series || !on.places[row.point]) continue;
    const double x = *on.places[row.point];
    const bool is_live = row.engine != on.of.rows.front().engine;
    if (const auto within = row.range(measure); within && !is_live && row.seeds > 1) {
      on.out.empty(
          "line",
          {{"class", "spread " + look},
           {"x1", digits(x)},
           {"x2", digits(x)},
           {"y1", digits(y(within->low))},
           {"y2", digits(y(within->high))}}
      );
    }
    on.out.open(
        "circle",
        {{"class", fmt::format("dot {}{}", look, is_live ? " live" : "")},
         {"cx", digits(x)},
         {"cy", digits(y(*value))},
         {"r", is_live ? "6" : "4"}}
    );
    const std::string& at = on.of.points[row.point].text.back();
    on.out
        .leaf(
            "title",
            fmt::format("{} {}: {} ({})", series, at, on.of.text(row, measure), name_of(row.engine))
        )
        .close();
    if (!is_live)
      path += fmt::format("{}{} {}", path.empty() ? "M" : "L", digits(x), digits(y(*value)));
  }
  on.out.empty("path", {{"class", "curve " + look}, {"d", path.empty() ? "M0 0" : path}});
}

/// The rules of the values, and as many of the points' own values below as have room.
void add_axes(sweep_page& on, const std::string& measure, const axis& values) {
  for (const double each : values.ticks) {
    const double y = top + (1 - each / values.top) * (height - top - bottom);
    on.out.empty(
        "line",
        {{"class", "grid"},
         {"x1", digits(left)},
         {"x2", digits(width - right)},
         {"y1", digits(y)},
         {"y2", digits(y)}}
    );
    const bool in_unit = measure == "margin" && !on.of.margins.empty();
    add_text(
        on.out,
        left - 8,
        y + 4,
        "end",
        in_unit ? on.of.margins.begin()->second.text(each) : text_for(measure)(each)
    );
  }
  double free_from = 0;
  for (std::size_t i = 0; i < on.of.points.size(); ++i) {
    const std::string& text = on.of.points[i].text.back();
    const double room = static_cast<double>(text.size()) * 7.5;
    if (on.series_of(i) != on.series_of(0) || *on.places[i] - room / 2 < free_from) continue;
    free_from = *on.places[i] + room / 2 + 8;
    add_text(on.out, *on.places[i], height - bottom + 18, "middle", text);
  }
}

/// The name of each curve beside its last point, moved apart where they would be on top of each other.
void add_names(
    sweep_page& on,
    const std::string& measure,
    const axis& values,
    const std::vector<std::string>& series
) {
  struct label {
    double x = 0, y = 0;
    std::size_t number = 0;
  };
  std::vector<label> all;
  for (std::size_t i = 0; i < series.size(); ++i) {
    label one{.number = i};
    for (const sweep_row& row : on.of.rows) {
      const auto value = on.of.value(row, measure);
      if (!value || on.series_of(row.point) != series[i] || !on.places[row.point]) continue;
      one.x = *on.places[row.point];
      one.y = top + (1 - *value / values.top) * (height - top - bottom);
    }
    if (one.x > 0) all.push_back(one);
  }
  std::ranges::sort(all, {}, &label::y);
  double free_from = 0;
  for (label& each : all) {
    each.y = std::max(each.y, free_from);
    free_from = each.y + 13;
  }
  // What was pushed below the axis goes up again.
  double free_until = height - bottom + 4;
  for (auto each = all.rbegin(); each != all.rend(); ++each) {
    each->y = std::min(each->y, free_until);
    free_until = each->y - 13;
  }
  for (const label& each : all) {
    on.out.leaf(
        "text",
        series[each.number],
        {{"class", fmt::format("series look-{}", each.number % 8)},
         {"x", digits(each.x + 10)},
         {"y", digits(each.y + 4)}}
    );
  }
}

}  // namespace

double highest(const sweep_result& of, const std::string& measure) {
  double most = 0;
  for (const sweep_row& each : of.rows) {
    most = std::max(most, of.value(each, measure).value_or(0));
    if (const auto within = each.range(measure)) most = std::max(most, within->high);
  }
  return most;
}

void add_curves(sweep_page& on, const std::string& measure) {
  const axis values = axis_for(std::max(highest(on.of, measure), 1e-9), 5);
  on.out.open("figure").open("figcaption");
  on.out.leaf(
      "span",
      fmt::format(
          "{} over {}{}",
          words_for(measure),
          on.axes.back()->path,
          on.is_log ? ", logarithmic" : ""
      )
  );
  on.out.close();
  const std::vector<std::string> series = on.series();
  if (series.size() > 1) {
    on.out.open("p", {{"class", "legend"}});
    for (std::size_t i = 0; i < series.size(); ++i) {
      on.out.open("span").leaf("i", "", {{"class", fmt::format("line look-{}", i % 8)}});
      on.out.text(series[i]).close();
    }
    on.out.close();
  }
  on.out.open(
      "svg",
      {{"class", "sweep"},
       {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", width, height)},
       {"role", "img"},
       {"aria-label",
        fmt::format(
            "{} over {}; the numbers are in the table of all points",
            words_for(measure),
            on.axes.back()->path
        )}}
  );
  add_axes(on, measure, values);
  for (std::size_t i = 0; i < series.size(); ++i) add_curve(on, measure, values, i, series[i]);
  if (series.size() > 1) add_names(on, measure, values, series);
  on.out.close().close();
}

}  // namespace surgeline::report
