#include "surgeline/scenario/host_fault.hpp"

namespace surgeline::scenario {

std::vector<placed_fault> host_faults_for(
    const file& from,
    const host_layout& where,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed
) {
  std::vector<placed_fault> all;
  for (const std::uint32_t slot : in_force) {
    const fault& of = from.faults[slot];
    if (!surgeline::fault::acts_on_hosts(of.what)) continue;
    all.push_back(placed(from, slot, where.targets(of, chance{seed}), so_far));
  }
  return all;
}

}  // namespace surgeline::scenario
