#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::measure {

/// A mergeable log-linear histogram of durations: at most 1 % relative error from 1 us to 1 h; below and above are clamped.
/// Stored sparsely (bucket, count), sorted by bucket, so that a tick with few samples is small.
class histogram {
 public:
  void record(duration value, std::uint64_t times = 1);
  void merge(const histogram& other);
  std::uint64_t count() const { return count_; }
  bool empty() const { return count_ == 0; }
  /// The `q`-quantile, q in [0, 1]: the midpoint of the bucket that holds it; zero when empty.
  duration quantile(double q) const;
  /// The mean of the recorded values themselves, not of the buckets; zero when empty.
  duration mean() const;
  duration max() const { return max_; }
  /// (bucket, count), ascending.
  const std::vector<std::pair<std::uint32_t, std::uint64_t>>& buckets() const { return buckets_; }
  /// The bucket a value falls in, and the bounds [low, high) of a bucket.
  static std::uint32_t bucket_of(duration value);
  static std::pair<duration, duration> bounds(std::uint32_t bucket);
  bool operator==(const histogram&) const = default;

 private:
  std::vector<std::pair<std::uint32_t, std::uint64_t>> buckets_;
  std::uint64_t count_ = 0;
  duration max_{};
  double sum_seconds_ = 0;
};

}  // namespace surgeline::measure
