#include <gmock/gmock.h>

#include "sim/grabbing.hpp"

/// Grab, "Designing Resilient Systems" (2018/19), with the breaker of afex/hystrix-go: the rows of the table that the project
/// derived from its code, over thirty seeds each. Where there is a closed form the mean must lie within five standard errors of
/// it; the deviations are those of the runs themselves.
namespace surgeline::sim {
namespace {

constexpr std::uint64_t seeds = 30;

/// Within five standard errors, and never closer than what a single request in all runs makes.
void expect_near(const mean_of& seen, double wanted, const char* what) {
  EXPECT_NEAR(seen.mean, wanted, 5 * seen.error + 2e-5) << what << " +- " << seen.error;
}

void expect(const grab& what, double success, double attempts) {
  const auto seen = outcome_over(what, seeds);
  expect_near(seen.success, success, "success");
  expect_near(seen.attempts, attempts, "attempts");
}

TEST(SimulateGrab, FailsEverythingWhenTheOnlyHostIsBadAndProbesNowAndThen) {
  // Twenty until it opens, which takes 0.2 s, then one each 5 s and the wait for the next request, 10 ms.
  const grab all_down{
      .hosts = 1,
      .length = 600s,
      .by = {.id = "callers", .breaker = hystrix_at(0.5)}
  };
  const double probes = std::floor((600 - 0.2) / 5.01);
  expect(all_down, 0, (20 + probes) / 60'000);
}

TEST(SimulateGrab, HalvesTheFailuresWithEachRetryOnTwoHosts) {
  for (const std::uint32_t retries : {0U, 1U, 2U, 3U}) {
    double attempts = 0;
    for (std::uint32_t i = 0; i <= retries; ++i) attempts += std::pow(0.5, i);
    const grab half{.by = {.id = "callers", .retry = at_once(retries)}};
    expect(half, 1 - std::pow(0.5, retries + 1), attempts);
  }
}

TEST(SimulateGrab, LocksThePhaseOfTurnsAndOneRetryWithASerialDispatcher) {
  grab locked{
      .by = {.id = "callers", .retry = at_once(1), .balance = resilience::balance::round_robin},
      .arrival = scenario::arrival::constant,
  };
  const auto seen = outcome_over(locked, 3);
  EXPECT_EQ(seen.success.mean, 1);
  EXPECT_NEAR(seen.attempts.mean, 2, 0.001);
}

TEST(SimulateGrab, LocksNoPhaseWhereTheBalancerChoosesByChance) {
  grab free{
      .by = {.id = "callers", .retry = at_once(1), .balance = resilience::balance::power_of_two},
      .arrival = scenario::arrival::constant,
  };
  expect(free, 0.75, 1.5);
}

/// One breaker for the service, and hosts in turn, as in the posts.
grab in_turn(std::uint32_t hosts, double open_at, duration length) {
  return {
      .hosts = hosts,
      .length = length,
      .by =
          {.id = "callers",
           .breaker = hystrix_at(open_at),
           .balance = resilience::balance::round_robin},
  };
}

TEST(SimulateGrab, KeepsABreakerShutThatOpensAboveTheShareOfBadHosts) {
  expect(in_turn(2, 0.6, 60s), 0.5, 1);
  expect(in_turn(6, 0.5, 60s), 5.0 / 6, 1);
}

TEST(SimulateGrab, FailsNearlyEverythingWhereABreakerOpensAtTheShareOfBadHostsOrBelow) {
  // Two probes of one in 500 each, and then nineteen until it opens again: ten fail, and the first of them did.
  for (const double open_at : {0.4, 0.5}) {
    const double requests = 1 + 2 * 501 + 19;
    expect(in_turn(2, open_at, 600s), 10 / requests, (2 + 19) / requests);
  }
}

TEST(SimulateGrab, FailsNearlyEverythingForOneBadHostOfSix) {
  const double probes = 6.0 / 5, requests = 1 + probes * 501 + 19;
  expect(in_turn(6, 0.1, 600s), (1 + 19 - 19 / 6.0) / requests, (probes + 19) / requests);
}

TEST(SimulateGrab, OpensAndClosesByChanceWhereTheBalancerChoosesByChance) {
  const grab half{.length = 600s, .by = {.id = "callers", .breaker = hystrix_at(0.4)}};
  const auto of_half = oscillating(0.5, 0.4);  // 0.0116 and 0.0233
  expect(half, of_half.success, of_half.attempts);
  const grab sixth{.hosts = 6, .length = 600s, .by = {.id = "callers", .breaker = hystrix_at(0.1)}};
  const auto of_sixth = oscillating(1.0 / 6, 0.1);
  expect(sixth, of_sixth.success, of_sixth.attempts);
}

TEST(SimulateGrab, OpensAtTheEdgeByChanceToo) {
  const grab edge{.length = 600s, .by = {.id = "callers", .breaker = hystrix_at(0.5)}};
  const auto seen = outcome_over(edge, seeds);
  EXPECT_LT(seen.success.mean, 0.2) << seen.success.error;
}

TEST(SimulateGrab, StillFailsASixthWithABreakerForEachHostThatNobodySkips) {
  const grab blind{
      .hosts = 6,
      .length = 600s,
      .by = {.id = "callers", .breaker = by_host(hystrix_at(0.5))},
  };
  const auto seen = outcome_over(blind, seeds);
  expect_near(seen.success, 5.0 / 6, "success");
  EXPECT_NEAR(seen.attempts.mean, 0.836, 0.001) << seen.attempts.error;
}

TEST(SimulateGrab, LosesOnlyProbesWhereTheBalancerSkipsOpenBreakers) {
  const grab skips{
      .hosts = 6,
      .length = 600s,
      .by = {.id = "callers", .breaker = by_host(hystrix_at(0.5)), .skip_open = true},
  };
  const auto seen = outcome_over(skips, seeds);
  EXPECT_NEAR(seen.success.mean, 0.998, 0.0005) << seen.success.error;
  EXPECT_NEAR(seen.attempts.mean, 1, 1e-4);
}

TEST(SimulateGrab, GoesRoundAnOpenBreakerWithARetryOutsideOfIt) {
  const grab retried{
      .hosts = 6,
      .by = {.id = "callers", .retry = at_once(1), .breaker = by_host(hystrix_at(0.5))},
  };
  const auto seen = outcome_over(retried, seeds);
  expect_near(seen.success, 1 - 1.0 / 36, "success");
  EXPECT_NEAR(seen.attempts.mean, 0.975, 0.01) << seen.attempts.error;
}

/// One request in ten breaks, whichever host it goes to.
grab one_in_ten(double open_at, scenario::nesting order) {
  return {
      .hosts = 1,
      .length = 600s,
      .breaks = 0.1,
      .by = {.id = "callers", .retry = at_once(1), .breaker = hystrix_at(open_at), .order = order},
  };
}

TEST(SimulateGrab, LosesOneInAHundredOfTenPercentWithOneRetry) {
  grab plain = one_in_ten(0.5, scenario::nesting::breaker_in_retry);
  plain.length = 60s;
  expect(plain, 0.99, 1.1);
  plain.by.breaker.reset();
  expect(plain, 0.99, 1.1);
}

TEST(SimulateGrab, LosesNearlyEverythingWhereALowBreakerSeesEveryAttempt) {
  const auto seen = outcome_over(one_in_ten(0.05, scenario::nesting::breaker_in_retry), seeds);
  EXPECT_NEAR(seen.success.mean, 0.035, 0.01) << seen.success.error;
  EXPECT_NEAR(seen.attempts.mean, 0.039, 0.012) << seen.attempts.error;
}

TEST(SimulateGrab, LosesOneInAHundredWhereALowBreakerSeesCallsOnly) {
  const auto seen = outcome_over(one_in_ten(0.05, scenario::nesting::retry_in_breaker), seeds);
  EXPECT_NEAR(seen.success.mean, 0.99, 0.01) << seen.success.error;
  EXPECT_NEAR(seen.attempts.mean, 1.1, 0.01) << seen.attempts.error;
}

TEST(SimulateGrab, AmplifiesATotalOutageUnlessABreakerShutsItOut) {
  grab outage{.hosts = 1, .by = {.id = "callers", .retry = at_once(3)}};
  expect(outage, 0, 4);
  outage.length = 600s;
  outage.by.breaker = hystrix_at(0.5);
  const double probes = std::floor((600 - 0.2) / 5.01);
  const auto inside = outcome_over(outage, seeds);
  EXPECT_NEAR(inside.attempts.mean, (20 + probes) / 60'000, 2e-4) << inside.attempts.error;
  outage.by.order = scenario::nesting::retry_in_breaker;
  const auto outside = outcome_over(outage, seeds);
  EXPECT_NEAR(outside.attempts.mean, 4 * (20 + probes) / 60'000, 2e-4) << outside.attempts.error;
}

}  // namespace
}  // namespace surgeline::sim
