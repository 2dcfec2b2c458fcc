#include "surgeline/measure/histogram.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>

namespace surgeline::measure {

namespace {

using std::chrono::hours;
using std::chrono::microseconds;

// Every octave of nanoseconds is cut into 64 equal buckets, so a bucket is at most 1/64 of its lower
// bound wide and its midpoint is within 1/128 of any value in it.
constexpr int cuts_log2 = 6;
constexpr std::uint64_t cuts = 1U << cuts_log2;
constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

constexpr std::uint64_t raw_index(std::uint64_t nanoseconds) {
  const auto octave = static_cast<std::uint64_t>(std::bit_width(nanoseconds)) - 1;
  return octave * cuts + ((nanoseconds >> (octave - cuts_log2)) - cuts);
}

// 1 us is the lower bound of a bucket, so counting from there loses nothing.
constexpr std::uint64_t first_index = raw_index(1000);

std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  return a > most - b ? most : a + b;
}

std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > most / b ? most : a * b;
}

using bucket_count = std::pair<std::uint32_t, std::uint64_t>;

void add(std::vector<bucket_count>& buckets, bucket_count more) {
  const auto at = std::lower_bound(
      buckets.begin(),
      buckets.end(),
      more.first,
      [](const bucket_count& each, std::uint32_t key) { return each.first < key; }
  );
  if (at != buckets.end() && at->first == more.first)
    at->second += more.second;
  else
    buckets.insert(at, more);
}

}  // namespace

std::uint32_t histogram::bucket_of(duration value) {
  const duration held = std::clamp<duration>(value, microseconds{1}, hours{1});
  return static_cast<std::uint32_t>(
      raw_index(static_cast<std::uint64_t>(held.count())) - first_index
  );
}

std::pair<duration, duration> histogram::bounds(std::uint32_t bucket) {
  const std::uint64_t index = bucket + first_index;
  const std::uint64_t width = std::uint64_t{1} << (index / cuts - cuts_log2);
  const std::uint64_t low = (cuts + index % cuts) * width;
  return {
      duration{static_cast<duration::rep>(low)},
      duration{static_cast<duration::rep>(low + width)}
  };
}

void histogram::record(duration value, std::uint64_t times) {
  if (times == 0) return;
  value = std::max(value, duration::zero());
  add(buckets_, {bucket_of(value), times});
  count_ += times;
  max_ = std::max(max_, value);
  const std::uint64_t each = value == forever ? most : static_cast<std::uint64_t>(value.count());
  sum_ = saturating_add(sum_, saturating_multiply(each, times));
}

void histogram::merge(const histogram& other) {
  if (&other == this) return merge(histogram{other});
  for (const bucket_count& each : other.buckets_) add(buckets_, each);
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
  sum_ = saturating_add(sum_, other.sum_);
}

duration histogram::quantile(double q) const {
  if (empty()) return {};
  // A rank that rounding lifted a hair above a whole number (0.07 * 100) belongs to that number.
  const double rank = std::max(1.0, std::ceil(q * static_cast<double>(count_) * (1 - 1e-15)));
  double below = 0;
  for (const auto& [bucket, times] : buckets_) {
    below += static_cast<double>(times);
    if (below < rank) continue;
    const auto [low, high] = bounds(bucket);
    return std::min(low + (high - low) / 2, max_);
  }
  return max_;
}

duration histogram::mean() const {
  if (empty()) return {};
  if (sum_ == most) return forever;
  return duration{static_cast<duration::rep>(sum_ / count_)};
}

}  // namespace surgeline::measure
