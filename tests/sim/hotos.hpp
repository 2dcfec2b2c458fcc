#pragma once

#include "sim/simulating.hpp"
#include "surgeline/scenario/judge.hpp"

/// What the tests of the HotOS'21 example share: a server for 300/s, callers that give up after a second, an outage of ten
/// seconds that holds what was sent.
namespace surgeline::sim {
using scenario::file;
using scenario::phase_role;
using scenario::verdict_kind;

inline file hotos(double per_second, std::uint32_t attempts, duration recover) {
  file made = scenario::proxied_scenario();
  made.services[0] = {
      .id = "shop",
      .slots = 30,
      .queue = {.limit = 6000},
      .service_time = distribution::fixed(100ms),
  };
  made.loads[0].rate = rate{per_second};
  made.loads[0].clients.count = 200;
  made.loads[0].deadline = 2s;
  scenario::add_policy(
      made,
      1s,
      {.kind = resilience::growth::fixed,
       .attempts = attempts,
       .base = distribution::fixed(0s),
       .retry_on = {resilience::cause::timeout}}
  );
  made.phases[0].length = 10s;
  scenario::add_phase(made, "outage", 10s, phase_role::normal);
  scenario::add_phase(made, "after", recover, phase_role::recover);
  scenario::add_fault(
      made,
      "cut",
      fault::stall{.towards = fault::direction::to_upstream},
      {"outage"}
  );
  made.recovery = {
      .metric = "load.users.goodput",
      .of = scenario::reference::offered,
      .stable_for = 5s,
      .deadline = recover - 15s,
      .probe_relief = scenario::relief{.rate = share{0.25}, .at_most = 60s},
  };
  return made;
}

inline scenario::judgement judged(const file& from, std::uint64_t seed) {
  return scenario::judge(simulate(from, seed));
}

}  // namespace surgeline::sim
