#include "surgeline/net/clock.hpp"

#include <gtest/gtest.h>

namespace surgeline::net {
namespace {

using namespace std::chrono_literals;

const real_time start{1h};

TEST(RunClock, CountsFileTimeFromItsStart) {
  const run_clock clock{start};
  EXPECT_EQ(clock.at(start), time_point{});
  EXPECT_EQ(clock.at(start + 3s), time_point{3s});
}

TEST(RunClock, RunsEightTimesFasterAtSpeedEight) {
  const run_clock clock{start, 8};
  EXPECT_EQ(clock.at(start + 1s), time_point{8s});
  EXPECT_EQ(clock.real(time_point{8s}), start + 1s);
}

TEST(RunClock, NeverFindsAMomentTooEarly) {
  for (const double speed : {0.3, 1.0, 2.5, 8.0, 29.97, 30.0}) {
    const run_clock clock{start, speed};
    for (duration moment = 1ns; moment < 24h; moment = moment * 7 + 3ns) {
      EXPECT_GE(clock.at(clock.real(time_point{moment})), time_point{moment}) << speed;
      EXPECT_LT(clock.at(clock.real(time_point{moment}) - 1ns), time_point{moment}) << speed;
    }
  }
}

TEST(RunClock, KnowsThatNeverNeverComes) {
  EXPECT_EQ(run_clock(start, 8).real(never), real_time::max());
  EXPECT_EQ(run_clock(start, 0.001).real(never - 1h), real_time::max());
}

TEST(RunClock, BeginsAtNow) {
  const auto before = std::chrono::steady_clock::now();
  const run_clock clock;
  EXPECT_GE(clock.start(), before);
  EXPECT_GE(clock.now(), time_point{});
}

}  // namespace
}  // namespace surgeline::net
