#include "surgeline/scenario/target_rate.hpp"

#include <algorithm>

#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

std::optional<double> target_rate(const file& from, const load& of, time_point at) {
  if (of.model != load_model::open || of.trace) return {};
  time_point start{};
  for (const phase& one : from.phases) {
    const time_point end = after(start, one.length);
    if (at < end || &one == &from.phases.back()) {
      const auto other = std::ranges::find(of.stages, one.id, &load_stage::phase);
      if (other != of.stages.end()) return other->rate.at(at - start).per_second;
      break;
    }
    start = end;
  }
  return of.rate.at(at - time_point{}).per_second;
}

}  // namespace surgeline::scenario
