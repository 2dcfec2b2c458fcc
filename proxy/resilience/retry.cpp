#include "surgeline/resilience/retry.hpp"

#include <algorithm>
#include <cmath>

#include "surgeline/core/contains.hpp"

namespace surgeline::resilience {
namespace {

/// What `first` has grown to before retry `ordinal`, in seconds; may be infinite.
double grown(const retry& how, double first, std::uint32_t ordinal) {
  if (how.kind == growth::linear) return first * ordinal;
  // 0 times a power that has become infinite is not a number.
  if (how.kind == growth::exponential && first > 0)
    return first * std::pow(how.factor, ordinal - 1);
  return first;
}

/// The upper end of decorrelated jitter, in seconds.
double three_times(double first, duration previous, std::uint32_t ordinal) {
  const double before = ordinal == 1 ? first : seconds(previous);
  return std::max(first, 3 * before);
}

}  // namespace

bool retry::covers(const answer& ended) const {
  const auto covered = [&](cause listed) { return resilience::covers(listed, ended); };
  return kind != growth::none && std::ranges::any_of(retry_on, covered);
}

bool retry::allows(std::uint32_t made, const answer& ended) const {
  return made < attempts && covers(ended);
}

duration retry::wait_after(const answer& ended, duration own) const {
  const bool obeyed = ended.retry_after && contains(honour, wish::retry_after);
  return obeyed ? std::max(own, *ended.retry_after) : own;
}

duration retry::wait(std::uint32_t ordinal, duration previous, double size, double spread) const {
  const double first = seconds(base.sample(size));
  const double longest = seconds(max);
  const double full = std::min(grown(*this, first, ordinal), longest);
  switch (jitter) {
    case jitter::none:
      return from_seconds(full);
    case jitter::full:
      return from_seconds(full * spread);
    case jitter::equal:
      return from_seconds(full * (1 + spread) / 2);
    case jitter::decorrelated:
      break;
  }
  const double high = three_times(first, previous, ordinal);
  return from_seconds(std::min(longest, first + spread * (high - first)));
}

}  // namespace surgeline::resilience
