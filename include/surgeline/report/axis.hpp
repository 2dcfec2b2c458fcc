#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace surgeline::report {

/// A scale from zero up to a round number, with ticks at round steps.
struct axis {
  double top = 1;
  std::vector<double> ticks;  ///< ascending, with 0 and `top`
};

/// The axis for values up to `highest`: at most `most` steps of 1, 2 or 5 times a power of ten.
axis axis_for(double highest, std::size_t most);

/// The ticks of a time axis that ends at `end` seconds: at most `most` steps of a length that people count in. The axis
/// itself ends at `end`, the last tick before it.
axis time_axis(double end, std::size_t most);

/// A tick of a time axis that ends at `end`: `90 s`, `5 min`, `2 h`; the unit is the same along the axis.
std::string time_tick(double at, double end);

}  // namespace surgeline::report
