#pragma once

#include <algorithm>

#include "surgeline/net/clock.hpp"

namespace surgeline::lab {

/// The file's time at a real moment; what happens before time starts happens at 0.
inline time_point file_time(const net::run_clock& clock, net::real_time moment) {
  return std::max(time_point{}, clock.at(moment));
}

}  // namespace surgeline::lab
