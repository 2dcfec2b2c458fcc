#include "surgeline/report/numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace surgeline::report {
namespace {

TEST(Numbers, ShowSecondsInTheUnitThatFits) {
  EXPECT_EQ(text_of_seconds(0), "0 s");
  EXPECT_EQ(text_of_seconds(0.00042), "0.42 ms");
  EXPECT_EQ(text_of_seconds(0.25), "250 ms");
  EXPECT_EQ(text_of_seconds(1.25), "1.25 s");
  EXPECT_EQ(text_of_seconds(12.46), "12.5 s");
  EXPECT_EQ(text_of_seconds(118.3), "118 s");
  EXPECT_EQ(text_of_seconds(750), "12.5 min");
}

TEST(Numbers, DoNotRoundUpToAFourthDigit) {
  EXPECT_EQ(text_of_seconds(0.9999), "1.00 s");
  EXPECT_EQ(text_of_number(99.97), "100");
  EXPECT_EQ(text_of_number(9.999), "10.0");
}

TEST(Numbers, ShowWholeOnesWhole) {
  EXPECT_EQ(text_of_number(48), "48");
  EXPECT_EQ(text_of_rate(7), "7/s");
}

TEST(Numbers, NameTheUnitOfAnIntervalOnce) {
  EXPECT_EQ(text_of_interval({1.5, 2.5}, text_of_seconds), "[1.50, 2.50] s");
  EXPECT_EQ(text_of_interval({0.9, 1}, text_of_share), "[90.0, 100.0]%");
  EXPECT_EQ(text_of_interval({0.5, 2.5}, text_of_seconds), "[500 ms, 2.50 s]");
}

TEST(Numbers, GroupThousands) { EXPECT_EQ(text_of_rate(1234567), "1,234,567/s"); }

TEST(Numbers, KeepTheSign) {
  EXPECT_EQ(text_of_seconds(-1.5), "-1.50 s");
  EXPECT_EQ(text_of_number(-12345), "-12,345");
}

TEST(Numbers, KnowNoNegativeZero) {
  EXPECT_EQ(text_of_share(-0.0001), "0.0%");
  EXPECT_EQ(text_of_ratio(-0.00001), "0.00");
  EXPECT_EQ(text_of_number(-0.001), "0");
}

TEST(Numbers, DoNotClaimAllOrNothingWhereItIsNotSo) {
  EXPECT_EQ(text_of_share(0.9999), ">99.9%");
  EXPECT_EQ(text_of_share(0.0001), "<0.1%");
  EXPECT_EQ(text_of_share(1), "100.0%");
  EXPECT_EQ(text_of_share(0), "0.0%");
}

TEST(Numbers, ShowInfinity) { EXPECT_EQ(text_of_number(INFINITY), "∞"); }

TEST(Numbers, ShowADashForNothing) {
  EXPECT_EQ(text_or_dash({}, text_of_ratio), "–");
  EXPECT_EQ(text_of_spread({}, text_of_ratio), "–");
}

TEST(Numbers, ShowQuartilesOfSeveralValues) {
  const std::vector<double> one{2}, several{1, 2, 3};
  EXPECT_EQ(text_of_spread(spread_of(one), text_of_ratio), "2.00");
  EXPECT_EQ(text_of_spread(spread_of(several), text_of_ratio), "2.00 [1.50, 2.50]");
}

}  // namespace
}  // namespace surgeline::report
