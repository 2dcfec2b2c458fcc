#include "surgeline/fault/cut.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

TEST(Cut, EndsTheConnectionAfterItsBytes) {
  const cut one{.after_bytes = size{150}};
  EXPECT_EQ(one.on_chunk({.offset = 0, .size = 100}), effect{});
  EXPECT_EQ(
      one.on_chunk({.offset = 100, .size = 100}),
      (effect{.limit = 50, .then = action::close})
  );
}

TEST(Cut, EndsTheConnectionAsSoonAsTheLastByteHasPassed) {
  const cut one{.after_bytes = size{100}, .how = ending::rst};
  EXPECT_EQ(
      one.on_chunk({.offset = 0, .size = 100}),
      (effect{.limit = 100, .then = action::reset})
  );
}

TEST(Cut, EndsAnOldConnectionAtItsNextByte) {
  const cut one{.after_bytes = size{100}};
  EXPECT_EQ(one.on_chunk({.offset = 5000, .size = 10}).limit, 0);
}

TEST(Cut, CountsTheBytesOfItsDirection) {
  const cut one{.after_bytes = size{100}, .towards = direction::to_upstream};
  EXPECT_TRUE(one.touches(direction::to_upstream));
  EXPECT_FALSE(one.touches(direction::to_client));
}

TEST(CutFromWhenItCame, CountsNothingOfWhatWasBefore) {
  const plan one = in_force(from(5s, 0, cut{.after_bytes = size{150}, .from = count_start::fault}));
  connection old;
  old.answers(in_force(), {}, 1000);
  EXPECT_EQ(old.answers(one, at(5s), 100), effect{});
  EXPECT_EQ(old.answers(one, at(6s), 100).limit, 50);
}

TEST(CutFromWhenItCame, CountsOnThoughItsOptionsChange) {
  armed before = from(5s, 0, cut{.after_bytes = size{1000}, .from = count_start::fault});
  armed after = before;
  after.edition = 1;
  after.since = at(7s);
  after.what = cut{.after_bytes = size{150}, .from = count_start::fault};
  connection open;
  open.answers(in_force(before), at(5s), 100);
  EXPECT_EQ(open.answers(in_force(after), at(8s), 100).limit, 50);
}

TEST(CutFromWhenItCame, CountsAnewWhenItComesAgain) {
  const auto limited = [](duration when) {
    return from(when, 0, cut{.after_bytes = size{150}, .from = count_start::fault});
  };
  connection open;
  open.answers(in_force(limited(5s)), at(5s), 100);
  EXPECT_EQ(open.answers(in_force(limited(9s)), at(9s), 100), effect{});
}

TEST(CutByTime, GivesAConnectionSoLongToLive) {
  const plan one = in_force(always(3, cut{.after_time = 10s, .how = ending::rst}));
  connection young;
  const fate met = one.on_life(young.who, at(5s), {}, young.book);
  EXPECT_EQ(met.when, at(15s));
  EXPECT_EQ(met.then, action::reset);
  EXPECT_EQ(met.by, 3U);
}

TEST(CutByTime, CountsFromItsStartForConnectionsThatWereOpen) {
  const plan one = in_force(from(30s, 0, cut{.after_time = 10s}));
  connection old;
  EXPECT_EQ(one.on_life(old.who, at(5s), {}, old.book).when, at(40s));
}

TEST(CutByTime, HasFiredOnlyWhenItHasEndedOne) {
  const plan one = in_force(always(0, cut{.after_time = 10s}));
  connection mortal;
  one.on_life(mortal.who, at(0s), {}, mortal.book);
  EXPECT_EQ(mortal.counted().injected, 0);
  one.carried_out(mortal.who, 0, mortal.book);
  EXPECT_EQ(mortal.counted().injected, 1);
}

TEST(CutByTime, TouchesNoBytes) {
  EXPECT_FALSE(in_force(always(0, cut{.after_time = 10s})).touches(direction::to_client));
}

TEST(CutBySilence, CountsFromWhatCameLast) {
  const plan one = in_force(always(0, cut{.after_silence = 10s, .towards = direction::to_client}));
  connection quiet;
  EXPECT_EQ(one.on_life(quiet.who, at(5s), {}, quiet.book).when, at(15s));
  EXPECT_EQ(one.on_life(quiet.who, at(5s), {at(9s), at(7s)}, quiet.book).when, at(17s));
}

TEST(CutBySilence, CountsFromItsStartForConnectionsThatWereOpen) {
  const plan one = in_force(from(30s, 0, cut{.after_silence = 10s, .towards = direction::both}));
  connection old;
  EXPECT_EQ(one.on_life(old.who, at(5s), {at(6s), at(7s)}, old.book).when, at(40s));
}

TEST(CutBySilence, HasToKnowOfBytesThatPass) {
  const plan one = in_force(always(0, cut{.after_silence = 10s}));
  EXPECT_TRUE(one.touches(direction::to_client));
  connection open;
  EXPECT_EQ(open.answers(one), effect{});
}

TEST(Cut, CountsTheBytesThatGoNoFurther) {
  const plan one = in_force(always(0, cut{.after_bytes = size{150}}));
  connection young;
  young.answers(one, {}, 100);
  EXPECT_EQ(young.counted().dropped_bytes, 0);
  young.answers(one, {}, 100);
  EXPECT_EQ(young.counted().dropped_bytes, 50);
}

TEST(Cut, LeavesTheBytesToWhoeverIsFirst) {
  const plan both =
      in_force(always(0, cut{.after_bytes = size{10}}), always(1, cut{.after_bytes = size{5}}));
  connection young;
  young.answers(both, {}, 100);
  EXPECT_EQ(young.counted(0).dropped_bytes, 90);
  EXPECT_EQ(young.counted(1).dropped_bytes, 0);
}

}  // namespace
}  // namespace surgeline::fault
