#include "surgeline/observe/arrival_gaps.hpp"

#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline::observe {
namespace {

using namespace std::chrono_literals;

struct arrivals {
  arrival_gaps gaps;
  time_point now{};

  void come(int times, duration gap, bool is_calm = true) {
    for (int i = 0; i < times; ++i) gaps.arrived(now += gap, is_calm);
  }
};

TEST(ArrivalGaps, HaveAMean) {
  arrivals of;
  of.come(100, 50ms);
  EXPECT_NEAR(seconds(of.gaps.mean()), 0.05, 1e-6);
}

TEST(ArrivalGaps, KeepTheMeanOfCalmTimesWhileAttemptsHurry) {
  arrivals of;
  of.come(100, 50ms);
  of.come(1000, 1ms, false);
  EXPECT_NEAR(seconds(of.gaps.mean()), 0.05, 1e-6);
  of.come(1000, 1ms);
  EXPECT_NEAR(seconds(of.gaps.mean()), 0.001, 1e-6);
}

TEST(ArrivalGaps, GrowSoonWhenALoadDrops) {
  arrivals of;
  of.come(100, 50ms);
  of.come(20, 500ms, false);
  EXPECT_GT(of.gaps.mean(), 250ms);
}

TEST(ArrivalGaps, AreNotMadeLongByAnHourOfRest) {
  arrivals of;
  of.come(100, 50ms);
  of.come(1, 1h);
  EXPECT_LT(of.gaps.mean(), 110ms);
  EXPECT_EQ(of.gaps.largest(of.now), 0ms) << "nobody was there";
}

TEST(ArrivalGaps, LeaveOutTheTimeThatAClientWasKeptAway) {
  arrivals of;
  of.come(100, 50ms);
  of.gaps.pause();
  of.come(1, 5s);
  of.come(1, 50ms);
  EXPECT_EQ(of.gaps.largest(of.now), 50ms);
  EXPECT_NEAR(seconds(of.gaps.mean()), 0.05, 1e-6);
}

TEST(ArrivalGaps, RememberTheLargestForAWhile) {
  arrivals of;
  of.come(10, 50ms);
  of.come(2, 2s);
  of.come(100, 50ms);
  EXPECT_EQ(of.gaps.largest(of.now), 2s);
  of.come(400, 50ms);
  EXPECT_EQ(of.gaps.largest(of.now), 50ms);
  EXPECT_EQ(of.gaps.largest(of.now + 1min), 0ms);
}

TEST(ArrivalGaps, TakeOnePauseForNoHabit) {
  arrivals of;
  of.come(100, 50ms);
  of.come(1, 2s);
  of.come(100, 50ms);
  EXPECT_EQ(of.gaps.largest(of.now), 50ms);
  of.come(1, 1s);
  of.come(100, 50ms);
  EXPECT_EQ(of.gaps.largest(of.now), 1s);
}

TEST(ArrivalGaps, TakeAPauseAmongFailuresForNoHabit) {
  arrivals of;
  of.come(100, 50ms);
  of.come(1, 2s, false);
  EXPECT_EQ(of.gaps.largest(of.now), 50ms);
}

}  // namespace
}  // namespace surgeline::observe
