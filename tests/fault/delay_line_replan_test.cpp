#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "lane.hpp"

/// What becomes of waiting chunks when the plan is swapped.
namespace surgeline::fault {
namespace {

using testing::ElementsAre;

using testing::IsEmpty;

TEST(EndOfAStall, LetsEverythingGoAtOnceInOrder) {
  lane held;
  held.arm(always(0, stall{}));
  for (int i = 0; i < 5; ++i) held.arrives(i * 1s);
  EXPECT_THAT(held.let_go(1h), IsEmpty());
  held.arm();
  EXPECT_THAT(held.let_go(10s), ElementsAre(0, 1, 2, 3, 4));
}

TEST(EndOfAStall, LetsLaterBytesPassAtOnce) {
  lane held;
  held.arm(always(0, stall{}));
  held.arrives(1s);
  held.arm();
  EXPECT_EQ(held.arrives(2s), at(2s));
}

TEST(EndOfAStall, BooksHowLongItHeldEachChunk) {
  lane held;
  held.arm(always(0, stall{}));
  held.arrives(1s);
  held.arrives(7s);
  held.arm();
  held.let_go(10s);
  const tally seen = held.counted();
  EXPECT_EQ(seen.delayed, 2);
  EXPECT_EQ(seen.planned_seconds, 12);
  EXPECT_EQ(seen.measured_seconds, 12);
  EXPECT_EQ(seen.longest, 9s);
}

TEST(EndOfAStall, LeavesTheOtherDelaysOfAChunk) {
  lane held;
  held.arm(always(0, stall{}), always(1, late(100ms)));
  held.arrives(1s);
  held.arm(always(1, late(100ms)));
  EXPECT_EQ(held.line().next_due(), at(1100ms));
}

TEST(EndOfAStall, LeavesWhatAnotherStallHolds) {
  lane held;
  held.arm(always(0, stall{}), always(1, stall{}));
  held.arrives(1s);
  held.arm(always(1, stall{}));
  EXPECT_THAT(held.let_go(1h), IsEmpty());
}

TEST(EndOfAStall, IsBookedToTheStallThatEndedLast) {
  lane held;
  held.arm(always(0, stall{}), always(1, stall{}));
  held.arrives(1s);
  held.arm(always(1, stall{}));
  held.arm();
  held.let_go(5s);
  EXPECT_EQ(held.counted(0).delayed, 0);
  EXPECT_EQ(held.counted(1).measured_seconds, 4);
}

TEST(EndOfAStall, IsBookedOnceThoughThePlanIsSwappedAgain) {
  lane held;
  held.arm(always(0, stall{}), always(1, late(10s)));
  held.arrives(1s);
  held.arm(always(1, late(10s)));
  held.arm();
  held.let_go(5s);
  EXPECT_EQ(held.counted(0).measured_seconds, 4);
  EXPECT_EQ(held.counted(1).delayed, 0);
}

TEST(EndOfALatency, LetsWhatWaitsGoAtOnce) {
  lane slow;
  slow.arm(always(0, late(1h)));
  slow.arrives(1s);
  slow.arrives(2s);
  slow.arm();
  EXPECT_THAT(slow.let_go(2s), ElementsAre(0, 1));
}

TEST(EndOfALatency, LetsGoOfWhatWouldNeverHaveLeft) {
  lane slow;
  slow.arm(always(0, late(distribution::never())));
  slow.arrives(1s);
  slow.arm();
  EXPECT_THAT(slow.let_go(2s), ElementsAre(0));
}

TEST(EndOfALatency, IsNoMeasureOfItsDelay) {
  lane slow;
  slow.arm(always(0, late(1h)));
  slow.arrives(1s);
  slow.arm();
  slow.let_go(2s);
  EXPECT_EQ(slow.counted().delayed, 0);
}

TEST(EndOfALatency, LeavesTheDelayOfAnother) {
  lane slow;
  slow.arm(always(0, late(100ms)), always(1, late(10ms)));
  EXPECT_EQ(slow.arrives(1s), at(1110ms));
  slow.arm(always(1, late(10ms)));
  EXPECT_EQ(slow.line().next_due(), at(1010ms));
}

TEST(EndOfALatency, IsNoMeasureOfTheOtherDelayEither) {
  lane slow;
  slow.arm(always(0, late(100ms)), always(1, late(10ms)));
  slow.arrives(1s);
  slow.arm(always(1, late(10ms)));
  slow.let_go(1050ms);
  EXPECT_EQ(slow.counted(0).delayed, 0);
  EXPECT_EQ(slow.counted(1).delayed, 0);
}

TEST(EndOfALatency, IsNoMeasureForChunksThatWaitedBehind) {
  const armed at_first = sometimes(0, late(10s), varying<double>({{0s, 1.0}, {1s, 0.0}}));
  const armed later = sometimes(1, late(10ms), varying<double>({{0s, 0.0}, {1s, 1.0}}));
  lane slow;
  slow.arm(at_first, later);
  slow.arrives(0s);
  EXPECT_EQ(slow.arrives(1s), at(10s));
  slow.arm(later);
  EXPECT_THAT(slow.let_go(2s), ElementsAre(0, 1));
  EXPECT_EQ(slow.counted(1).delayed, 0);
}

TEST(EndOfALatency, LeavesTheSizesThatWereDrawn) {
  const kind random = late(distribution::uniform(10ms, 20ms));
  lane slow;
  slow.arm(always(0, random));
  std::vector<time_point> before(100);
  std::ranges::generate(before, [&, now = 0s]() mutable { return slow.arrives(now += 1s); });
  slow.arm(always(0, random));
  for (const time_point due : before) {
    EXPECT_EQ(slow.line().next_due(), due);
    slow.let_go(due.time_since_epoch());
  }
}

TEST(NewFault, LeavesAloneWhatWaitsAlready) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(1s);
  slow.arm(always(0, late(100ms)), from(1050ms, 1, stall{}), from(1050ms, 2, late(1h)));
  EXPECT_THAT(slow.let_go(1100ms), ElementsAre(0));
}

TEST(NewFault, LeavesAloneWhatCameWhileItWasBeingArmed) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(1s);
  slow.arm(always(0, late(100ms)), from(999ms, 1, stall{}));
  EXPECT_THAT(slow.let_go(1100ms), ElementsAre(0));
}

TEST(NewFault, DoesNotTakeTheDelayOfOneThatEndsOver) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(1s);
  slow.arm(from(1050ms, 1, late(100ms)));
  EXPECT_THAT(slow.let_go(1050ms), ElementsAre(0));
}

TEST(NewFault, DoesNotKeepWhatItHeldTheLastTime) {
  lane held;
  held.arm(always(0, stall{}));
  held.arrives(1s);
  held.arm(from(5s, 0, stall{}));
  EXPECT_THAT(held.let_go(5s), ElementsAre(0));
}

TEST(NewFault, DelaysWhatComesFromNowOn) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(1s);
  slow.arm(always(0, late(100ms)), from(1050ms, 1, late(1s)));
  EXPECT_EQ(slow.arrives(1060ms), at(2160ms));
}

TEST(Swap, ChangesNothingWhenTheSameFaultsStay) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(1s);
  slow.arm(always(0, late(100ms)));
  slow.let_go(1100ms);
  EXPECT_EQ(slow.counted().planned_seconds, 0.1);
}

TEST(Swap, DecidesForTheTurnInWhichAChunkArrived) {
  const auto half = [] { return sometimes(0, stall{}, 0.5, unit::request); };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    lane held;
    held.who() = subject{"127.0.0.7", seed};
    held.arm(half());
    const time_point due = held.answers(1s);
    for (int turn = 0; turn < 3; ++turn) {
      held.who().speaks(direction::to_upstream);
      held.who().speaks(direction::to_client);
      held.arm(half());
      EXPECT_EQ(held.line().next_due(), due) << "of connection " << seed;
    }
  }
}

TEST(Swap, WritesNothingIntoTheBook) {
  lane slow;
  slow.arm(always(0, late(100ms)), sometimes(1, stall{}, 0.5));
  slow.arrives(1s);
  const tally before = slow.counted(0), before_other = slow.counted(1);
  slow.arm(always(0, late(100ms)), sometimes(1, stall{}, 0.5));
  EXPECT_EQ(slow.counted(0), before);
  EXPECT_EQ(slow.counted(1), before_other);
}

TEST(Swap, KeepsTheEndOfWhatAlreadyWaitsOutOfIt) {
  const plan one = in_force(always(0, reset{reset_moment::mid_response}), always(1, late(10ms)));
  connection talk;
  const chunk what = talk.bytes.answers(at(1s));
  const effect decided = one.on_chunk(talk.who, what, talk.book);
  EXPECT_EQ(one.reconsider(talk.who, what, decided), (effect{.delay = 10ms, .by = 1}));
}

/// Stalls and latencies come and go at random: nothing is lost or reordered, and nothing waits longer than it did.
TEST(Swap, NeverReordersAndNeverMakesAnythingLater) {
  const chance dice(11);
  const auto draw = [&dice](const char* what, int i) {
    return dice.draw(hash_of(what), 0, static_cast<std::uint64_t>(i));
  };
  lane busy;
  std::vector<int> gone;
  const auto let_go = [&](duration now) {
    for (const int each : busy.let_go(now)) gone.push_back(each);
  };
  int chunks = 0;
  for (int i = 0; i < 2000; ++i) {
    const duration now = i * 10ms;
    if (draw("arrive", i) < 0.8) busy.arrives(now), ++chunks;
    if (draw("swap", i) < 0.3) {
      const time_point before = busy.line().next_due();
      const duration since = now - (draw("lag", i) < 0.5 ? 0ms : 15ms);
      const armed held = from(since, 0, stall{});
      const armed slow = from(since, 1, late(distribution::uniform(0ms, 300ms)));
      const double which = draw("which", i);
      if (which < 0.3)
        busy.arm(held, slow);
      else if (which < 0.5)
        busy.arm(slow);
      else if (which < 0.6)
        busy.arm(held);
      else
        busy.arm();
      ASSERT_LE(busy.line().next_due(), before);
    }
    let_go(now);
  }
  busy.arm();
  let_go(1h);
  std::vector<int> all(static_cast<std::size_t>(chunks));
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(gone, all);
}

}  // namespace
}  // namespace surgeline::fault
