#include "surgeline/resilience/codel.hpp"

#include <cmath>

namespace surgeline::resilience {

/// Packets are counted one by one: a queue that holds one at most does not stand.
bool codel::stands(time_point now, duration waited, std::size_t behind) {
  if (waited < target_ || behind <= 1) {
    over_since_ = never;
    return false;
  }
  if (over_since_ == never) over_since_ = after(now, interval_);
  return now >= over_since_;
}

time_point codel::law(time_point since) const {
  return after(since, from_seconds(seconds(interval_) / std::sqrt(static_cast<double>(count_))));
}

bool codel::drops(time_point now, duration waited, std::size_t behind) {
  const bool standing = stands(now, waited, behind);
  if (!standing) {
    dropping_ = owes_next_ = false;
    return false;
  }
  return dropping_ ? go_on(now) : begin(now);
}

/// A queue that was dropped from not long ago is dropped from as fast as then.
bool codel::begin(time_point now) {
  const std::uint32_t delta = count_ - last_count_;
  const bool recent = now - next_ < 16 * interval_;
  count_ = delta > 1 && recent ? delta : 1;
  last_count_ = count_;
  next_ = law(now);
  dropping_ = true;
  return true;
}

bool codel::go_on(time_point now) {
  if (owes_next_) next_ = law(next_);
  owes_next_ = now >= next_;
  if (owes_next_) ++count_;
  return owes_next_;
}

void codel::found_empty() {
  over_since_ = never;
  dropping_ = owes_next_ = false;
}

}  // namespace surgeline::resilience
