#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "surgeline/report/numbers.hpp"

namespace surgeline::app {

/// How long something will take, about: `5 s`, `118 s`, `12.5 min`.
inline std::string time_left(double seconds) {
  const double whole = std::max(1.0, std::ceil(seconds));
  return whole < 100 ? fmt::format("{:.0f} s", whole) : report::text_of_seconds(whole);
}

}  // namespace surgeline::app
