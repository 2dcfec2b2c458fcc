#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "markup.hpp"
#include "surgeline/report/axis.hpp"
#include "surgeline/report/curves.hpp"
#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// How large a chart is drawn, in units of its own coordinates; the page scales it.
struct chart_shape {
  std::string_view name;
  double width = 960, main_height = 210, strip_height = 62;
  double letter = 7.2;  ///< width, on average
  std::size_t points = 320, time_ticks = 10, columns = 96;
};

/// For a page with room, and for a phone or half a page.
inline constexpr chart_shape wide_chart{.name = "wide"};
inline constexpr chart_shape narrow_chart{
    .name = "narrow",
    .width = 440,
    .main_height = 180,
    .strip_height = 56,
    .letter = 8,
    .points = 200,
    .time_ticks = 5,
    .columns = 60,
};

/// The ends of the axes; charts that are compared share them.
struct chart_scale {
  double end = 0;  ///< seconds
  double amplification = 2, queue = 1, latency = 0;
  std::map<std::string, double> rates;  ///< by load

  /// Grows to hold an execution too.
  void include(const execution& of);
};

/// The course of one execution as SVG: phases, faults and relief on top, offered against goodput, and below it on the same
/// time axis amplification, queues and latency.
std::string chart_of(const execution& of, const chart_scale& scale, const chart_shape& shape);

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

/// One panel of a chart.
struct panel {
  double top = 0, height = 0;
  axis values;

  double y(double value) const { return top + height * (1 - value / values.top); }
};

/// Coordinates as text: one digit behind the point.
std::string at(double coordinate);

/// A moment as the time axis writes it.
std::string moment(const canvas& on, time_point when);

/// The rows above the panels: phases by name, a bar for each fault and for relief; moves `y` below them.
void draw_course(canvas& on);
/// Behind a panel: where phases begin, where faults and relief were in force.
void draw_bands(canvas& on, const panel& in);
/// Over the main panel, `height` high: the deadline, the recovery and its prediction, named in rows; moves `y` below these.
void draw_marks(canvas& on, double height);
/// Over all panels from `top` down: columns that say their numbers when pointed at.
void draw_columns(canvas& on, double top);

}  // namespace surgeline::report
