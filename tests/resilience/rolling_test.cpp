#include "surgeline/resilience/rolling.hpp"

#include <gtest/gtest.h>

#include "support/at.hpp"

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

TEST(Rolling, SumsWhatLiesInItsStretch) {
  rolling sums(10s);
  sums.add(at(100ms), 1, 2);
  sums.add(at(5s), 3, 4);
  EXPECT_EQ(sums.of(at(9s)), (rolling::sums{4, 6}));
}

TEST(Rolling, ForgetsATenthAtATime) {
  rolling sums(10s);
  sums.add(at(900ms), 1);
  sums.add(at(1s), 1);
  EXPECT_EQ(sums.of(at(9999ms)).first, 2);
  EXPECT_EQ(sums.of(at(10s)).first, 1);
  EXPECT_EQ(sums.of(at(11s)).first, 0);
}

TEST(Rolling, RemembersOneTenthMoreWhenAsked) {
  rolling sums(10s);
  sums.add(at(900ms), 1);
  EXPECT_EQ(sums.of(at(10s), 11).first, 1);
  EXPECT_EQ(sums.of(at(11s), 11).first, 0);
}

TEST(Rolling, StartsAnewWhereATenthComesRoundAgain) {
  rolling sums(10s);
  for (int second = 0; second < 100; ++second) sums.add(at(1s * second), 1);
  EXPECT_EQ(sums.of(at(99s)).first, 10);
}

TEST(Rolling, IsEmptyAfterItWasCleared) {
  rolling sums(10s);
  sums.add(at(1s), 5);
  sums.clear();
  EXPECT_EQ(sums.of(at(1s)), rolling::sums{});
}

}  // namespace
}  // namespace surgeline::resilience
