#include <gmock/gmock.h>

#include <algorithm>

#include "sim/simulating.hpp"
#include "surgeline/scenario/judge.hpp"

/// Bronson et al., "Metastable Failures in Distributed Systems" (HotOS'21), its first example: a server for 300/s, callers that
/// give up after a second, an outage of ten seconds that holds what was sent.
namespace surgeline::sim {
namespace {

using scenario::file;
using scenario::phase_role;
using scenario::verdict_kind;

file hotos(double per_second, std::uint32_t attempts, duration recover) {
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

scenario::judgement judged(const file& from, std::uint64_t seed) {
  return scenario::judge(simulate(from, seed));
}

/// The median time to recover over nine seeds, in seconds.
double median_recovery(const file& from) {
  std::vector<double> times;
  for (std::uint64_t seed = 1; seed <= 9; ++seed) {
    const auto made = judged(from, seed);
    EXPECT_EQ(made.verdict.kind, verdict_kind::pass) << "seed " << seed;
    times.push_back(seconds(made.recovery.took.value_or(forever)));
  }
  std::ranges::nth_element(times, times.begin() + 4);
  return times[4];
}

// (λ·10 s − 300/s·1 s) / (300/s − λ)

TEST(SimulateM1, RecoversWithoutRetriesAsTheFormulaSays) {
  EXPECT_NEAR(median_recovery(hotos(140, 1, 60s)), 6.9, 0.2 * 6.9);
  EXPECT_NEAR(median_recovery(hotos(160, 1, 60s)), 9.3, 0.2 * 9.3);
  EXPECT_NEAR(median_recovery(hotos(200, 1, 60s)), 17.0, 0.2 * 17.0);
}

TEST(SimulateM1, RecoversWithoutRetriesCloseToTheEdgeToo) {
  EXPECT_NEAR(median_recovery(hotos(280, 1, 240s)), 125, 0.2 * 125);
}

TEST(SimulateM1, RecoversWithOneRetryBelowHalfOfTheCapacity) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed)
    EXPECT_EQ(judged(hotos(140, 2, 240s), seed).verdict.kind, verdict_kind::pass) << seed;
}

TEST(SimulateM1, IsMetastableWithOneRetryAbove) {
  for (const double per_second : {160, 200, 280}) {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      const auto made = judged(hotos(per_second, 2, 120s), seed);
      EXPECT_EQ(made.verdict.kind, verdict_kind::metastable) << per_second << ", seed " << seed;
      EXPECT_LT(made.recovery.goodput_share, 0.05);
      EXPECT_GT(made.recovery.demand * made.recovery.amplification, 300);
    }
  }
}

TEST(SimulateM1, RecoversWithOneRetryThatSuccessesPayFor) {
  for (const double per_second : {160, 200, 280}) {
    file made = hotos(per_second, 2, 240s);
    made.policies[0].budget = {.capacity = 100, .refill = 0.1, .cost = 1, .initial = 10};
    EXPECT_EQ(judged(made, 1).verdict.kind, verdict_kind::pass) << per_second;
  }
}

}  // namespace
}  // namespace surgeline::sim
