#pragma once

#include <chrono>
#include <limits>

namespace surgeline {

/// A span of time, in nanoseconds; the only representation of time spans in the project.
using duration = std::chrono::nanoseconds;

/// The time line of one run. It has no `now()`: the pure half is told the time, it never reads a clock.
struct timeline {
  using duration = surgeline::duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<timeline, duration>;
  static constexpr bool is_steady = true;
};

/// A moment of a run, counted from its start, in the time of the scenario file.
using time_point = timeline::time_point;

/// Longer than any run: what never ends, or never happens.
inline constexpr duration forever = duration::max();

/// The moment that never comes.
inline constexpr time_point never = time_point::max();

/// A span as a number of seconds; `forever` is infinity.
constexpr double seconds(duration span) {
  if (span == forever) return std::numeric_limits<double>::infinity();
  return std::chrono::duration<double>(span).count();
}

/// A number of seconds as a span, rounded to the nearest nanosecond; what does not fit is `forever` or its negative.
constexpr duration from_seconds(double value) {
  if (!(value < 9.2e9)) return forever;
  if (value < -9.2e9) return -forever;
  return duration{static_cast<duration::rep>(value * 1e9 + (value < 0 ? -0.5 : 0.5))};
}

/// `span` after `moment`; anything after or by `forever` is `never`.
constexpr time_point after(time_point moment, duration span) {
  if (span == forever) return never;
  if (span > duration::zero() && moment > never - span) return never;
  return moment == never ? never : moment + span;
}

}  // namespace surgeline
