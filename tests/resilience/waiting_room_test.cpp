#include "surgeline/resilience/waiting_room.hpp"

#include <gtest/gtest.h>

#include <list>
#include <random>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

TEST(WaitingRoom, SaysSinceWhenAndUntilWhenSomebodyWaits) {
  waiting_room<int> one;
  one.enter(spot::room, 7, at(3s), 2s);
  EXPECT_EQ(one.oldest_until(), at(5s));
  const auto left = one.take_oldest(spot::room);
  EXPECT_EQ(left->job, 7);
  EXPECT_EQ(left->since, at(3s));
  EXPECT_EQ(one.oldest_until(), never);
}

TEST(WaitingRoom, CountsTheWaitWithinFromTheDoor) {
  waiting_room<int> one;
  const auto ticket = one.enter(spot::door, 7, at(3s));
  one.let_in(at(9s), 1s);
  EXPECT_EQ(one.size(spot::door), 0U);
  EXPECT_EQ(one.oldest_until(), at(10s));
  EXPECT_EQ(one.take(ticket)->since, at(9s));
}

TEST(WaitingRoom, LetsNobodyInWhenNobodyIsBeforeTheDoor) {
  waiting_room<int> one;
  one.let_in(at(0s));
  EXPECT_EQ(one.size(spot::room), 0U);
}

// Against a plain list, whatever is done to it.
TEST(WaitingRoom, KeepsItsOrderThroughAnything) {
  std::mt19937 dice{8};  // NOLINT: the same in every run
  waiting_room<std::uint64_t> one;
  std::list<std::uint64_t> expected;  // tickets, the oldest in front
  for (int i = 0; i < 20'000; ++i) {
    const auto what = dice() % 4;
    if (what <= 1) {
      expected.push_back(one.enter(spot::room, 0, at(0s)));
    } else if (expected.empty()) {
      EXPECT_FALSE(one.take_oldest(spot::room));
    } else if (what == 2) {
      const auto who =
          std::next(expected.begin(), dice() % std::min<std::size_t>(expected.size(), 9));
      EXPECT_TRUE(one.take(*who));
      EXPECT_FALSE(one.take(*who));
      expected.erase(who);
    } else {
      one.take_newest(spot::room);
      EXPECT_FALSE(one.take(expected.back()));
      expected.pop_back();
    }
    ASSERT_EQ(one.size(spot::room), expected.size());
  }
}

}  // namespace
}  // namespace surgeline::resilience
