#pragma once

#include <cstdint>
#include <string>

namespace surgeline::scenario {

/// The kind of suffix a number was written with.
enum class suffix : std::uint8_t { none, percent, time, per_time };

/// A number a metric is held against: `1.3`, `"130%"`, `"250ms"`, `"280/s"`; durations in seconds, rates per second.
struct amount {
  double value = 0;
  std::string text;  ///< as it was written
  scenario::suffix suffix = suffix::none;
  bool operator==(const amount&) const = default;
};

}  // namespace surgeline::scenario
