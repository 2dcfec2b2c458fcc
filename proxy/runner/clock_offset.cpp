#include "surgeline/runner/clock_offset.hpp"

#include <algorithm>

namespace surgeline::runner {

clock_offset offset_of(std::span<const clock_sample> samples) {
  const auto way = [](const clock_sample& one) { return one.heard - one.asked; };
  const clock_sample& best = *std::ranges::min_element(samples, {}, way);
  const duration half = way(best) / 2;
  return {best.said - (best.asked + half), half};
}

}  // namespace surgeline::runner
