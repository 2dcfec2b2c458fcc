#include "surgeline/fault/effect.hpp"

#include <gtest/gtest.h>

#include "support/flow.hpp"

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

constexpr effect late{.delay = 10ms};
constexpr effect held{.hold = forever};
constexpr effect cut{.limit = 7, .then = action::reset};
constexpr effect closed{.limit = 3, .then = action::close};

static_assert(covers(direction::both, direction::to_client));
static_assert(covers(direction::both, direction::to_upstream));
static_assert(covers(direction::to_client, direction::to_client));
static_assert(!covers(direction::to_client, direction::to_upstream));
static_assert(!covers(direction::to_upstream, direction::to_client));

TEST(Effect, IsNeutralUnlessItSaysOtherwise) { EXPECT_TRUE(effect{}.is_neutral()); }

TEST(Effect, IsNotNeutralWhenItWaitsOrEndsAnything) {
  for (const effect& one : {late, held, cut, closed}) EXPECT_FALSE(one.is_neutral());
}

TEST(Effect, WaitsForItsDelayAndItsHold) {
  EXPECT_EQ((effect{.delay = 10ms, .hold = 5ms}).wait(), 15ms);
  EXPECT_EQ((effect{.delay = 10ms, .hold = forever}).wait(), forever);
}

TEST(Effect, WaitsNotForAnEnd) {
  EXPECT_FALSE(cut.waits());
  EXPECT_TRUE(late.waits());
  EXPECT_TRUE(held.waits());
}

TEST(EffectSum, AddsDelays) { EXPECT_EQ((late + effect{.delay = 5ms}).delay, 15ms); }

TEST(EffectSum, AddsHolds) { EXPECT_EQ((effect{.hold = 10ms} + effect{.hold = 5ms}).hold, 15ms); }

TEST(EffectSum, KeepsDelaysAndHoldsApart) {
  EXPECT_EQ(late + effect{.hold = 5ms}, (effect{.delay = 10ms, .hold = 5ms}));
}

TEST(EffectSum, IsForeverWithForever) {
  EXPECT_EQ((effect{.hold = 10ms} + held).hold, forever);
  EXPECT_EQ((held + effect{.hold = 10ms}).hold, forever);
  EXPECT_EQ((held + held).hold, forever);
  EXPECT_EQ((late + effect{.delay = forever}).delay, forever);
}

TEST(EffectSum, IsForeverWhenItPassesForever) {
  EXPECT_EQ((effect{.delay = forever - 1ns} + late).delay, forever);
}

TEST(EffectSum, TakesTheFirstEnd) {
  EXPECT_EQ(cut + closed, cut);
  EXPECT_EQ(closed + cut, closed);
}

TEST(EffectSum, TakesTheEndOfTheOnlyOneThatHasOne) {
  EXPECT_EQ(effect{} + cut, cut);
  EXPECT_EQ(cut + effect{}, cut);
}

TEST(EffectSum, DelaysWhatAnEndLetsPass) {
  const effect both{.delay = 10ms, .limit = 7, .then = action::reset};
  EXPECT_EQ(late + cut, both);
  EXPECT_EQ(cut + late, both);
}

TEST(EffectSum, IsTheSameHoweverItIsGrouped) {
  for (const effect& a : {late, held, cut, closed, effect{}}) {
    for (const effect& b : {late, held, cut, closed, effect{}}) {
      for (const effect& c : {late, held, cut, closed, effect{}})
        EXPECT_EQ((a + b) + c, a + (b + c));
    }
  }
}

}  // namespace
}  // namespace surgeline::fault
