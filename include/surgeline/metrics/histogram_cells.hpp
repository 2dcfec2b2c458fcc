#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "surgeline/core/time.hpp"
#include "surgeline/metrics/cell.hpp"

namespace surgeline::metrics {

/// The upper bounds of the buckets of every histogram of durations, in seconds: fine where the proxy's own time lies,
/// wide where people wait.
inline constexpr std::array<double, 20> duration_buckets{0.00005, 0.0001, 0.00025, 0.0005, 0.001,
                                                         0.0025,  0.005,  0.01,    0.025,  0.05,
                                                         0.1,     0.25,   0.5,     1,      2.5,
                                                         5,       10,     15,      30,     60};

/// Durations that one thread observes and any thread may read.
class histogram_cells {
 public:
  /// The numbers at one moment, as sums over writers add them up.
  struct reading {
    std::array<std::uint64_t, duration_buckets.size() + 1> counts{
    };  ///< by bucket; the last has no bound
    double sum = 0;  ///< seconds

    reading& operator+=(const reading& other) {
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
      sum += other.sum;
      return *this;
    }
    bool operator==(const reading&) const = default;
  };

  void observe(duration span) {
    const auto bound = std::ranges::lower_bound(duration_buckets, seconds(span));
    ++counts_[static_cast<std::size_t>(bound - duration_buckets.begin())];
    nanoseconds_ += static_cast<std::uint64_t>(std::max(span, duration{}).count());
  }
  reading read() const {
    reading now;
    for (std::size_t i = 0; i < counts_.size(); ++i) now.counts[i] = counts_[i];
    now.sum = static_cast<double>(nanoseconds_.read()) * 1e-9;
    return now;
  }

 private:
  std::array<cell, duration_buckets.size() + 1> counts_{};
  cell nanoseconds_;
};

}  // namespace surgeline::metrics
