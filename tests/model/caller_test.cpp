#include "surgeline/model/caller.hpp"

#include <gmock/gmock.h>

#include "model/hearing.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr scenario::policy* no_policy = nullptr;

TEST(Caller, SendsACallOnTheConnectionOfItsClient) {
  noted heard;
  noting_wire wire;
  caller one("load.users", no_policy, 1, resilience::balance::random, chance{1}, heard);
  one.begin({.number = 7, .client = 3, .connection = 2}, at(1s), wire);
  ASSERT_THAT(wire.all, SizeIs(1));
  EXPECT_EQ(wire.all[0].on, (line{3, 2, 0}));
  EXPECT_EQ(heard.attempts, 1);
}

TEST(Caller, TellsHowACallEndedAndForgetsIt) {
  noted heard;
  noting_wire wire;
  caller one("load.users", no_policy, 1, resilience::balance::random, chance{1}, heard);
  one.begin({.number = 7}, at(1s), wire);
  EXPECT_TRUE(one.answered(wire.all[0].attempt, outcome::failed, at(2s), wire));
  EXPECT_THAT(heard.ends, ElementsAre(noted::end{7, outcome::failed, at(2s)}));
  EXPECT_EQ(one.open(), 0U);
}

TEST(Caller, SaysThatNobodyWaitedForALateAnswer) {
  noted heard;
  noting_wire wire;
  const scenario::policy hasty{.id = "hasty", .timeout = 1s};
  caller one("load.users", &hasty, 1, resilience::balance::random, chance{1}, heard);
  one.begin({.number = 7}, at(0s), wire);
  one.advance(at(1s), wire);
  EXPECT_THAT(heard.ends, ElementsAre(noted::end{7, outcome::timeout, at(1s)}));
  EXPECT_FALSE(one.answered(wire.all[0].attempt, outcome::ok, at(2s), wire));
}

}  // namespace
}  // namespace surgeline::model
