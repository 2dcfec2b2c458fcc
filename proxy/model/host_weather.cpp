#include "surgeline/model/host_weather.hpp"

#include <utility>
#include <variant>

namespace surgeline::model {

using fault::cache_flush;
using fault::host_crash;
using fault::host_slow;
using fault::host_stall;

host_weather::host_weather(const scenario::file& from, chance dice)
    : from_(from), where_(from), fronts_(dice) {
  for (const scenario::service& one : from.services) by_service_.emplace_back(one.replicas);
}

void host_weather::arm(std::vector<scenario::placed_fault> faults, time_point at, sky& under) {
  advance(at, under);
  fronts_.arm(std::move(faults), at, *this);
}

void host_weather::advance(time_point at, sky& under) {
  under_ = &under;
  while (next_change() <= at) fronts_.advance(next_change(), *this);
}

std::vector<scenario::resident> host_weather::touched(
    const scenario::placed_fault& what,
    std::uint32_t host
) const {
  return where_.touched(host, from_.faults[what.slot]);
}

void host_weather::begins(
    const scenario::placed_fault& what,
    std::uint32_t host,
    time_point at,
    fault::tally& seen
) {
  for (const resident& whom : touched(what, host)) {
    ground& its = below(whom);
    if (std::holds_alternative<host_stall>(what.what) && its.stalls++ == 0) under_->stall(whom, at);
    if (std::holds_alternative<host_crash>(what.what) && its.crashes++ == 0)
      seen.lost += under_->crash(whom, at);
    if (std::holds_alternative<host_slow>(what.what)) under_->slow(whom, factor(whom, host), at);
    if (const auto* flush = std::get_if<cache_flush>(&what.what))
      seen.lost += under_->flush(whom, flush->share.part, its.flushes++);
  }
}

void host_weather::
    ends(const scenario::placed_fault& what, std::uint32_t host, time_point at, fault::tally&) {
  for (const resident& whom : touched(what, host)) {
    ground& its = below(whom);
    if (std::holds_alternative<host_stall>(what.what) && --its.stalls == 0)
      under_->resume(whom, at);
    if (std::holds_alternative<host_slow>(what.what)) under_->slow(whom, factor(whom, host), at);
    const auto* crash = std::get_if<host_crash>(&what.what);
    if (crash == nullptr || --its.crashes > 0) continue;
    under_->start(whom, crash->cold_start.value_or(from_.services[whom.service].cold_start), at);
    // It comes back to a host that is frozen.
    if (its.stalls > 0) under_->stall(whom, at);
  }
}

double host_weather::factor(const resident& whom, std::uint32_t host) const {
  double all = 1;
  fronts_.over(host, [&](const scenario::placed_fault& one) {
    const auto* slow = std::get_if<host_slow>(&one.what);
    const scenario::fault& by = from_.faults[one.slot];
    if (slow != nullptr && may_touch(by, from_.services[whom.service])) all *= slow->factor;
  });
  return all;
}

}  // namespace surgeline::model
