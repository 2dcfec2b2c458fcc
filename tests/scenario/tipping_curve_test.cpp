#include "surgeline/scenario/tipping_curve.hpp"

#include <gtest/gtest.h>

#include <array>

namespace surgeline::scenario {
namespace {

TEST(TippingCurve, NeedsRunsOfBothSorts) {
  const std::array held{trial{.at = 1, .held = 5}, trial{.at = 2, .held = 5}};
  EXPECT_EQ(fit_tipping(held, 0, 10), std::nullopt);
  const std::array tipped{trial{.at = 1, .tipped = 5}};
  EXPECT_EQ(fit_tipping(tipped, 0, 10), std::nullopt);
}

TEST(TippingCurve, LiesInTheMiddleOfAGapThatNothingFills) {
  const std::array all{trial{.at = 1, .held = 5}, trial{.at = 2, .tipped = 5}};
  const auto found = fit_tipping(all, 0, 10);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->at, 1.5, 0.01);
}

// At a value where n of n runs held, half tip with a likelihood of 2⁻ⁿ: −2·ln 2⁻ⁿ exceeds 3.84 from n = 3 on.
TEST(TippingCurve, ExcludesAValueWhereThreeRunsAgree) {
  const std::array three{trial{.at = 1, .held = 3}, trial{.at = 2, .tipped = 3}};
  const auto narrow = fit_tipping(three, 0, 10);
  ASSERT_TRUE(narrow);
  EXPECT_GE(narrow->low, 1);
  EXPECT_LE(narrow->high, 2);
  const std::array two{trial{.at = 1, .held = 2}, trial{.at = 2, .tipped = 2}};
  const auto wide = fit_tipping(two, 0, 10);
  ASSERT_TRUE(wide);
  EXPECT_LT(wide->low, 1);
  EXPECT_GT(wide->high, 2);
}

// With P = 1/(1 + exp(−2(x − 3))): 12 %, 50 %, 88 % at 2, 3 and 4.
TEST(TippingCurve, FindsTheMiddleAndTheSteepnessOfManyRuns) {
  const std::array all{
      trial{.at = 2, .tipped = 119, .held = 881},
      trial{.at = 3, .tipped = 500, .held = 500},
      trial{.at = 4, .tipped = 881, .held = 119}
  };
  const auto found = fit_tipping(all, 0, 10);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->at, 3, 0.01);
  EXPECT_NEAR(found->steepness, 2, 0.05);
  EXPECT_LE(found->low, 3);
  EXPECT_GE(found->high, 3);
}

// The information about the middle is b²·Σ n·p·(1−p): 4·(105 + 250 + 105) = 1838, so the interval is 1.96/√1838 = 0.046 each way.
TEST(TippingCurve, HasTheIntervalThatItsInformationAllows) {
  const std::array all{
      trial{.at = 2, .tipped = 119, .held = 881},
      trial{.at = 3, .tipped = 500, .held = 500},
      trial{.at = 4, .tipped = 881, .held = 119}
  };
  const auto found = fit_tipping(all, 0, 10);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->high - found->low, 2 * 0.0457, 0.003);
}

TEST(TippingCurve, StaysInItsRangeWhereTheRunsSayLittle) {
  const std::array all{trial{.at = 1, .tipped = 1}, trial{.at = 2, .held = 1}};
  const auto found = fit_tipping(all, 0, 10);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->low, 0);
  EXPECT_EQ(found->high, 10);
}

}  // namespace
}  // namespace surgeline::scenario
