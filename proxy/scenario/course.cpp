#include "surgeline/scenario/course.hpp"

#include <algorithm>

namespace surgeline::scenario {

std::optional<time_point> course::faults_ended() const {
  if (activations.empty()) return {};
  return std::ranges::max(activations, {}, [](const activation& one) { return one.when.to; })
      .when.to;
}

const stage* course::stage_of(std::size_t phase) const {
  const auto found = std::ranges::find(stages, phase, &stage::phase);
  return found == stages.end() ? nullptr : &*found;
}

}  // namespace surgeline::scenario
