#include "surgeline/scenario/daemon_fault.hpp"

#include "surgeline/scenario/fault_windows.hpp"

namespace surgeline::scenario {

bool has_common_windows(const fault& of) {
  const auto& sync = of.target.daemons.sync;
  return !of.schedule || !sync || sync->together();
}

std::vector<daemon_fault> daemon_faults_for(
    const file& from,
    const daemon& what,
    const daemon_layout& where,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed
) {
  std::vector<daemon_fault> all;
  for (const std::uint32_t slot : in_force) {
    const fault& of = from.faults[slot];
    if (!surgeline::fault::acts_on_daemons(of.what) || daemon_of(from, of) != &what) continue;
    daemon_fault one{.id = of.id, .slot = slot, .what = of.what};
    one.instances = where.targets(of, chance{seed});
    std::size_t stretches = 0;
    for (const activation& ran : so_far.activations) {
      if (ran.fault != slot) continue;
      if (stretches++ == 0 || of.restarts()) one.first = ran.when.from;
      one.since = ran.when.from;
    }
    if (!has_common_windows(of)) {
      const std::size_t stretch = stretches == 0 ? 0 : stretches - 1;
      one.windows = own_windows{*of.schedule, windows_name(of, stretch), *of.target.daemons.sync};
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace surgeline::scenario
