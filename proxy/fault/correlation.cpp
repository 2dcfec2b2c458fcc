#include "surgeline/fault/correlation.hpp"

#include <cmath>

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

}  // namespace surgeline::fault
