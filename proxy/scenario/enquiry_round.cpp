#include "surgeline/scenario/enquiry_round.hpp"

#include "judge_parts.hpp"
#include "surgeline/core/contains.hpp"

namespace surgeline::scenario {
namespace {

bool watches(const file& from, const enquirer& one, const phase& in) {
  if (!one.is_abort_rule) return is_watched(from.steady_states[one.index], in);
  const auto& during = from.aborts[one.index].during;
  return !during || contains(*during, in.id);
}

}  // namespace

enquiry_round::enquiry_round(const file& from) : from_(from) {
  for (std::uint32_t i = 0; i < from.steady_states.size(); ++i) {
    if (from.steady_states[i].asks.is_outside())
      all_.push_back({false, i, &from.steady_states[i].asks});
  }
  for (std::uint32_t i = 0; i < from.aborts.size(); ++i) {
    if (from.aborts[i].asks.is_outside()) all_.push_back({true, i, &from.aborts[i].asks});
  }
  next_.assign(all_.size(), never);
}

std::vector<std::size_t> enquiry_round::due(time_point now, std::size_t phase) {
  std::vector<std::size_t> asking;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (!watches(from_, all_[i], from_.phases[phase])) {
      next_[i] = never;
      continue;
    }
    if (next_[i] == never) next_[i] = now;
    if (next_[i] > now) continue;
    asking.push_back(i);
    while (next_[i] <= now) next_[i] += all_[i].asks->every;
  }
  return asking;
}

}  // namespace surgeline::scenario
