#include <gmock/gmock.h>

#include "model/visiting.hpp"

namespace surgeline::model {
namespace {

using measure::instrument;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using end = listening::end;

/// One comes every `gap`, from the start until a moment.
void crowd(visited& at_door, duration gap, duration until) {
  std::uint64_t who = 0;
  for (duration now{}; now < until; now += gap) {
    at_door.live_until(at(now));
    at_door.come(++who, at(now));
  }
}

TEST(DaemonStall, ServesNobodyUntilItEnds) {
  visited one(daemon_of(1, 10ms));
  one.arm(fault::daemon_stall{}, at(0s));
  one.come(1, at(1s));
  one.live_until(at(5s));
  EXPECT_THAT(one.heard.ends, IsEmpty());
  one.clear(at(5s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(5010ms)}));
}

TEST(DaemonStall, StopsWhomItServes) {
  visited one(daemon_of(1, 10ms));
  one.come(1, at(0ms));
  one.arm(fault::daemon_stall{}, at(4ms));
  one.live_until(at(5s));
  EXPECT_THAT(one.heard.ends, IsEmpty());
  one.clear(at(5s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(5006ms)}));
}

TEST(DaemonStall, StopsItsTargetsOnly) {
  visited one(daemon_of(1, 10ms), 2);
  one.arm(fault::daemon_stall{}, at(0s), 1);
  one.come(1, at(1s), 0);
  one.come(2, at(1s), 1);
  one.live_until(at(2s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{2, outcome::ok, at(1010ms)}));
}

TEST(DaemonStall, DoesNotStopThePatienceOfWhoWaits) {
  auto what = daemon_of(1, 10ms);
  what.attach[0].timeout = 500ms;
  visited one(what);
  one.arm(fault::daemon_stall{}, at(0s));
  one.come(1, at(1s));
  one.live_until(at(5s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::timeout, at(1500ms)}));
}

// λ = 500/s for S = 2 s: λS = 1000 wait. At μ = 1000/s they and those who come are gone λS/(μ−λ) = 2 s later.
TEST(DaemonStall, LeavesAQueueThatTakesAsLongToDrainAsTheClosedFormSays) {
  visited one(daemon_of(1, 1ms));
  one.arm(fault::daemon_stall{}, at(0s));
  crowd(one, 2ms, 2s);
  EXPECT_EQ(one.logd.depth(), 1000U);
  one.clear(at(2s));
  std::uint64_t who = 1000;
  time_point drained{};
  for (duration now = 2s; now < 6s; now += 2ms) {
    one.live_until(at(now));
    if (one.logd.depth() == 0 && drained == time_point{}) drained = at(now);
    one.come(++who, at(now));
  }
  EXPECT_NEAR(seconds(drained - at(2s)), 2.0, 0.005);
}

TEST(DaemonStall, IsWaitedOutByAHerd) {
  visited one(daemon_of(1, 1ms));
  one.arm(fault::daemon_stall{}, at(0s));
  crowd(one, 10ms, 1s);
  one.clear(at(1s));
  EXPECT_EQ(one.total(instrument::herded, at(2s)), 100);
  EXPECT_EQ(one.logd.counts(at(1h)).instances[0].stalls, 1U);
  EXPECT_EQ(one.logd.counts(at(1h)).instances[0].stalled, 1s);
}

TEST(DaemonStall, IsCountedInTheTicksItLies) {
  visited one(daemon_of(1, 1ms), 4);
  one.arm(fault::daemon_stall{}, at(1100ms), 2);
  one.logd.advance(at(2s), one.heard);
  one.clear(at(2600ms));
  one.logd.advance(at(4s), one.heard);
  one.logd.numbers().roll(at(4s));
  measure::recording all;
  all.add("daemon.logd", one.logd.numbers().take());
  const auto stalled = [&](duration from, duration to) {
    return all.sum("daemon.logd", instrument::stalled, at(from), at(to));
  };
  EXPECT_NEAR(stalled(0s, 1s), 0, 1e-9);
  EXPECT_NEAR(stalled(1s, 2s), 0.9 / 2, 1e-9);
  EXPECT_NEAR(stalled(2s, 3s), 0.6 / 2, 1e-9);
}

TEST(DaemonStall, MayAnswerHealthChecks) {
  visited one(daemon_of(1, 10ms));
  one.come(1, at(0s));
  one.arm(fault::daemon_stall{.spare_health = true}, at(0s));
  one.check_health(7, at(1s));
  one.live_until(at(2s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{7, outcome::ok, at(1010ms)}));
}

TEST(DaemonStall, HasHealthChecksWaitInTheSameQueueOtherwise) {
  visited one(daemon_of(1, 10ms));
  one.arm(fault::daemon_stall{}, at(0s));
  one.come(1, at(0s));
  one.check_health(7, at(1s));
  one.clear(at(2s));
  one.live_until(at(9s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(end{1, outcome::ok, at(2010ms)}, end{7, outcome::ok, at(2020ms)})
  );
}

// How those who waited leave.

visited after_stall(scenario::daemon_release how) {
  auto what = daemon_of(1, 1ms);
  what.release = how;
  visited one(what);
  one.arm(fault::daemon_stall{}, at(0s));
  for (std::uint64_t i = 1; i <= 3; ++i) one.come(i, at(0s));
  one.clear(at(1s));
  return one;
}

TEST(DaemonRelease, LetsABurstGoAsFastAsItCan) {
  auto one = after_stall({});
  one.live_until(at(9s));
  EXPECT_EQ(one.heard.ends.back(), (end{3, outcome::ok, at(1003ms)}));
}

TEST(DaemonRelease, LetsOneAfterTheOtherGoAtItsRate) {
  auto one = after_stall({scenario::daemon_release_mode::paced, rate{10}});
  one.come(4, at(1s));
  one.live_until(at(9s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(
          end{1, outcome::ok, at(1001ms)},
          end{2, outcome::ok, at(1101ms)},
          end{3, outcome::ok, at(1201ms)},
          end{4, outcome::ok, at(1202ms)}  // that was no part of the herd
      )
  );
}

TEST(DaemonRelease, LetsTheNewestGoFirst) {
  auto one = after_stall({scenario::daemon_release_mode::lifo, {}});
  one.live_until(at(9s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(
          end{3, outcome::ok, at(1001ms)},
          end{2, outcome::ok, at(1002ms)},
          end{1, outcome::ok, at(1003ms)}
      )
  );
}

TEST(DaemonRelease, IsOverWhenNobodyWaits) {
  auto one = after_stall({scenario::daemon_release_mode::lifo, {}});
  one.live_until(at(2s));
  for (std::uint64_t i = 4; i <= 6; ++i) one.come(i, at(3s));
  one.live_until(at(9s));
  EXPECT_EQ(one.heard.ends.back(), (end{6, outcome::ok, at(3003ms)}));
}

TEST(DaemonSlow, TakesSoManyTimesLonger) {
  visited one(daemon_of(1, 10ms));
  one.arm(fault::daemon_slow{.factor = 5.0}, at(0s));
  one.come(1, at(0s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(50ms)}));
}

TEST(DaemonSlow, FollowsItsRampFromWhenItWasFirstInForce) {
  visited one(daemon_of(1, 10ms));
  one.arm(fault::daemon_slow{.factor = {{{0s, 1.0}, {10s, 11.0}}}}, at(1s));
  one.come(1, at(6s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(6060ms)}));
}

TEST(DaemonSlow, MaySpareHealthChecks) {
  visited one(daemon_of(2, 10ms));
  one.arm(fault::daemon_slow{.factor = 5.0, .spare_health = true}, at(0s));
  one.check_health(7, at(0s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{7, outcome::ok, at(10ms)}));
}

TEST(DaemonCrash, LosesEverybodyInIt) {
  visited one(daemon_of(1, 1s));
  one.come(1, at(0s));
  one.come(2, at(0s));
  one.arm(fault::daemon_crash{}, at(500ms));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(end{1, outcome::reset, at(500ms)}, end{2, outcome::reset, at(500ms)})
  );
  EXPECT_EQ(one.logd.depth(), 0U);
}

TEST(DaemonCrash, RefusesWhoComesUntilItEnds) {
  visited one(daemon_of(1, 10ms));
  one.arm(fault::daemon_crash{}, at(0s));
  one.come(1, at(1s));
  one.clear(at(2s));
  one.come(2, at(2s));
  one.live_until(at(9s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(end{1, outcome::rejected, at(1s)}, end{2, outcome::ok, at(2010ms)})
  );
}

TEST(DaemonCrash, LeavesItColdForAWhile) {
  visited one(daemon_of(1, 10ms));
  one.arm(fault::daemon_crash{.cold = 5s, .cold_factor = 4}, at(0s));
  one.clear(at(1s));
  one.come(1, at(5900ms));
  one.come(2, at(6s));
  one.live_until(at(9s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(end{1, outcome::ok, at(5940ms)}, end{2, outcome::ok, at(6010ms)})
  );
}

TEST(DaemonFaults, AddUp) {
  visited one(daemon_of(1, 10ms));
  scenario::daemon_fault slow{.id = "slow", .slot = 0, .what = fault::daemon_slow{.factor = 2.0}};
  scenario::daemon_fault slower{
      .id = "slower",
      .slot = 1,
      .what = fault::daemon_slow{.factor = 3.0}
  };
  slow.instances = slower.instances = {0};
  one.logd.arm({slow, slower}, at(0s), one.heard);
  one.come(1, at(0s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(60ms)}));
}

TEST(DaemonFaults, AreHitsByTheWindow) {
  visited one(daemon_of(1, 10ms), 3);
  one.arm(fault::daemon_stall{}, at(1s), 3);
  one.clear(at(3s));
  const fault::tally seen = one.logd.book().tallies().at(0);
  EXPECT_EQ(seen.injected, 1U);
  EXPECT_DOUBLE_EQ(seen.measured_seconds, 2);
}

}  // namespace
}  // namespace surgeline::model
