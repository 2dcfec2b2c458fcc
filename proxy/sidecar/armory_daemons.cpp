#include <algorithm>

#include "surgeline/sidecar/armory.hpp"

/// Faults of daemons.
namespace surgeline::sidecar {

std::vector<scenario::daemon_fault> armory::daemon_faults_for(
    const std::string& daemon,
    const scenario::daemon_layout& where
) const {
  const auto of = std::ranges::find(catalogue_.daemons, daemon, &scenario::daemon::id);
  if (of == catalogue_.daemons.end()) return {};
  std::vector<std::uint32_t> slots;
  scenario::course so_far;
  for (const standing& one : standing_) {
    if (!one.in_force) continue;
    slots.push_back(one.slot);
    so_far.activations.push_back({one.slot, {first_of(one), *one.in_force}});
    so_far.activations.push_back({one.slot, {*one.in_force, one.until}});
  }
  return scenario::daemon_faults_for(catalogue_, *of, where, slots, so_far, seed());
}

}  // namespace surgeline::sidecar
