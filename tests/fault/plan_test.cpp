#include "surgeline/fault/plan.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

using enum direction;

TEST(Plan, PassesEverythingWithNothingArmed) {
  const plan nothing = in_force();
  connection one;
  EXPECT_TRUE(one.opens(nothing).is_neutral());
  EXPECT_TRUE(one.asks(nothing).is_neutral());
  EXPECT_TRUE(one.answers(nothing).is_neutral());
}

TEST(Plan, IsEmptyWithNothingArmed) {
  EXPECT_TRUE(nothing_armed()->empty());
  EXPECT_FALSE(in_force(always(0, stall{})).empty());
}

TEST(Plan, TouchesNothingWithNothingArmed) {
  EXPECT_FALSE(nothing_armed()->touches(to_upstream));
  EXPECT_FALSE(nothing_armed()->touches(to_client));
}

/// Whether a plan with this one fault touches bytes to the upstream, and bytes to the client.
std::pair<bool, bool> touched_by(kind what) {
  const plan one = in_force(always(0, std::move(what)));
  return {one.touches(to_upstream), one.touches(to_client)};
}

TEST(Plan, TouchesTheDirectionsOfItsFault) {
  EXPECT_EQ(touched_by(late(1ms, to_client)), std::pair(false, true));
  EXPECT_EQ(touched_by(late(1ms, to_upstream)), std::pair(true, false));
  EXPECT_EQ(touched_by(late(1ms, both)), std::pair(true, true));
  EXPECT_EQ(touched_by(stall{}), std::pair(true, true));
}

TEST(Plan, TouchesTheBytesThatAResetStrikesOn) {
  EXPECT_EQ(touched_by(reset{reset_moment::accept}), std::pair(false, false));
  EXPECT_EQ(touched_by(reset{reset_moment::first_data}), std::pair(true, false));
  EXPECT_EQ(touched_by(reset{reset_moment::after_request}), std::pair(false, true));
  EXPECT_EQ(touched_by(reset{reset_moment::mid_response}), std::pair(false, true));
}

TEST(Plan, TouchesWhatAnyOfItsFaultsTouches) {
  const plan two = in_force(always(0, late(1ms, to_client)), always(1, late(1ms, to_upstream)));
  EXPECT_TRUE(two.touches(to_upstream));
  EXPECT_TRUE(two.touches(to_client));
}

TEST(Plan, LeavesTheOtherDirectionAlone) {
  const plan answers_late = in_force(always(0, late(10ms, to_client)));
  connection one;
  EXPECT_TRUE(one.asks(answers_late).is_neutral());
  EXPECT_EQ(one.answers(answers_late).delay, 10ms);
}

TEST(Plan, DelaysEachDirectionByItselfWhereAFaultIsForBoth) {
  const plan both_late = in_force(always(0, late(10ms, both)));
  connection one;
  EXPECT_EQ(one.asks(both_late).delay, 10ms);
  EXPECT_EQ(one.answers(both_late).delay, 10ms);
}

TEST(Plan, AddsTheDelaysOfItsFaults) {
  const plan two = in_force(always(0, late(10ms)), always(1, late(5ms)));
  EXPECT_EQ(connection{}.answers(two).delay, 15ms);
}

TEST(Plan, NamesTheFaultThatDelaysTheMost) {
  const plan three = in_force(always(0, late(10ms)), always(1, late(10ms)), always(2, late(15ms)));
  EXPECT_EQ(connection{}.answers(three).by, 2);
}

TEST(Plan, NamesTheFirstOfTwoThatDelayAlike) {
  EXPECT_EQ(connection{}.answers(in_force(always(5, late(10ms)), always(3, late(10ms)))).by, 5);
}

TEST(Plan, NamesAStallBeforeEveryDelay) {
  const plan two = in_force(always(0, late(1h)), always(1, stall{}));
  EXPECT_EQ(connection{}.answers(two).by, 1);
}

TEST(Plan, NamesNobodyWhereNothingWaits) {
  EXPECT_EQ(connection{}.asks(in_force(always(0, reset{}))).by, nobody);
}

TEST(Plan, TakesTheFirstEndInItsOrder) {
  const armed half = always(0, reset{reset_moment::mid_response});
  const armed nothing = always(1, reset{reset_moment::after_request});
  EXPECT_EQ(connection{}.answers(in_force(half, nothing)).limit, 50);
  EXPECT_EQ(connection{}.answers(in_force(nothing, half)).limit, 0);
}

TEST(Plan, DelaysWhatAResetLetsPass) {
  const plan two = in_force(always(0, reset{reset_moment::mid_response}), always(1, late(10ms)));
  const effect expected{.delay = 10ms, .limit = 50, .then = action::reset, .by = 1};
  EXPECT_EQ(connection{}.answers(two), expected);
}

TEST(Plan, ResetsOnAcceptWhereAFaultSaysSo) {
  const effect decided = connection{}.opens(in_force(always(0, reset{reset_moment::accept})));
  EXPECT_EQ(decided, (effect{.limit = 0, .then = action::reset}));
}

TEST(Plan, OpensConnectionsWhereAFaultWaitsForTheirBytes) {
  const plan later = in_force(always(0, stall{}), always(1, late(1h)), always(2, reset{}));
  EXPECT_TRUE(connection{}.opens(later).is_neutral());
}

TEST(Plan, SaysInWhichTurnItDecided) {
  const plan one = in_force(always(0, late(10ms)));
  connection talk;
  EXPECT_EQ(talk.answers(one).turn, 0);
  EXPECT_EQ(talk.asks(one).turn, 1);
  EXPECT_EQ(talk.answers(one).turn, 1);
}

TEST(Plan, DrawsADelayForEachChunk) {
  const plan random = in_force(always(0, late(distribution::uniform(10ms, 20ms))));
  connection one;
  EXPECT_NE(one.answers(random).delay, one.answers(random).delay);
}

TEST(Plan, DrawsADelayForEachConnection) {
  const plan random = in_force(always(0, late(distribution::uniform(10ms, 20ms))));
  EXPECT_NE(number(1).answers(random).delay, number(2).answers(random).delay);
}

TEST(Plan, DrawsADelayForEachDirection) {
  const plan random = in_force(always(0, late(distribution::uniform(10ms, 20ms), both)));
  connection one;
  EXPECT_NE(one.asks(random).delay, one.answers(random).delay);
}

TEST(Plan, DrawsADelayForEachFault) {
  const distribution some = distribution::uniform(10ms, 20ms);
  const plan one = in_force(always(0, late(some)));
  const plan two = in_force(always(0, late(some)), always(1, late(some)));
  EXPECT_NE(connection{}.answers(two).delay, 2 * connection{}.answers(one).delay);
}

TEST(Plan, GivesTheDelaysTheirDistribution) {
  constexpr double chunks = 10'000;
  const plan random = in_force(always(0, late(distribution::uniform(10ms, 20ms))));
  connection one;
  double below_13ms = 0;
  for (int i = 0; i < chunks; ++i) below_13ms += one.answers(random).delay < 13ms ? 1 : 0;
  expect_share(below_13ms, chunks, 0.3);
}

TEST(Plan, RunsTheRampsOfAKindFromTheFirstTimeItWasInForce) {
  armed rising = always(0, late(distribution::fixed(varying<duration>({{0s, 0ms}, {10s, 100ms}}))));
  rising.first = at(60s);
  rising.since = at(63s);
  const plan one = in_force(rising);
  EXPECT_EQ(connection{}.answers(one, at(65s)).delay, 50ms);
  EXPECT_EQ(connection{}.answers(one, at(90s)).delay, 100ms);
}

}  // namespace
}  // namespace surgeline::fault
