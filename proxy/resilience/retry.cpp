#include "surgeline/resilience/retry.hpp"

#include <algorithm>
#include <cmath>

namespace surgeline::resilience {

bool retry::allows(std::uint32_t made, outcome ended) const {
  if (kind == growth::none || made >= attempts) return false;
  return std::ranges::any_of(retry_on, [ended](cause listed) { return covers(listed, ended); });
}

duration retry::wait(std::uint32_t ordinal, duration previous, double size, double spread) const {
  const double first = seconds(base.sample(size));
  const double longest = seconds(max);
  double grown = first;
  if (kind == growth::linear) grown = first * ordinal;
  if (kind == growth::exponential) grown = first * std::pow(factor, ordinal - 1);
  grown = std::min(grown, longest);
  switch (jitter) {
    case jitter::none: break;
    case jitter::full: grown *= spread; break;
    case jitter::equal: grown *= (1 + spread) / 2; break;
    case jitter::decorrelated: {
      const double before = ordinal <= 1 ? first : seconds(previous);
      grown = std::min(longest, first + spread * std::max(0.0, 3 * before - first));
      break;
    }
  }
  return from_seconds(grown);
}

}  // namespace surgeline::resilience
