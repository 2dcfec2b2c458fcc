#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::measure {

/// A mergeable log-linear histogram of durations: at most 1 % relative error from 1 us to 1 h; below and above are clamped.
/// Stored sparsely (bucket, count), sorted by bucket, so that a tick with few samples is small.
/// Every octave of nanoseconds is cut into 64 buckets, so all of them are 2049 at most.
class histogram {
 public:
  /// Counts `value` so many times; a negative one counts as zero.
  void record(duration value, std::uint64_t times = 1);
  /// Leaves what recording everything here would have left, in whatever order and grouping.
  void merge(const histogram& other);
  std::uint64_t count() const { return count_; }
  bool empty() const { return count_ == 0; }
  /// The `q`-quantile, q in [0, 1]: the midpoint of the bucket that holds the ceil(q·count)-th smallest value, though
  /// never more than `max()`; zero when empty.
  duration quantile(double q) const;
  /// The mean of the recorded values themselves, not of the buckets, rounded down; zero when empty, `forever` once
  /// their sum has passed 584 years.
  duration mean() const;
  /// The largest recorded value itself, not clamped; zero when empty.
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
  std::uint64_t sum_ = 0;  // nanoseconds, saturating: integers keep merging associative
};

}  // namespace surgeline::measure
