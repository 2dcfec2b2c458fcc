#include "surgeline/fault/correlation.hpp"

#include <cmath>

#include "purposes.hpp"
#include "surgeline/fault/effect.hpp"

namespace surgeline::fault {

bool weather::is_bad(
    const correlation& by,
    const chance& dice,
    std::uint64_t name,
    std::uint64_t key,
    duration elapsed
) {
  if (elapsed < from_) *this = {};
  while (step_ == 0 || elapsed >= until_) {
    bad_ = step_ == 0 ? dice.draw(name, key, 0) < by.bad_share() : !bad_;
    from_ = until_;
    ++step_;
    const double mean = seconds(bad_ ? by.mean_bad : by.mean_good);
    const duration lasts = from_seconds(-std::log1p(-dice.draw(name, key, step_)) * mean);
    until_ = together(from_, lasts);
  }
  return bad_;
}

std::uint64_t course_of(std::string_view fault) { return mix(hash_of(fault), changing); }

std::optional<bool> is_bad_for_everybody(
    const correlation& by,
    const chance& dice,
    std::string_view fault,
    duration elapsed,
    weather& place
) {
  if (by.scope != correlation_scope::proxy) return {};
  return place.is_bad(by, dice, course_of(fault), everybody, elapsed);
}

}  // namespace surgeline::fault
