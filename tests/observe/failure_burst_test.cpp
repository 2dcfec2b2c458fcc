#include "surgeline/observe/failure_burst.hpp"

#include <gtest/gtest.h>

#include "surgeline/core/chance.hpp"

namespace surgeline::observe {
namespace {

using namespace std::chrono_literals;

/// Attempts that end one every 10 ms.
struct course {
  failure_burst burst;
  time_point now{};

  void sees(bool failed) {
    now += 10ms;
    burst.saw(failed, now);
  }
  void sees(int times, bool failed) {
    for (int i = 0; i < times; ++i) sees(failed);
  }
  /// Failures by chance; the share of the time that a burst seems to be on.
  double sees_by_chance(int times, double failing) {
    const chance dice(11);
    double on = 0;
    for (int i = 0; i < times; ++i) {
      sees(dice.draw(1, 0, static_cast<std::uint64_t>(i)) < failing);
      on += burst.is_on() ? 1 : 0;
    }
    return on / times;
  }
};

TEST(FailureBurst, IsSeenAfterThreeFailuresInARowWhereNoneAreUsual) {
  course of;
  of.sees(1000, false);
  EXPECT_TRUE(of.burst.is_calm());
  of.sees(2, true);
  EXPECT_FALSE(of.burst.is_on());
  of.sees(true);
  EXPECT_TRUE(of.burst.is_on());
}

TEST(FailureBurst, IsOverWhenAttemptsSucceed) {
  course of;
  of.sees(1000, false);
  of.sees(100, true);
  of.sees(30, false);
  EXPECT_FALSE(of.burst.is_on());
  EXPECT_TRUE(of.burst.is_calm());
}

TEST(FailureBurst, IsNoUsualShareOfFailures) {
  for (const double usual : {0.05, 0.3}) {
    course of;
    of.sees_by_chance(500, usual);
    EXPECT_LT(of.sees_by_chance(50'000, usual), 0.005) << usual;
  }
}

TEST(FailureBurst, IsSeenWhenMoreThanHalfFail) {
  course of;
  of.sees(1000, false);
  of.sees_by_chance(200, 0.6);
  EXPECT_TRUE(of.burst.is_on());
}

TEST(FailureBurst, IsNoneWhenItLastsWhileTrafficFlows) {
  course of;
  of.sees(1000, false);
  of.sees(5900, true);
  EXPECT_TRUE(of.burst.is_on());
  of.sees(200, true);
  EXPECT_FALSE(of.burst.is_on()) << "a breaker would have opened in a minute";
}

TEST(FailureBurst, IsSeenAgainAfterOneThatLasted) {
  course of;
  of.sees(1000, false);
  of.sees(7000, true);
  of.sees(1000, false);
  of.sees(20, true);
  EXPECT_TRUE(of.burst.is_on());
}

TEST(FailureBurst, DoesNotMakeFailuresUsual) {
  course of;
  of.sees(1000, false);
  for (int cycle = 0; cycle < 20; ++cycle) {
    of.sees(300, true);
    of.burst.forget();
    EXPECT_TRUE(of.burst.is_calm());
    of.sees(3, false);
  }
  of.sees(3, true);
  EXPECT_TRUE(of.burst.is_on());
}

}  // namespace
}  // namespace surgeline::observe
