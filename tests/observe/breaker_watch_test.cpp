#include "surgeline/observe/breaker_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "surgeline/config/describe.hpp"

namespace surgeline::observe {

void PrintTo(const transition& one, std::ostream* out) {
  *out << config::name_of(one.from) << " to " << config::name_of(one.to) << " at "
       << format(one.at.time_since_epoch());
}

namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

using enum breaker_state;

/// Traffic by hand: an attempt every 10 ms, which takes 5 ms.
struct client {
  breaker_watch watch;
  std::vector<transition> moves;
  time_point now{};

  void send(int times, outcome became = outcome::ok, duration gap = 10ms) {
    for (int i = 0; i < times; ++i) {
      const time_point began = now;
      watch.begin(began, moves);
      watch.end(began, became, began + 5ms, moves);
      now += gap;
    }
  }
  void rest(duration span) {
    for (const time_point until = now + span; now < until; now += 100ms) watch.look(now, moves);
    watch.look(now, moves);
  }
  /// 2 s of good traffic, then a second's failures, then silence.
  void open(duration silence = 2s) {
    send(200);
    send(100, outcome::error);
    failed = now - 5ms;
    moves.clear();
    rest(silence);
  }

  time_point failed{};  // the last that failed before it opened
};

TEST(BreakerWatch, KnowsNothingAtFirst) {
  client of;
  EXPECT_EQ(of.watch.state(), unknown);
  of.send(5);
  EXPECT_EQ(of.watch.state(), unknown);
  of.send(10);
  EXPECT_EQ(of.watch.state(), closed);
}

TEST(BreakerWatch, TakesSilenceAfterABurstOfFailuresForAnOpenBreaker) {
  client of;
  of.open();
  EXPECT_EQ(of.watch.state(), open);
  EXPECT_THAT(of.moves, ElementsAre(transition{closed, open, of.failed}));
}

TEST(BreakerWatch, WaitsBeforeItCallsItSilence) {
  client of;
  of.open(400ms);
  EXPECT_EQ(of.watch.state(), closed);
}

TEST(BreakerWatch, TakesSilenceWithoutFailuresForALoadThatStopped) {
  client of;
  of.send(300);
  of.rest(1s);
  EXPECT_EQ(of.watch.state(), closed);
  of.rest(1min);
  EXPECT_EQ(of.watch.state(), unknown);
  EXPECT_EQ(of.watch.open_time(of.now), 0ms);
}

TEST(BreakerWatch, TakesFailuresWithoutSilenceForFailures) {
  client of;
  of.send(300);
  of.send(1000, outcome::reset);
  EXPECT_EQ(of.watch.state(), closed);
}

TEST(BreakerWatch, TakesTheFirstAttemptAfterThatForAProbe) {
  client of;
  of.open();
  const time_point probe = of.now;
  of.watch.begin(probe, of.moves);
  EXPECT_EQ(of.watch.state(), half_open);
  EXPECT_EQ(of.moves.back(), (transition{open, half_open, probe}));
}

TEST(BreakerWatch, ClosesWithAProbeThatIsAnsweredWell) {
  client of;
  of.open();
  of.send(1);
  EXPECT_EQ(of.watch.state(), closed);
  EXPECT_EQ(of.moves.back(), (transition{half_open, closed, of.now - 5ms}));
}

TEST(BreakerWatch, OpensAgainWithAProbeThatFails) {
  client of;
  of.open();
  of.send(1, outcome::timeout);
  const time_point failed = of.now - 5ms;
  EXPECT_EQ(of.watch.state(), half_open) << "others may follow";
  of.rest(1s);
  EXPECT_EQ(of.watch.state(), open);
  EXPECT_EQ(of.moves.back(), (transition{half_open, open, failed}));
}

TEST(BreakerWatch, NoticesAnOpenBreakerAtItsProbeIfNobodyLookedBefore) {
  client of;
  of.open(0ms);
  of.now += 3s;
  of.send(1);
  EXPECT_THAT(
      of.moves,
      ElementsAre(
          transition{closed, open, of.failed},
          transition{open, half_open, of.now - 10ms},
          transition{half_open, closed, of.now - 5ms}
      )
  );
}

TEST(BreakerWatch, TakesTrafficThatGoesOnFailingForNoProbes) {
  client of;
  of.open();
  of.send(20, outcome::error);
  EXPECT_EQ(of.watch.state(), closed);
}

TEST(BreakerWatch, CountsTheTimeBetweenTheLastFailureAndTheProbe) {
  client of;
  of.open(2s);
  EXPECT_EQ(of.watch.open_time(of.now), of.now - of.failed);
  const duration first = of.now - of.failed;
  of.send(200);
  EXPECT_EQ(of.watch.open_time(of.now), first);
  of.open(3s);
  EXPECT_EQ(of.watch.open_time(of.now), first + (of.now - of.failed));
}

TEST(BreakerWatch, LeavesAsideWhatBeganBeforeTheBreakerOpened) {
  client of;
  of.send(200);
  of.send(100, outcome::error);
  const time_point slow = of.now - 500ms;  // it began somewhere among these
  of.rest(2s);
  of.watch.begin(of.now, of.moves);
  of.watch.end(slow, outcome::ok, of.now + 1ms, of.moves);
  EXPECT_EQ(of.watch.state(), half_open);
}

TEST(BreakerWatch, TakesAClientThatWaitsForAnswersForNoSilentOne) {
  client of;
  of.send(200);
  of.send(100, outcome::error);
  const time_point began = of.now;
  of.watch.begin(began, of.moves);
  of.rest(1min);
  EXPECT_EQ(of.watch.state(), closed);
}

TEST(BreakerWatch, TakesAClientThatLeavesForNoBurst) {
  client of;
  of.send(200);
  for (int i = 0; i < 50; ++i) of.watch.begin(of.now, of.moves);
  for (int i = 0; i < 50; ++i) of.watch.end(of.now, outcome::cancelled, of.now + 1ms, of.moves);
  of.rest(1min);
  EXPECT_EQ(of.watch.state(), unknown);
}

TEST(BreakerWatch, TakesAttemptsThatAClientGivesUpForFailures) {
  client of;
  of.send(200);
  of.send(10, outcome::cancelled);
  of.rest(2s);
  EXPECT_EQ(of.watch.state(), open);
}

TEST(BreakerWatch, KnowsTheHabitOfAClientThatComesInBatches) {
  client of;
  for (int batch = 0; batch < 10; ++batch) {
    of.send(50);
    of.rest(1s);
  }
  of.send(50, outcome::error);
  of.rest(1s);
  EXPECT_EQ(of.watch.state(), closed);
  of.rest(1s);
  EXPECT_EQ(of.watch.state(), open);
}

TEST(BreakerWatch, SaysNothingAboutThinTraffic) {
  client of;
  of.send(100, outcome::ok, 1100ms);
  EXPECT_EQ(of.watch.state(), unknown);
  of.send(20, outcome::error, 1100ms);
  of.rest(1min);
  EXPECT_EQ(of.watch.state(), unknown);
}

TEST(BreakerWatch, LearnsHowLongABreakerIsOpen) {
  client of;
  for (int cycle = 0; cycle < 10; ++cycle) {
    of.open(30s);
    of.send(1);
  }
  of.send(300, outcome::ok, 1100ms);
  EXPECT_EQ(of.watch.state(), closed) << "27 would come while it is open";
}

TEST(BreakerWatch, GivesUpOnAClientThatNeverComesBack) {
  client of;
  of.open(6min);
  EXPECT_EQ(of.watch.state(), unknown);
  const duration counted = of.watch.open_time(of.now);
  of.rest(1h);
  EXPECT_EQ(of.watch.open_time(of.now), counted);
}

TEST(Transition, IsAMoveOfTheBreakerIfBothStatesAreKnown) {
  EXPECT_TRUE((transition{closed, open, {}}.is_move()));
  EXPECT_FALSE((transition{closed, unknown, {}}.is_move()));
  EXPECT_FALSE((transition{unknown, closed, {}}.is_move()));
}

}  // namespace
}  // namespace surgeline::observe
