#pragma once

#include <array>

#include "surgeline/metrics/declaration.hpp"

namespace surgeline::metrics {

/// The families of a sweep, which `sweep --openmetrics` writes, in the order of the enum. A point is named by what it sets, and has
/// the values of the first two keys that are varied as labels of their own.
inline constexpr auto sweep_families = [] {
  using enum family;
  using enum sort;
  return std::to_array<declaration>({
      {sweep_goodput,
       gauge,
       "surgeline_sweep_goodput_ratio",
       "sweep, variant, engine, point, first, second",
       "goodput at the end of the runs of a point, of that before the faults: the median of its "
       "seeds"},
      {sweep_recovery,
       gauge,
       "surgeline_sweep_recovery_seconds",
       "sweep, variant, engine, point, first, second",
       "from the last fault until it was back: the median of the seeds that were; not there where "
       "none was"},
      {sweep_points,
       counter,
       "surgeline_sweep_points_total",
       "sweep, variant, engine, outcome",
       "points that were carried out, by the verdict that most of their seeds have, the gravest of "
       "those"},
  });
}();

}  // namespace surgeline::metrics
