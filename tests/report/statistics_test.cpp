#include "surgeline/report/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "surgeline/core/chance.hpp"

namespace surgeline::report {
namespace {

using sample = std::vector<double>;

/// Permeability of membranes at term and at 12 to 26 weeks (Hollander and Wolfe 1973, table 4.1).
const sample at_term{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const sample earlier{1.15, 0.88, 0.90, 0.74, 1.21};
/// Extra hours of sleep after two drugs (Student 1908).
const sample first_drug{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const sample second_drug{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

void expect_near(const std::optional<interval>& seen, double low, double high, double by) {
  ASSERT_TRUE(seen.has_value());
  EXPECT_NEAR(seen->low, low, by);
  EXPECT_NEAR(seen->high, high, by);
}

TEST(Wilson, GivesThePublishedIntervals) {
  expect_near(wilson(81, 263), 0.2553, 0.3662, 5e-5);  // Newcombe 1998, table I, method 3
  expect_near(wilson(15, 148), 0.0624, 0.1605, 5e-5);
  expect_near(wilson(0, 20), 0, 0.1611, 5e-5);
  expect_near(wilson(1, 29), 0.0061, 0.1718, 5e-5);
}

TEST(Wilson, IsTheSameSeenFromTheOtherSide) {
  for (std::uint64_t hits = 0; hits <= 17; ++hits) {
    EXPECT_NEAR(wilson(hits, 17).low, 1 - wilson(17 - hits, 17).high, 1e-12);
  }
}

TEST(Wilson, KnowsNothingWithoutTrials) { EXPECT_EQ(wilson(0, 0), (interval{0, 1})); }

TEST(Spread, HasTheQuartilesOfHyndmanAndFansSeventhType) {
  const spread seen = spread_of(sample{4, 1, 3, 2});
  EXPECT_EQ(seen.lower_quarter, 1.75);
  EXPECT_EQ(seen.median, 2.5);
  EXPECT_EQ(seen.upper_quarter, 3.25);
}

TEST(Spread, HasTheStandardDeviationOfASample) {
  EXPECT_DOUBLE_EQ(spread_of(sample{2, 4, 4, 4, 5, 5, 7, 9}).deviation, std::sqrt(32.0 / 7));
}

TEST(Spread, OfOneValueIsThatValue) {
  EXPECT_EQ(spread_of(sample{7}), (spread{1, 7, 0, 7, 7, 7, 7, 7}));
}

TEST(Spread, OfNothingIsZero) { EXPECT_EQ(spread_of({}), spread{}); }

TEST(DifferenceOfMeans, GivesWelchsIntervalOfStudentsSleepData) {
  expect_near(difference_of_means(first_drug, second_drug), -0.2054832, 3.3654832, 1e-7);
}

TEST(DifferenceOfMeans, NeedsTwoValuesOfEach) {
  EXPECT_FALSE(difference_of_means(sample{1}, sample{1, 2, 3}));
  EXPECT_FALSE(difference_of_means(sample{1, 2}, sample{3}));
}

TEST(DifferenceOfMeans, NeedsSomeSpread) {
  EXPECT_FALSE(difference_of_means(sample{1, 1}, sample{2, 2}));
}

TEST(Shift, IsHollanderAndWolfesForTheirMembranes) {
  EXPECT_NEAR(shift(earlier, at_term), 0.305, 1e-12);
}

TEST(Shift, HasThePublishedIntervalForTheMembranes) {
  expect_near(
      interval_of_shift(earlier, at_term),
      -0.15,
      0.76,
      1e-12
  );  // R: wilcox.test(x, y, conf.int = TRUE)
}

TEST(Shift, HasNoIntervalWhereNoRankIsThatRare) {
  EXPECT_FALSE(interval_of_shift(sample{1, 2, 3}, sample{4, 5, 6}));       // 2 / 20 are as extreme
  EXPECT_TRUE(interval_of_shift(sample{1, 2, 3, 4}, sample{4, 5, 6, 7}));  // 2 / 70
}

TEST(Shift, FindsTheIntervalAtTheStepFromExactToApproximate) {
  sample small, large;
  for (int i = 0; i < 51; ++i) {
    if (i < 50) small.push_back(i);
    large.push_back(i + 10);
  }
  const auto exact = interval_of_shift(small, small), approximate = interval_of_shift(large, small);
  ASSERT_TRUE(exact && approximate);
  EXPECT_NEAR(exact->high - exact->low, approximate->high - approximate->low, 1.01);
}

TEST(Shift, CoversTheTrueOneInNinetyFiveOfAHundred) {
  const chance dice{20260914};
  int covered = 0;
  for (std::uint64_t trial = 0; trial < 1000; ++trial) {
    sample first, second;
    for (std::uint64_t i = 0; i < 9; ++i) {
      first.push_back(dice.draw(1, trial, i));
      second.push_back(dice.draw(2, trial, i) + 0.3);
    }
    covered += interval_of_shift(first, second)->holds(0.3) ? 1 : 0;
  }
  EXPECT_GE(covered, 930);
  EXPECT_LE(covered, 985);
}

}  // namespace
}  // namespace surgeline::report
