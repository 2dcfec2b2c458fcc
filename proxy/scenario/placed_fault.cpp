#include "surgeline/scenario/placed_fault.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "surgeline/scenario/fault_windows.hpp"

namespace surgeline::scenario {

bool has_common_windows(const fault& of) {
  const auto& sync = of.target.daemons.sync;
  return !of.schedule || !sync || sync->together();
}

placed_fault placed(
    const file& from,
    std::uint32_t slot,
    std::vector<std::uint32_t> instances,
    const course& so_far
) {
  const fault& of = from.faults[slot];
  placed_fault one{.id = of.id, .slot = slot, .what = of.what};
  one.instances = std::move(instances);
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
  return one;
}

std::vector<std::uint32_t> drawn_from(
    std::vector<std::uint32_t> meant,
    const fault& by,
    const chance& dice
) {
  const daemon_target& wanted = by.target.daemons;
  std::size_t most = wanted.count.value_or(static_cast<std::uint32_t>(meant.size()));
  if (wanted.fraction) {
    const double part = wanted.fraction->part * static_cast<double>(meant.size());
    most = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(part)));
  }
  if (most >= meant.size()) return meant;
  const std::uint64_t name = hash_of("fault." + by.id + ".instances");
  std::ranges::sort(meant, {}, [&](std::uint32_t one) { return dice.draw(name, one, 0); });
  meant.resize(most);
  std::ranges::sort(meant);
  return meant;
}

}  // namespace surgeline::scenario
