#include "surgeline/resilience/balancer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "surgeline/core/chance.hpp"

namespace surgeline::resilience {
namespace {

using testing::Each;

/// How often each endpoint is chosen in so many draws.
std::vector<std::uint32_t> choices(balance how, std::uint32_t endpoints, std::uint32_t draws) {
  balancer chooser(how, endpoints);
  std::vector<std::uint32_t> times(endpoints);
  for (std::uint32_t i = 0; i < draws; ++i) {
    ++times.at(chooser.choose(chance(7).draw(hash_of("balancer"), 0, i)));
  }
  return times;
}

// Chi-square of equally likely endpoints: mean n - 1, variance 2 (n - 1). Five deviations either side keep a true
// generator with p > 0.9999, and the draws are the same in every run.
TEST(RandomBalance, GivesEachEndpointTheSameChance) {
  constexpr std::uint32_t draws = 70'000;
  for (const std::uint32_t endpoints : {2U, 3U, 7U, 100U}) {
    const double expected = static_cast<double>(draws) / endpoints;
    double chi_square = 0;
    for (const double times : choices(balance::random, endpoints, draws)) {
      chi_square += (times - expected) * (times - expected) / expected;
    }
    const double freedom = endpoints - 1;
    EXPECT_LT(std::abs(chi_square - freedom), 5 * std::sqrt(2 * freedom)) << endpoints;
  }
}

TEST(RandomBalance, DependsOnTheDrawAlone) {
  balancer chooser(balance::random, 4);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(chooser.choose(0.6), 2);
}

TEST(RandomBalance, CutsTheDrawsIntoEqualParts) {
  balancer chooser(balance::random, 4);
  EXPECT_EQ(chooser.choose(0), 0);
  EXPECT_EQ(chooser.choose(0.2499), 0);
  EXPECT_EQ(chooser.choose(0.25), 1);
  EXPECT_EQ(chooser.choose(0.75), 3);
}

TEST(RandomBalance, NeverChoosesBeyondTheLastEndpoint) {
  constexpr double largest_draw = 0x1.fffffffffffffp-1;
  for (std::uint32_t endpoints = 1; endpoints < 10'000; ++endpoints) {
    ASSERT_EQ(balancer(balance::random, endpoints).choose(largest_draw), endpoints - 1);
  }
}

TEST(RoundRobin, TakesOneEndpointAfterTheOther) {
  balancer chooser(balance::round_robin, 3);
  for (const std::uint32_t next : {0U, 1U, 2U, 0U, 1U, 2U, 0U}) EXPECT_EQ(chooser.choose(0), next);
}

TEST(RoundRobin, UsesNoChance) {
  balancer chooser(balance::round_robin, 3);
  EXPECT_EQ(chooser.choose(0.99), 0);
  EXPECT_EQ(chooser.choose(0.99), 1);
}

TEST(RoundRobin, TakesEachEndpointEquallyOften) {
  EXPECT_THAT(choices(balance::round_robin, 7, 70), Each(10));
}

TEST(LeastRequest, TakesTheOneWithTheFewestOpen) {
  balancer chooser(balance::least_request, 4);
  EXPECT_EQ(chooser.choose(0.99, std::array{3U, 2U, 1U, 2U}), 2);
}

TEST(LeastRequest, LetsChanceDecideAmongEquals) {
  balancer chooser(balance::least_request, 4);
  const std::array open{1U, 0U, 1U, 0U};
  EXPECT_EQ(chooser.choose(0.49, open), 1);
  EXPECT_EQ(chooser.choose(0.50, open), 3);
}

TEST(LeastRequest, SpreadsWhatStaysOpenEvenly) {
  balancer chooser(balance::least_request, 7);
  std::vector<std::uint32_t> open(7);
  for (std::uint32_t i = 0; i < 70; ++i) {
    ++open.at(chooser.choose(chance(7).draw(hash_of("balancer"), 0, i), open));
  }
  EXPECT_THAT(open, Each(10));
}

TEST(PowerOfTwo, TakesTheBetterOfTwo) {
  balancer chooser(balance::power_of_two, 2);
  EXPECT_EQ(chooser.choose(0.1, std::array{5U, 4U}), 1);
  EXPECT_EQ(chooser.choose(0.9, std::array{5U, 4U}), 1);
}

TEST(PowerOfTwo, TakesTheFirstOfEquals) {
  balancer chooser(balance::power_of_two, 3);
  EXPECT_EQ(chooser.choose(0.4, std::array{1U, 1U, 1U}), 1);
}

TEST(PowerOfTwo, ComparesEachPairAsOften) {
  constexpr std::uint32_t endpoints = 5, draws = 50'000;
  balancer chooser(balance::power_of_two, endpoints);
  // The lower index is always the better one, so endpoint i wins against those above it: 2 (n - 1 - i) of n (n - 1).
  std::vector<std::uint32_t> times(endpoints);
  for (std::uint32_t i = 0; i < draws; ++i) {
    const double draw = chance(7).draw(hash_of("balancer"), 0, i);
    ++times.at(chooser.choose(draw, std::array{0U, 1U, 2U, 3U, 4U}));
  }
  for (std::uint32_t i = 0; i < endpoints; ++i) {
    const double share = 2.0 * (endpoints - 1 - i) / (endpoints * (endpoints - 1));
    const double sigma = std::sqrt(draws * share * (1 - share));
    EXPECT_NEAR(times[i], draws * share, 4 * sigma) << i;
  }
}

TEST(Balance, HasOneChoiceAmongOne) {
  constexpr std::uint32_t hands_full = 3;
  for (const auto& each : config::names<balance>) {
    balancer chooser(each.value, 1);
    EXPECT_EQ(chooser.choose(0.99, std::array{hands_full}), 0) << each.name;
  }
}

}  // namespace
}  // namespace surgeline::resilience
