#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "surgeline/core/time.hpp"

namespace surgeline {

/// The upper bounds of the buckets of every histogram of durations that is exported, in seconds: fine where the proxy's own
/// time lies, wide where people wait.
inline constexpr std::array<double, 20> duration_buckets{0.00005, 0.0001, 0.00025, 0.0005, 0.001,
                                                         0.0025,  0.005,  0.01,    0.025,  0.05,
                                                         0.1,     0.25,   0.5,     1,      2.5,
                                                         5,       10,     15,      30,     60};

/// How many durations fell into each bucket; the last has no bound.
using bucket_counts = std::array<std::uint64_t, duration_buckets.size() + 1>;

/// The bucket that counts a duration: the first whose bound is not below it.
inline std::size_t bucket_of(duration span) {
  const auto bound = std::ranges::lower_bound(duration_buckets, seconds(span));
  return static_cast<std::size_t>(bound - duration_buckets.begin());
}

}  // namespace surgeline
