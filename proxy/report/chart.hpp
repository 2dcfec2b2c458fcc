#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "markup.hpp"
#include "surgeline/report/axis.hpp"
#include "surgeline/report/curves.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/latency_map.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {

/// How large a chart is drawn, in units of its own coordinates; the page scales it.
struct chart_shape {
  std::string_view name;
  double width = 960, main_height = 210, strip_height = 62, map_height = 118;
  double letter = 7.2;  ///< width, on average
  std::size_t points = 320, time_ticks = 10, columns = 96, cells = 160;
};

/// For a page with room, and for a phone or half a page.
inline constexpr chart_shape wide_chart{.name = "wide"};
inline constexpr chart_shape narrow_chart{
    .name = "narrow",
    .width = 440,
    .main_height = 180,
    .strip_height = 56,
    .map_height = 110,
    .letter = 8,
    .points = 200,
    .time_ticks = 5,
    .columns = 60,
    .cells = 90,
};

/// The ends of the axes; charts that are compared share them.
struct chart_scale {
  double end = 0;  ///< seconds
  double amplification = 2, queue = 1;
  double quickest = 0, slowest = 0;     ///< answers, in seconds; zero without any
  std::map<std::string, double> rates;  ///< by load

  /// Grows to hold an execution too.
  void include(const execution& of);
  /// Grows to hold a time of answers too.
  void include_latency(double low, double high);
};

/// The course of one execution as SVG: phases, faults and relief on top, offered against goodput, and below it on the same
/// time axis amplification, queues and latency; of the largest few loads.
std::string chart_of(const execution& of, const chart_scale& scale, const chart_shape& shape);

/// The loads that a chart has no room for, on the same scale; empty where there are none.
std::string chart_of_others(
    const execution& of,
    const chart_scale& scale,
    const chart_shape& shape
);

/// Offered against goodput in the size of a word, without axes.
std::string miniature_of(const execution& of);

/// A chart under construction.
struct canvas {
  const execution& of;
  const chart_shape& shape;
  const chart_scale& scale;
  run_curves curves;
  markup svg{};
  double y = 0;  ///< where the next thing goes

  static constexpr double left = 56, right = 14;

  double x(double second) const;
  /// The width of a text, about.
  double width_of(const std::string& text) const;
  double x(time_point when) const { return x(seconds(when.time_since_epoch())); }
  double plot_right() const { return shape.width - right; }
};

/// Where the values of a curve are drawn: from a value to its height.
using height_of = std::function<double(double)>;

/// One panel of a chart.
struct panel {
  double top = 0, height = 0;
  axis values;

  double y(double value) const { return top + height * (1 - value / values.top); }
  /// The same, and nothing above the panel.
  height_of height_of_values() const {
    return [*this](double value) { return y(std::min(value, values.top)); };
  }
};

/// One line of a panel.
struct line {
  std::string label;
  const curve* values = nullptr;
  std::string look;  ///< CSS class
};

/// Coordinates as text: one digit behind the point.
std::string at(double coordinate);

/// A moment as the time axis writes it.
std::string moment(const canvas& on, time_point when);

/// A curve as path commands; a new line begins after every gap. With `base`, closed along that height.
std::string path_of(
    const canvas& on,
    const height_of& y,
    const curve& of,
    std::optional<double> base = {}
);
/// Rules at these heights across a panel, each with its words at the left.
void draw_rules(canvas& on, const std::vector<std::pair<double, std::string>>& at);
/// The rules of a panel's axis.
void draw_axis(canvas& on, const panel& in, number_text text);
/// The title of a panel; where it has several lines, their names in their looks. Moves `y` below it.
void draw_title(canvas& on, std::string_view title, const std::vector<line>& lines = {});
/// A panel of thin lines below the main one; moves `y` below it.
void draw_strip(
    canvas& on,
    std::string_view title,
    const std::vector<line>& lines,
    double top,
    number_text text
);

/// How long the answers of a load took: a map with its percentiles over it, and above it who got none.
void draw_latency(canvas& on, const subject_curves& of);
/// Breakers, budgets and daemons, a row each, the darker the more of it is open, spent, stalled.
void draw_lanes(canvas& on);

/// The rows above the panels: phases by name, a bar for each fault and for relief; moves `y` below them.
void draw_course(canvas& on);
/// Behind a panel: where phases begin, where faults and relief were in force.
void draw_bands(canvas& on, const panel& in);
/// Over the main panel, `height` high: the deadline, the recovery and its prediction, named in rows; moves `y` below these.
void draw_marks(canvas& on, double height);
/// Over all panels from `top` down: columns that say their numbers when pointed at.
void draw_columns(canvas& on, double top);

}  // namespace surgeline::report
