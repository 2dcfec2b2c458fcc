#include "surgeline/sidecar/busy_share.hpp"

#include <algorithm>

namespace surgeline::sidecar {

void busy_share::look(net::real_time now, duration waited) {
  // The window begins between two looks: the one before it stays.
  while (seen_.size() > 1 && seen_[1].when <= now - window) seen_.pop_front();
  seen_.push_back({now, waited});
}

double busy_share::ratio() const {
  if (seen_.size() < 2) return 0;
  const duration passed = seen_.back().when - seen_.front().when;
  if (passed <= duration{}) return 0;
  const duration waited = seen_.back().waited - seen_.front().waited;
  return std::clamp(1 - seconds(waited) / seconds(passed), 0.0, 1.0);
}

}  // namespace surgeline::sidecar
