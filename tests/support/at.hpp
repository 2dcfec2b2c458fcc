#pragma once

#include "surgeline/core/time.hpp"

namespace surgeline {

/// The moment so long after a test's clock began.
constexpr time_point at(duration since_start) { return time_point{since_start}; }

}  // namespace surgeline
