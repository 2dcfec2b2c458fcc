#include "surgeline/model/users.hpp"

#include <gmock/gmock.h>

#include "model/calling.hpp"

namespace surgeline::model {
namespace {

using testing::SizeIs;

scenario::load closed(std::uint32_t count, duration think) {
  return {
      .id = "users",
      .to = "shop",
      .model = scenario::load_model::closed,
      .clients = {.count = count, .think = distribution::fixed(think)},
  };
}

scenario::file closed_scenario(std::uint32_t count, duration think) {
  scenario::file made = scenario::direct_scenario();
  made.loads[0] = closed(count, think);
  return made;
}

TEST(Users, AskOnceTheyHaveThought) {
  users two(closed(2, 3s), chance{1});
  EXPECT_EQ(two.next(), at(3s));
  EXPECT_EQ(two.take(), 0U);
  EXPECT_EQ(two.take(), 1U);
  EXPECT_EQ(two.next(), never);
}

TEST(Users, ThinkAgainWhenTheirRequestIsOver) {
  users one(closed(1, 3s), chance{1});
  one.take();
  one.over(0, at(3s), at(10s));
  EXPECT_EQ(one.next(), at(13s));
}

TEST(Users, NeverAskTwiceWithinAMillisecond) {
  users one(closed(1, 0s), chance{1});
  one.take();
  one.over(0, at(0s), at(0s));
  EXPECT_EQ(one.next(), at(1ms));
}

TEST(Users, AreThereInPartAndThenAllOfThem) {
  users four(closed(4, 1s), chance{1});
  four.scale(0.5, at(0s));
  EXPECT_EQ(four.take(), 0U);
  EXPECT_EQ(four.take(), 1U);
  EXPECT_EQ(four.next(), never);
  four.scale(1, at(5s));
  EXPECT_EQ(four.next(), at(5s));
}

TEST(PopulationClosed, WaitsForAnAnswerBeforeItAsksAgain) {
  calling one(closed_scenario(1, 1s));
  one.run_until(10s);
  EXPECT_THAT(one.wire.all, SizeIs(1));
  one.answer(one.wire.all[0].attempt, 10s);
  one.run_until(11s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
}

TEST(PopulationClosed, AsksOnTheConnectionOfTheUserItself) {
  calling three(closed_scenario(3, 1s));
  three.run_until(1s);
  ASSERT_THAT(three.wire.all, SizeIs(3));
  for (std::uint32_t user = 0; user < 3; ++user) EXPECT_EQ(three.wire.all[user].on.client, user);
}

// Little's law: N = X·(R + Z).
TEST(PopulationClosed, AsksAsOftenAsLittlesLawSays) {
  calling ten(closed_scenario(10, 900ms));
  for (std::size_t answered = 0; ten.wire.now < at(100s); ++answered) {
    while (answered == ten.wire.all.size()) ten.tell(ten.users.next_due());
    ten.answer(ten.wire.all[answered].attempt, ten.wire.all[answered].when - at(0s) + 100ms);
  }
  EXPECT_NEAR(ten.total(instrument::offered), 10 * 100 / 1.0, 20);
}

}  // namespace
}  // namespace surgeline::model
