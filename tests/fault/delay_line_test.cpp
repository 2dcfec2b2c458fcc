#include "surgeline/fault/delay_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lane.hpp"

namespace surgeline::fault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using line = delay_line<int>;

ledger nobody_reads;

/// Bytes that arrived at `now`, decided by hand.
void push(line& into, duration now, const effect& decided, int payload = 0) {
  into.push({.size = 100, .arrived = at(now)}, decided, payload, nobody_reads);
}

/// Takes everything out, in order.
std::vector<line::item> all_of(line& from) {
  std::vector<line::item> all;
  ledger unread;
  for (line::item out; from.pop(never, unread, out);) all.push_back(out);
  return all;
}

TEST(DelayLine, IsEmptyAtFirst) {
  EXPECT_TRUE(line{}.empty());
  EXPECT_EQ(line{}.bytes(), 0);
  EXPECT_EQ(line{}.next_due(), never);
}

TEST(DelayLine, LetsAChunkGoWhenItIsDueAndNotBefore) {
  line one;
  push(one, 1s, {.delay = 10ms});
  line::item out;
  ledger book;
  EXPECT_FALSE(one.pop(at(1010ms - 1ns), book, out));
  EXPECT_TRUE(one.pop(at(1010ms), book, out));
  EXPECT_TRUE(one.empty());
}

TEST(DelayLine, DelaysWhatANarrowPlaceHasLetThrough) {
  line one;
  push(one, 1s, {.delay = 10ms, .earliest = at(1500ms)});
  EXPECT_EQ(one.next_due(), at(1510ms));
  line other;
  push(other, 1s, {.delay = 10ms, .earliest = at(900ms)});
  EXPECT_EQ(other.next_due(), at(1010ms));
}

TEST(DelayLine, SaysWhenTheFirstChunkIsDue) {
  line one;
  push(one, 1s, {.delay = 10ms});
  push(one, 2s, {.delay = 10ms});
  EXPECT_EQ(one.next_due(), at(1010ms));
}

TEST(DelayLine, GivesBackWhatWasPutIn) {
  line one;
  one.push({.offset = 7, .size = 3, .arrived = at(1s)}, {.delay = 10ms, .by = 4}, 42, nobody_reads);
  const auto items = all_of(one);
  ASSERT_EQ(items.size(), 1);
  EXPECT_EQ(items[0].payload, 42);
  EXPECT_EQ(items[0].what.offset, 7);
  EXPECT_EQ(items[0].decided, (effect{.delay = 10ms, .by = 4}));
}

TEST(DelayLine, SharesADelayAmongTheChunksThatComeMeanwhile) {
  line one;
  push(one, 0ms, {.delay = 100ms});
  push(one, 60ms, {.delay = 100ms});
  const auto items = all_of(one);
  EXPECT_EQ(items[0].due, at(100ms));
  EXPECT_EQ(items[1].due, at(160ms));
}

TEST(DelayLine, TakesATenthOfASecondForAMebibyteThroughALatencyOfATenthOfASecond) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  time_point last;
  for (int i = 0; i < 64; ++i) last = slow.arrives(0ms, 16 * 1024);
  EXPECT_EQ(slow.line().bytes(), 1 << 20);
  EXPECT_EQ(last, at(100ms));
}

TEST(DelayLine, QueuesAHoldBehindTheChunksBefore) {
  line one;
  for (int i = 0; i < 3; ++i) push(one, 0ms, {.hold = 10ms}, i);
  const auto items = all_of(one);
  EXPECT_EQ(items[0].due, at(10ms));
  EXPECT_EQ(items[1].due, at(20ms));
  EXPECT_EQ(items[2].due, at(30ms));
}

TEST(DelayLine, StartsAHoldAtTheArrivalWhenNothingIsBefore) {
  line one;
  push(one, 0ms, {.hold = 10ms});
  push(one, 1s, {.hold = 10ms});
  EXPECT_EQ(all_of(one)[1].due, at(1010ms));
}

TEST(DelayLine, HoldsAfterTheDelay) {
  line one;
  push(one, 0ms, {.delay = 100ms, .hold = 10ms});
  push(one, 0ms, {.delay = 100ms, .hold = 10ms});
  const auto items = all_of(one);
  EXPECT_EQ(items[0].due, at(110ms));
  EXPECT_EQ(items[1].due, at(120ms));
}

TEST(DelayLine, KeepsAChunkBehindASlowerOneBeforeIt) {
  line one;
  push(one, 0ms, {.delay = 100ms});
  push(one, 10ms, {});
  EXPECT_EQ(all_of(one)[1].due, at(100ms));
}

TEST(DelayLine, HoldsEverythingBehindWhatIsHeldForEver) {
  line one;
  push(one, 0ms, {.hold = forever}, 1);
  push(one, 0ms, {}, 2);
  EXPECT_EQ(one.next_due(), never);
  line::item out;
  ledger book;
  EXPECT_FALSE(one.pop(at(24h), book, out));
}

TEST(DelayLine, CountsTheBytesThatWait) {
  line one;
  push(one, 0ms, {.delay = 10ms});
  push(one, 0ms, {.delay = 20ms});
  EXPECT_EQ(one.bytes(), 200);
  line::item out;
  ledger book;
  one.pop(at(10ms), book, out);
  EXPECT_EQ(one.bytes(), 100);
}

TEST(DelayLine, DropsEverythingWhenItIsCleared) {
  line one;
  push(one, 0ms, {.delay = 10ms});
  one.clear();
  EXPECT_TRUE(one.empty());
  EXPECT_EQ(one.bytes(), 0);
}

TEST(DelayLine, ForgetsWhatItHeldWhenItIsCleared) {
  line one;
  push(one, 0ms, {.hold = forever});
  one.clear();
  push(one, 1s, {.delay = 10ms});
  EXPECT_EQ(one.next_due(), at(1010ms));
}

/// Delays and holds at random, in bursts and gaps.
TEST(DelayLine, NeverReordersAndIsNeverEarly) {
  const chance dice(20);
  const auto draw = [&dice](const char* what, int i) {
    return dice.draw(hash_of(what), 0, static_cast<std::uint64_t>(i));
  };
  line one;
  ledger book;
  std::vector<line::item> gone;
  duration now{};
  for (int i = 0; i < 20'000; ++i) {
    if (draw("gap", i) < 0.5) now += from_seconds(0.01 * draw("how long", i));
    effect decided;
    if (draw("late", i) < 0.7) decided.delay = from_seconds(0.1 * draw("delay", i));
    if (draw("slow", i) < 0.3) decided.hold = from_seconds(0.01 * draw("hold", i));
    push(one, now, decided, i);
    for (line::item out; one.pop(at(now), book, out);) {
      ASSERT_LE(out.due, at(now));
      gone.push_back(out);
    }
  }
  for (const line::item& rest : all_of(one)) gone.push_back(rest);
  ASSERT_EQ(gone.size(), 20'000);
  time_point before;
  for (int i = 0; i < 20'000; ++i) {
    const line::item& each = gone[static_cast<std::size_t>(i)];
    ASSERT_EQ(each.payload, i);
    ASSERT_GE(each.due, each.what.arrived + each.decided.wait());
    ASSERT_GE(each.due, before + each.decided.hold);
    before = each.due;
  }
}

TEST(DelayLineBook, LearnsWhatWasPlannedAndWhatCameOfIt) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(1s);
  slow.let_go(1130ms);
  const tally seen = slow.counted();
  EXPECT_EQ(seen.delayed, 1);
  EXPECT_EQ(seen.planned_seconds, 0.1);
  EXPECT_EQ(seen.measured_seconds, 0.13);
  EXPECT_EQ(seen.longest, 130ms);
}

TEST(DelayLineBook, PlansTheWaitBehindSlowerChunksToo) {
  line one;
  ledger book;
  line::item out;
  push(one, 0ms, {.delay = 100ms, .by = 0});
  push(one, 60ms, {.delay = 10ms, .by = 1});
  while (one.pop(at(100ms), book, out)) {
  }
  EXPECT_EQ(book.of(1).planned_seconds, 0.04);
}

TEST(DelayLineBook, LearnsNothingOfAChunkThatNoFaultDelays) {
  lane slow;
  slow.arrives(1s);
  EXPECT_THAT(slow.let_go(2s), ElementsAre(0));
  EXPECT_EQ(slow.counted(), tally{});
}

TEST(DelayLineBook, LearnsOfTheFaultThatDelaysTheMost) {
  lane slow;
  slow.arm(always(0, late(10ms)), always(1, late(100ms)));
  slow.arrives(0s);
  slow.let_go(110ms);
  EXPECT_EQ(slow.counted(0).delayed, 0);
  EXPECT_EQ(slow.counted(1).planned_seconds, 0.11);
}

TEST(DelayLineBook, LearnsHowManyBytesWereLate) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(0s, 300);
  slow.arrives(0s, 20);
  slow.let_go(100ms);
  EXPECT_EQ(slow.counted().delayed_bytes, 320);
}

TEST(DelayLineBook, CountsWhatWaitsWhileItWaits) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(0s);
  slow.arrives(50ms);
  EXPECT_EQ(slow.counted().held, 2);
  slow.let_go(100ms);
  EXPECT_EQ(slow.counted().held, 1);
  slow.let_go(150ms);
  EXPECT_EQ(slow.counted().held, 0);
}

TEST(DelayLineBook, CountsNothingAsHeldThatWasDropped) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(0s);
  slow.line().clear();
  EXPECT_EQ(slow.counted().held, 0);
}

TEST(DelayLineBook, CountsNothingAsHeldByAFaultThatHasEnded) {
  lane slow;
  slow.arm(always(0, stall{}));
  slow.arrives(0s);
  EXPECT_EQ(slow.counted().held, 1);
  slow.waits_until(1s);
  slow.arm();  // it is due, and nobody takes it yet
  EXPECT_FALSE(slow.line().empty());
  EXPECT_EQ(slow.counted().held, 0);
}

TEST(DelayLineBook, CountsWhatAnotherFaultGoesOnHolding) {
  lane slow;
  slow.arm(always(0, stall{}), always(1, stall{}));
  slow.arrives(0s);
  slow.arm(always(1, stall{}));
  EXPECT_EQ(slow.counted(0).held, 0);
  EXPECT_EQ(slow.counted(1).held, 1);
}

TEST(DelayLineBook, LearnsWhatWasLostWithTheConnection) {
  lane lost;
  lost.arm(always(0, blackhole{}));
  lost.arrives(0s, 300);
  ledger book;
  lost.line().lose(book);
  EXPECT_TRUE(lost.line().empty());
  EXPECT_EQ(book.of(0).dropped_bytes, 300);
}

TEST(DelayLineBook, LearnsNothingWhileAChunkWaits) {
  lane slow;
  slow.arm(always(0, late(100ms)));
  slow.arrives(0s);
  EXPECT_THAT(slow.let_go(50ms), IsEmpty());
  EXPECT_EQ(slow.counted().delayed, 0);
}

}  // namespace
}  // namespace surgeline::fault
