#include "surgeline/resilience/throttle.hpp"

#include <algorithm>

namespace surgeline::resilience {

double throttle::refuses(time_point now) const {
  const auto [requests, accepts] = counted_.of(now);
  return std::max(0.0, (requests - factor_ * accepts) / (requests + 1));
}

bool throttle::admits(double draw, time_point now) {
  const bool goes = draw >= refuses(now);
  counted_.add(now, 1);
  return goes;
}

}  // namespace surgeline::resilience
