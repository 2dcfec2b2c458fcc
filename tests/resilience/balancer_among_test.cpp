#include <gtest/gtest.h>

#include <vector>

#include "surgeline/resilience/balancer.hpp"

namespace surgeline::resilience {
namespace {

const std::vector<std::uint32_t> first_and_last{0, 3};

TEST(BalancerAmong, GivesEachOfThemTheSameChance) {
  balancer one(balance::random, 4);
  EXPECT_EQ(one.choose_among(first_and_last, 0.49, {}), 0U);
  EXPECT_EQ(one.choose_among(first_and_last, 0.5, {}), 3U);
}

TEST(BalancerAmong, TakesTurnsAmongThem) {
  balancer one(balance::round_robin, 4);
  EXPECT_EQ(one.choose_among(first_and_last, 0, {}), 0U);
  EXPECT_EQ(one.choose_among(first_and_last, 0, {}), 3U);
  EXPECT_EQ(one.choose_among(first_and_last, 0, {}), 0U);
}

TEST(BalancerAmong, ComparesOnlyThem) {
  const std::vector<std::uint32_t> open{5, 0, 0, 2};
  balancer least(balance::least_request, 4), two(balance::power_of_two, 4);
  EXPECT_EQ(least.choose_among(first_and_last, 0.3, open), 3U);
  EXPECT_EQ(two.choose_among(first_and_last, 0.3, open), 3U);
}

}  // namespace
}  // namespace surgeline::resilience
