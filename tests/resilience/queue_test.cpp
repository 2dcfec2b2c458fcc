#include "surgeline/resilience/queue.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace surgeline::resilience {
namespace {

queue<int> with_room_for(std::uint32_t limit) { return queue<int>{{.limit = limit}}; }

TEST(Queue, ServesWhoCameFirst) {
  auto room = with_room_for(3);
  for (const int job : {1, 2, 3}) room.offer(job);
  for (const int job : {1, 2, 3}) EXPECT_EQ(room.next(), job);
}

TEST(Queue, HasNobodyToServeWhenEmpty) { EXPECT_EQ(with_room_for(3).next(), std::nullopt); }

TEST(Queue, CountsWhoWaits) {
  auto room = with_room_for(3);
  room.offer(1);
  room.offer(2);
  EXPECT_EQ(room.size(), 2);
  room.next();
  EXPECT_EQ(room.size(), 1);
}

TEST(Queue, TurnsAwayWhoFindsItFull) {
  auto room = with_room_for(2);
  EXPECT_TRUE(room.offer(1));
  EXPECT_TRUE(room.offer(2));
  EXPECT_FALSE(room.offer(3));
  EXPECT_EQ(room.size(), 2);
}

TEST(Queue, HasRoomAgainWhenSomebodyIsServed) {
  auto room = with_room_for(1);
  room.offer(1);
  room.next();
  EXPECT_TRUE(room.offer(2));
  EXPECT_EQ(room.next(), 2);
}

TEST(Queue, TurnsEverybodyAwayWithALimitOfZero) { EXPECT_FALSE(with_room_for(0).offer(1)); }

TEST(Queue, HoldsJobsThatCannotBeCopied) {
  queue<std::unique_ptr<int>> room{{.limit = 1}};
  room.offer(std::make_unique<int>(7));
  EXPECT_EQ(**room.next(), 7);
}

}  // namespace
}  // namespace surgeline::resilience
