#include "surgeline/model/daemon_weather.hpp"

#include <utility>

namespace surgeline::model {

using fault::daemon_crash;
using fault::daemon_slow;
using fault::daemon_stall;

void daemon_weather::arm(std::vector<scenario::daemon_fault> faults, time_point at, sky& under) {
  under_ = &under;
  fronts_.arm(std::move(faults), at, *this);
}

void daemon_weather::advance(time_point at, sky& under) {
  under_ = &under;
  fronts_.advance(at, *this);
}

void daemon_weather::
    begins(const scenario::placed_fault& what, std::uint32_t instance, time_point at, fault::tally&) {
  ground& below = instances_[instance];
  if (std::holds_alternative<daemon_stall>(what.what) && below.stalls++ == 0)
    under_->stall_begins(instance, at);
  if (std::holds_alternative<daemon_crash>(what.what) && below.crashes++ == 0)
    under_->goes_down(instance, at);
}

void daemon_weather::ends(
    const scenario::placed_fault& what,
    std::uint32_t instance,
    time_point at,
    fault::tally& seen
) {
  ground& below = instances_[instance];
  if (std::holds_alternative<daemon_stall>(what.what) && --below.stalls == 0)
    seen.delayed += under_->stall_ends(instance, at);
  if (const auto* crash = std::get_if<daemon_crash>(&what.what)) {
    if (const time_point warm = after(at, crash->cold); warm > below.cold_until) {
      below.cold_until = warm;
      below.cold_factor = crash->cold_factor;
    }
    if (--below.crashes == 0) under_->comes_back(instance, at);
  }
}

double daemon_weather::factor(std::uint32_t instance, time_point at, bool is_health) const {
  const ground& below = instances_[instance];
  double all = at < below.cold_until ? below.cold_factor : 1;
  fronts_.over(instance, [&](const scenario::placed_fault& one) {
    const auto* slow = std::get_if<daemon_slow>(&one.what);
    if (slow == nullptr || (is_health && slow->spare_health)) return;
    all *= slow->factor.at(at - one.first);
  });
  return all;
}

bool daemon_weather::spares_health(std::uint32_t instance) const {
  bool spares = true;
  fronts_.over(instance, [&](const scenario::placed_fault& one) {
    const auto* stall = std::get_if<daemon_stall>(&one.what);
    spares = spares && (stall == nullptr || stall->spare_health);
  });
  return spares;
}

}  // namespace surgeline::model
