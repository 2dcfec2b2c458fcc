#include "surgeline/fault/count.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

using testing::ElementsAre;

armed counted(const count& by, unit per = unit::request) {
  armed one = sometimes(0, late(10ms), 1, per);
  one.count = by;
  return one;
}

/// The ordinals of the turns that are hit, of eight.
std::vector<int> hit_turns(const count& by) {
  const plan one = in_force(counted(by));
  connection talk;
  std::vector<int> hit;
  for (int i = 1; i <= 8; ++i) {
    talk.asks(one);
    if (!talk.answers(one).is_neutral()) hit.push_back(i);
  }
  return hit;
}

TEST(Count, IsForTheFirstOnes) { EXPECT_THAT(hit_turns({.first = 2}), ElementsAre(1, 2)); }
TEST(Count, IsForEachSoManieth) { EXPECT_THAT(hit_turns({.every = 3}), ElementsAre(3, 6)); }
TEST(Count, IsForThoseAfterTheFirst) { EXPECT_THAT(hit_turns({.after = 6}), ElementsAre(7, 8)); }
TEST(Count, IsForSoManyInAll) { EXPECT_THAT(hit_turns({.total = 3}), ElementsAre(1, 2, 3)); }

TEST(Count, SpeaksOfTheWholeProxy) {
  const plan one = in_force(counted({.first = 1}, unit::connection));
  connection first = number(1), second = number(2);
  EXPECT_FALSE(first.answers(one).is_neutral());
  EXPECT_TRUE(second.answers(one).is_neutral());
}

TEST(Count, SpeaksOfEachClientIfItSaysSo) {
  const plan one = in_force(counted({.first = 1, .key = identity::ip}, unit::connection));
  connection first = number(1), again = number(2), other{.who = {"127.0.0.9", 1}};
  EXPECT_FALSE(first.answers(one).is_neutral());
  EXPECT_TRUE(again.answers(one).is_neutral());
  EXPECT_FALSE(other.answers(one).is_neutral());
}

TEST(Count, SpeaksOfEachConnectionIfItSaysSo) {
  const plan one = in_force(counted({.first = 1, .key = identity::connection}));
  for (std::uint64_t i = 1; i <= 2; ++i) {
    connection talk = number(i);
    talk.asks(one);
    EXPECT_FALSE(talk.answers(one).is_neutral());
    talk.asks(one);
    EXPECT_TRUE(talk.answers(one).is_neutral());
  }
}

TEST(Count, LeavesOutOfTheBookWhatItIsNotFor) {
  const plan one = in_force(counted({.first = 1}));
  connection talk;
  for (int i = 0; i < 5; ++i) talk.asks(one), talk.answers(one);
  EXPECT_EQ(talk.counted().evaluated, 1);
}

TEST(Count, GoesOnOverASwapOfThePlan) {
  armed one = counted({.first = 1}, unit::connection);
  one.shared = std::make_shared<cell>();
  connection first = number(1), second = number(2);
  EXPECT_FALSE(first.answers(in_force(one)).is_neutral());
  EXPECT_TRUE(second.answers(in_force(one)).is_neutral());
}

TEST(Edition, OfAFaultThatHasChangedRemembersNothing) {
  armed one = counted({.first = 1});
  connection talk;
  talk.asks(in_force(one));
  EXPECT_FALSE(talk.answers(in_force(one)).is_neutral());
  one.edition = 1;
  one.target.client = client_origins{.cidr = {"10.0.0.0/8"}};
  EXPECT_TRUE(talk.answers(in_force(one)).is_neutral());
}

TEST(MaxActive, SparesThoseBeyondIt) {
  armed one = always(0, late(10ms));
  one.max_active = 1;
  const plan capped = in_force(one);
  connection first = number(1), second = number(2);
  EXPECT_FALSE(first.answers(capped).is_neutral());
  EXPECT_TRUE(second.answers(capped).is_neutral());
  EXPECT_TRUE(second.answers(capped).is_neutral());
  EXPECT_EQ(second.counted(), (tally{.evaluated = 1, .capped = 1}));
}

TEST(MaxActive, HitsTheNextWhenOneHasEnded) {
  armed one = always(0, late(10ms));
  one.max_active = 1;
  const plan capped = in_force(one);
  std::optional<connection> first = number(1);
  first->answers(capped);
  first.reset();
  connection second = number(2);
  EXPECT_FALSE(second.answers(capped).is_neutral());
}

TEST(MaxActive, EndsWithTheTurnPerRequest) {
  armed one = sometimes(0, late(10ms), 1, unit::request);
  one.max_active = 1;
  const plan capped = in_force(one);
  connection talk;
  for (int i = 0; i < 3; ++i) {
    talk.asks(capped);
    EXPECT_FALSE(talk.answers(capped).is_neutral());
  }
}

}  // namespace
}  // namespace surgeline::fault
