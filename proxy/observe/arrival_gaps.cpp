#include "surgeline/observe/arrival_gaps.hpp"

#include <algorithm>

namespace surgeline::observe {
namespace {

constexpr std::uint32_t remembered = 64, recent = 16;  // gaps that the means are made of
constexpr std::uint32_t few = 10;                      // before these no gap is an outlier
constexpr double outlier = 16;                         // a gap counts as so many means at most

}  // namespace

void arrival_gaps::arrived(time_point now, bool is_calm) {
  roll(now);
  const duration gap = now - last_;
  last_ = now;
  if (!has_last_) {
    has_last_ = true;
    return;
  }
  count_ = std::min(count_ + 1, remembered);
  double counted = std::max(seconds(gap), 0.0);
  if (count_ >= few) counted = std::min(counted, outlier * mean_);
  mean_ += (counted - mean_) / count_;
  recent_ += (counted - recent_) / std::min(count_, recent);
  if (!is_calm) return;
  calm_ = mean_;
  if (gap <= longest) largest_.add(gap);
}

duration arrival_gaps::mean() const { return from_seconds(std::max({mean_, recent_, calm_})); }

duration arrival_gaps::largest(time_point now) const {
  if (now - rolled_ >= 2 * longest) return duration::zero();
  two all = largest_;
  if (now - rolled_ < longest) {
    all.add(largest_before_.first);
    all.add(largest_before_.second);
  }
  return all.second;
}

void arrival_gaps::two::add(duration gap) {
  second = std::max(second, std::min(first, gap));
  first = std::max(first, gap);
}

void arrival_gaps::roll(time_point now) {
  if (now - rolled_ < longest) return;
  largest_before_ = now - rolled_ < 2 * longest ? largest_ : two{};
  largest_ = {};
  rolled_ = now;
}

}  // namespace surgeline::observe
