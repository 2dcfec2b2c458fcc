#include "surgeline/resilience/queue.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "resilience/queueing.hpp"

namespace surgeline::resilience {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

numbered with_three(order by) {
  numbered made{{.order = by}};
  for (const int job : {1, 2, 3}) made.come(job);
  return made;
}

numbered full_of_two(on_full when_full) {
  numbered made{{.limit = 2, .on_full = when_full}};
  for (const int job : {1, 2}) made.come(job);
  return made;
}

TEST(Queue, ServesWhoCameFirst) {
  EXPECT_THAT(with_three(order::fifo).rest(), ElementsAre(1, 2, 3));
}

TEST(Queue, ServesWhoCameLastWhereItIsSoOrdered) {
  EXPECT_THAT(with_three(order::lifo).rest(), ElementsAre(3, 2, 1));
}

TEST(Queue, HasNobodyToServeWhenEmpty) { EXPECT_EQ(numbered{{}}.next(), std::nullopt); }

TEST(Queue, CountsWhoWaits) {
  auto room = with_three(order::fifo);
  EXPECT_EQ(room.waiting.size(), 3U);
  room.next();
  EXPECT_EQ(room.waiting.size(), 2U);
}

TEST(Queue, TurnsAwayWhoFindsItFull) {
  for (const auto what : {on_full::reject, on_full::reset}) {
    auto room = full_of_two(what);
    const auto third = room.come(3);
    EXPECT_EQ(third.waits, std::nullopt);
    EXPECT_EQ(third.dropped, 3);
    EXPECT_THAT(room.rest(), ElementsAre(1, 2));
  }
}

TEST(Queue, HasRoomAgainWhenSomebodyIsServed) {
  auto room = full_of_two(on_full::reject);
  room.next();
  EXPECT_TRUE(room.come(3).waits);
  EXPECT_THAT(room.rest(), ElementsAre(2, 3));
}

TEST(Queue, DropsTheOldestForWhoComesWhereItIsSoOrdered) {
  auto room = full_of_two(on_full::drop_oldest);
  const auto third = room.come(3);
  EXPECT_TRUE(third.waits);
  EXPECT_EQ(third.dropped, 1);
  EXPECT_THAT(room.rest(), ElementsAre(2, 3));
}

TEST(Queue, LetsWaitBeforeTheDoorWhereItBlocks) {
  auto room = full_of_two(on_full::block);
  for (const int job : {3, 4}) EXPECT_TRUE(room.come(job).waits);
  EXPECT_EQ(room.waiting.size(), 4U);
  EXPECT_THAT(room.rest(), ElementsAre(1, 2, 3, 4));
}

TEST(Queue, ServesNobodyFromBeforeTheDoorAheadOfThoseWithin) {
  numbered room{{.limit = 2, .order = order::lifo, .on_full = on_full::block}};
  for (const int job : {1, 2, 3, 4}) room.come(job);
  EXPECT_THAT(room.rest(), ElementsAre(2, 3, 4, 1));
}

TEST(Queue, ServesFromBeforeTheDoorWhereNobodyMayBeWithin) {
  numbered room{{.limit = 0, .on_full = on_full::block}};
  for (const int job : {1, 2}) room.come(job);
  EXPECT_THAT(room.rest(), ElementsAre(1, 2));
}

TEST(Queue, TurnsEverybodyAwayWithALimitOfZero) {
  for (const auto what : {on_full::reject, on_full::reset, on_full::drop_oldest})
    EXPECT_EQ((numbered{{.limit = 0, .on_full = what}}.come(1).dropped), 1);
}

TEST(Queue, LetsAnyoneLeaveByHisTicket) {
  numbered room{{}};
  room.come(1);
  const auto second = room.come(2);
  room.come(3);
  EXPECT_EQ(room.waiting.leave(*second.waits, at(0ms)), 2);
  EXPECT_THAT(room.rest(), ElementsAre(1, 3));
}

TEST(Queue, KnowsATicketOnlyWhileItsOwnerWaits) {
  numbered room{{}};
  const auto first = room.come(1);
  room.next();
  room.come(2);  // in the seat that the first one had
  EXPECT_EQ(room.waiting.leave(*first.waits, at(0ms)), std::nullopt);
  EXPECT_THAT(room.rest(), ElementsAre(2));
}

TEST(Queue, LetsWhoWaitsBeforeTheDoorLeaveByHisTicketToo) {
  auto room = full_of_two(on_full::block);
  const auto third = room.come(3);
  const auto fourth = room.come(4);
  EXPECT_EQ(room.waiting.leave(*third.waits, at(0ms)), 3);
  room.next();  // and the fourth is within
  EXPECT_EQ(room.waiting.leave(*fourth.waits, at(0ms)), 4);
  EXPECT_THAT(room.rest(), ElementsAre(2));
}

TEST(Queue, LetsSomebodyInWhenSomebodyWithinLeaves) {
  numbered room{{.limit = 1, .order = order::lifo, .on_full = on_full::block}};
  const auto first = room.come(1);
  room.come(2);
  room.come(3);
  room.waiting.leave(*first.waits, at(0ms));
  EXPECT_THAT(room.rest(), ElementsAre(2, 3));
}

TEST(Queue, GivesUpWhoCameLastWhateverItsOrder) {
  auto room = full_of_two(on_full::block);
  room.come(3);
  EXPECT_EQ(room.waiting.newest(at(0ms)), 3);
  EXPECT_EQ(room.waiting.newest(at(0ms)), 2);
  EXPECT_EQ(room.waiting.newest(at(0ms)), 1);
  EXPECT_EQ(room.waiting.newest(at(0ms)), std::nullopt);
}

TEST(Queue, HoldsJobsThatCannotBeCopied) {
  queue<std::unique_ptr<int>> room{{.limit = 1}};
  room.offer(std::make_unique<int>(7), at(0ms));
  EXPECT_EQ(**room.next(at(0ms), [](const std::unique_ptr<int>&) {}), 7);
}

// As Facebook's servers do.

numbered adaptive() { return numbered{{.order = order::codel_lifo}}; }

TEST(AdaptiveQueue, ServesWhoCameFirstWhileItIsOftenEmpty) {
  auto room = adaptive();
  for (const int job : {1, 2, 3}) room.come(job, at(0ms));
  EXPECT_THAT(room.rest(at(50ms)), ElementsAre(1, 2, 3));
}

TEST(AdaptiveQueue, ServesWhoCameLastOnceItHasNotBeenEmptyForAnInterval) {
  auto room = adaptive();
  room.come(1, at(0ms));
  for (const int job : {2, 3}) room.come(job, at(99ms));
  room.next(at(99ms));
  EXPECT_EQ(room.next(at(101ms)), 3);
}

TEST(AdaptiveQueue, DropsAfterAnIntervalWhoCameWhileItWasOftenEmpty) {
  auto room = adaptive();
  room.come(1, at(0ms));
  room.come(2, at(50ms));
  EXPECT_EQ(room.next(at(101ms)), 2);
  EXPECT_THAT(room.dropped, ElementsAre(1));
}

TEST(AdaptiveQueue, DropsAfterItsTargetWhoComesWhileItStands) {
  auto room = adaptive();
  room.come(1, at(0ms));
  room.come(2, at(90ms));
  room.come(3, at(101ms));
  room.come(4, at(103ms));
  EXPECT_THAT(room.rest(at(107ms)), ElementsAre(4, 2));
  EXPECT_THAT(room.dropped, ElementsAre(1, 3));
}

TEST(AdaptiveQueue, ForgivesWhenSomebodyFindsItEmpty) {
  auto room = adaptive();
  room.come(1, at(0ms));
  room.rest(at(500ms));
  for (const int job : {2, 3}) room.come(job, at(500ms));
  EXPECT_THAT(room.rest(at(550ms)), ElementsAre(2, 3));
  EXPECT_THAT(room.dropped, ElementsAre(1));
}

TEST(PlainQueue, DropsNobodyHoweverLongHeWaits) {
  for (const auto by : {order::fifo, order::lifo}) {
    auto room = with_three(by);
    EXPECT_EQ(room.rest(at(24h)).size(), 3U);
    EXPECT_THAT(room.dropped, IsEmpty());
  }
}

}  // namespace
}  // namespace surgeline::resilience
