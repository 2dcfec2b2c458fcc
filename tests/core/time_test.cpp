#include "surgeline/core/time.hpp"

#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;

constexpr time_point start{};

TEST(Seconds, OfForeverIsInfinity) {
  EXPECT_EQ(seconds(forever), std::numeric_limits<double>::infinity());
}

TEST(Seconds, AndBackIsTheSameNanosecondForFiftyDays) {
  for (duration span = 1ns; span < 50 * 24h; span = span * 7 + 3ns) {
    EXPECT_EQ(from_seconds(seconds(span)), span);
    EXPECT_EQ(from_seconds(seconds(-span)), -span);
  }
}

TEST(FromSeconds, RoundsToTheNearestNanosecond) {
  EXPECT_EQ(from_seconds(1.6e-9), 2ns);
  EXPECT_EQ(from_seconds(-1.6e-9), -2ns);
}

TEST(FromSeconds, IsForeverForWhatDoesNotFit) {
  EXPECT_EQ(from_seconds(1e10), forever);
  EXPECT_EQ(from_seconds(std::numeric_limits<double>::quiet_NaN()), forever);
  EXPECT_EQ(from_seconds(-1e10), -forever);
}

TEST(After, AddsASpanToAMoment) {
  EXPECT_EQ(after(start + 2s, 3s), start + 5s);
  EXPECT_EQ(after(start + 2s, -3s), start - 1s);
}

TEST(After, ForeverIsNeverFromAnyMoment) {
  EXPECT_EQ(after(start, forever), never);
  EXPECT_EQ(after(start - 1s, forever), never);
  EXPECT_EQ(after(start + 1s, forever - 1ns), never);
}

TEST(After, NeverStaysNever) {
  EXPECT_EQ(after(never, 0s), never);
  EXPECT_EQ(after(never, 1s), never);
  EXPECT_EQ(after(never, -1s), never);
}

}  // namespace
}  // namespace surgeline
