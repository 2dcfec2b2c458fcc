#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "surgeline/core/buckets.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/metrics/cell.hpp"

namespace surgeline::metrics {

/// Durations that one thread observes and any thread may read.
class histogram_cells {
 public:
  /// The numbers at one moment, as sums over writers add them up.
  struct reading {
    bucket_counts counts{};
    double sum = 0;  ///< seconds

    reading& operator+=(const reading& other) {
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += other.counts[i];
      sum += other.sum;
      return *this;
    }
    bool operator==(const reading&) const = default;
  };

  void observe(duration span) {
    ++counts_[bucket_of(span)];
    nanoseconds_ += static_cast<std::uint64_t>(std::max(span, duration{}).count());
  }
  reading read() const {
    reading now;
    for (std::size_t i = 0; i < counts_.size(); ++i) now.counts[i] = counts_[i];
    now.sum = static_cast<double>(nanoseconds_.read()) * 1e-9;
    return now;
  }

 private:
  std::array<cell, std::tuple_size_v<bucket_counts>> counts_{};
  cell nanoseconds_;
};

}  // namespace surgeline::metrics
