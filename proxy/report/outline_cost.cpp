#include "outline_cost.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/scenario/host_layout.hpp"
#include "surgeline/scenario/placed_fault.hpp"

namespace surgeline::report {
namespace {

/// For how much of the phases that a fault is for it is in force on one instance, and in how many windows.
struct presence {
  double share = 0;
  std::size_t windows = 0;
};

presence presence_of(const scenario::file& in, std::uint32_t slot) {
  const scenario::fault& one = in.faults[slot];
  duration phases{}, hit{};
  for (const scenario::phase& each : in.phases) {
    if (one.is_in_force(each)) phases += each.length;
  }
  presence found;
  const auto stretches = scenario::fault_windows(in, in.head.seed).of(slot);
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const duration length = stretches[i].to - stretches[i].from;
    if (scenario::has_common_windows(one)) {
      hit += length;
      ++found.windows;
      continue;
    }
    const auto name = scenario::windows_name(one, i);
    for (const auto& window : one.schedule->windows(length, chance{in.head.seed}, name)) {
      hit += window.to - window.from;
      ++found.windows;
    }
  }
  if (phases > duration{}) found.share = seconds(hit) / seconds(phases);
  return found;
}

std::string phases_of(const scenario::file& in, const scenario::fault& one) {
  std::vector<std::string> names;
  for (const scenario::phase& each : in.phases) {
    if (one.is_in_force(each)) names.push_back(each.id);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string percent(double share) { return fmt::format("{:.3g} %", share * 100); }

std::string cost_of_daemon(
    const scenario::file& in,
    std::uint32_t slot,
    const scenario::daemon& at
) {
  const scenario::fault& one = in.faults[slot];
  const scenario::daemon_layout where(in, at);
  const std::size_t hit = where.targets(one, chance{in.head.seed}).size(),
                    all = where.instances().size();
  const double part = static_cast<double>(hit) / static_cast<double>(std::max<std::size_t>(all, 1));
  const presence there = presence_of(in, slot);
  return fmt::format(
      "{}: {} of {} {} of `{}` × {} of {} ≈ {} of those who come to it",
      one.id,
      hit,
      all,
      all == 1 ? "instance" : "instances",
      at.id,
      percent(there.share),
      phases_of(in, one),
      percent(part * there.share)
  );
}

/// The replicas that a fault of hosts hits, by service.
std::map<std::uint32_t, std::uint32_t> replicas_hit(
    const scenario::fault& one,
    const scenario::host_layout& where,
    const std::vector<std::uint32_t>& hosts
) {
  std::map<std::uint32_t, std::uint32_t> all;
  for (const std::uint32_t host : hosts) {
    for (const scenario::resident& each : where.touched(host, one)) ++all[each.service];
  }
  return all;
}

std::string cost_of_hosts(const scenario::file& in, std::uint32_t slot) {
  const scenario::fault& one = in.faults[slot];
  const scenario::host_layout where(in);
  const auto hosts = where.targets(one, chance{in.head.seed});
  const presence there = presence_of(in, slot);
  const auto* flush = std::get_if<surgeline::fault::cache_flush>(&one.what);
  std::vector<std::string> services;
  for (const auto& [index, hit] : replicas_hit(one, where, hosts)) {
    const scenario::service& each = in.services[index];
    const double part = static_cast<double>(hit) / each.replicas;
    services.push_back(fmt::format(
        "{} of {} {} of `{}`{}",
        hit,
        each.replicas,
        each.replicas == 1 ? "replica" : "replicas",
        each.id,
        flush != nullptr ? "" : fmt::format(" ≈ {} of its jobs", percent(part * there.share))
    ));
  }
  const std::string hit = fmt::format("{}", fmt::join(services, ", "));
  if (flush != nullptr) {
    return fmt::format(
        "{}: {} of the keys, {} {}: {}",
        one.id,
        percent(flush->share.part),
        there.windows,
        there.windows == 1 ? "time" : "times",
        hit
    );
  }
  return fmt::format(
      "{}: {} of {} hosts × {} of {}: {}",
      one.id,
      hosts.size(),
      where.hosts().size(),
      percent(there.share),
      phases_of(in, one),
      hit
  );
}

}  // namespace

std::vector<std::string> naive_costs(const scenario::file& of) {
  std::vector<std::string> all;
  for (std::uint32_t slot = 0; slot < of.faults.size(); ++slot) {
    const scenario::fault& one = of.faults[slot];
    if (!one.enabled || of.phases.empty()) continue;
    const scenario::daemon* const at = scenario::daemon_of(of, one);
    if (surgeline::fault::acts_on_daemons(one.what) && at != nullptr)
      all.push_back(cost_of_daemon(of, slot, *at));
    if (surgeline::fault::acts_on_hosts(one.what)) all.push_back(cost_of_hosts(of, slot));
  }
  return all;
}

}  // namespace surgeline::report
