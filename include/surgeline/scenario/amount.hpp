#pragma once

#include <string>

namespace surgeline::scenario {

/// A number a metric is held against: `1.3`, `"95%"`, `"250ms"`, `"280/s"`; durations in seconds, rates per second.
struct amount {
  double value = 0;
  std::string text;  ///< as it was written
  bool operator==(const amount&) const = default;
};

}  // namespace surgeline::scenario
