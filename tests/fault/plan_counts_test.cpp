#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "armory.hpp"

/// What a plan writes into the book.
namespace surgeline::fault {
namespace {

using enum direction;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Book, CountsAConnectionOnceHoweverMuchTravelsOnIt) {
  const plan one = in_force(always(0, late(10ms)));
  connection talk;
  for (int i = 0; i < 10; ++i) talk.asks(one), talk.answers(one);
  EXPECT_EQ(talk.counted(), (tally{.evaluated = 1, .selected = 1, .injected = 1}));
}

TEST(Book, CountsEachTurnPerRequest) {
  const plan one = in_force(sometimes(0, late(10ms), 1, unit::request));
  connection talk;
  for (int i = 0; i < 10; ++i) talk.asks(one), talk.answers(one), talk.answers(one);
  EXPECT_EQ(talk.counted(), (tally{.evaluated = 10, .selected = 10, .injected = 10}));
}

TEST(Book, CountsUnitsThatAreNotPickedAsEvaluated) {
  connection one;
  one.answers(in_force(sometimes(0, late(10ms), 0)));
  EXPECT_EQ(one.counted(), tally{.evaluated = 1});
}

TEST(Book, CountsWhatItsDrawsPickedAndInjected) {
  const plan half = in_force(sometimes(0, late(10ms), 0.5, unit::request));
  connection one;
  std::uint64_t hit = 0;
  for (int i = 0; i < 1000; ++i) {
    one.asks(half);
    hit += one.answers(half).is_neutral() ? 0 : 1;
  }
  EXPECT_EQ(one.counted(), (tally{.evaluated = 1000, .selected = hit, .injected = hit}));
}

TEST(Book, CountsAnInjectionOnlyWhereSomethingIsDone) {
  connection one;
  one.answers(in_force(always(0, late(0ms))));
  EXPECT_EQ(one.counted(), (tally{.evaluated = 1, .selected = 1}));
}

TEST(Book, CountsAnInjectionWhenTheFirstOfSeveralChunksIsHit) {
  const plan rising =
      in_force(always(0, late(distribution::fixed(varying<duration>({{1s, 0ms}, {2s, 10ms}})))));
  connection one;
  one.answers(rising, at(0s));
  EXPECT_EQ(one.counted().injected, 0);
  one.answers(rising, at(2s));
  one.answers(rising, at(3s));
  EXPECT_EQ(one.counted().injected, 1);
}

TEST(Book, KnowsNothingOfBytesThatAFaultDoesNotTouch) {
  connection one;
  one.asks(in_force(always(0, late(10ms, to_client))));
  EXPECT_EQ(one.counted(), tally{});
}

TEST(Book, KeepsFaultsApart) {
  const plan two = in_force(always(0, late(10ms, to_client)), always(1, late(10ms, both)));
  connection one;
  one.asks(two);
  EXPECT_EQ(one.counted(0).injected, 0);
  EXPECT_EQ(one.counted(1).injected, 1);
}

TEST(Book, CountsConnectionsThatAreResetOnAccept) {
  connection one;
  one.opens(in_force(always(0, reset{reset_moment::accept})));
  EXPECT_EQ(one.counted(), (tally{.evaluated = 1, .selected = 1, .injected = 1}));
}

TEST(Book, KnowsNothingOfAResetOnAcceptOnceAConnectionIsOpen) {
  const plan one = in_force(sometimes(0, reset{reset_moment::accept}, 0.5, unit::request));
  connection open_before;
  for (int i = 0; i < 10; ++i) open_before.asks(one), open_before.answers(one);
  EXPECT_EQ(open_before.counted(), tally{});
}

TEST(Book, KnowsNothingOfAConnectionThatOpensUntilBytesTravel) {
  connection one;
  one.opens(in_force(always(0, late(10ms)), always(1, reset{})));
  EXPECT_EQ(one.counted(0), tally{});
  EXPECT_EQ(one.counted(1), tally{});
}

TEST(Book, CountsAConnectionOnceThoughItsFaultComesAndGoes) {
  connection one;
  one.answers(in_force(always(0, late(10ms))));
  one.answers(in_force());
  one.answers(in_force(always(0, late(10ms))));
  EXPECT_EQ(one.counted(), (tally{.evaluated = 1, .selected = 1, .injected = 1}));
}

/// Nobody in the first second, everybody from the second on.
armed from_nobody_to_everybody(double everybody = 1) {
  return sometimes(0, late(10ms), varying<double>({{1s, 0.0}, {2s, everybody}}));
}

TEST(Book, CountsAUnitAsSelectedWhenARampGetsToIt) {
  const plan rising = in_force(from_nobody_to_everybody());
  connection one;
  one.answers(rising, at(0s));
  EXPECT_EQ(one.counted(), tally{.evaluated = 1});
  one.answers(rising, at(2s));
  one.answers(rising, at(3s));
  EXPECT_EQ(one.counted(), (tally{.evaluated = 1, .selected = 1, .injected = 1}));
}

TEST(Book, NeverHasMoreInjectedThanSelectedNorSelectedThanEvaluated) {
  const plan wavy = in_force(
      sometimes(0, late(10ms), varying<double>({{0s, 0.2}, {1s, 0.8}, {2s, 0.1}, {3s, 0.9}})),
      sometimes(1, stall{}, varying<double>({{0s, 0.9}, {2s, 0.1}, {3s, 0.5}}), unit::request)
  );
  ledger all;
  for (std::uint64_t i = 1; i <= 200; ++i) {
    connection one = number(i);
    for (duration now = 0s; now < 4s; now += 100ms)
      one.asks(wavy, at(now)), one.answers(wavy, at(now));
    all.merge(one.book);
  }
  for (const tally& counted : all.tallies()) {
    EXPECT_LE(counted.injected, counted.selected);
    EXPECT_LE(counted.selected, counted.evaluated);
  }
}

TEST(Decision, IsNotedWithItsDrawAndItsThreshold) {
  connection one;
  one.answers(in_force(sometimes(3, late(10ms), 0.25)));
  ASSERT_THAT(one.book.decisions(), SizeIs(1));
  const decision& made = one.book.decisions().front();
  EXPECT_EQ(made.slot, 3);
  EXPECT_EQ(made.key, "127.0.0.7#1");
  EXPECT_EQ(made.index, 0);
  EXPECT_EQ(made.threshold, 0.25);
  EXPECT_EQ(made.selected, made.draw < 0.25);
}

TEST(Decision, IsWhatBecameOfTheUnit) {
  const plan half = in_force(sometimes(0, late(10ms), 0.5));
  for (std::uint64_t i = 1; i <= 100; ++i) {
    connection one = number(i);
    const bool hit = !one.answers(half).is_neutral();
    EXPECT_EQ(one.book.decisions().front().selected, hit);
    EXPECT_EQ(one.book.decisions().front().draw < 0.5, hit);
  }
}

TEST(Decision, IsNotedForEachTurnPerRequest) {
  const plan half = in_force(sometimes(0, late(10ms), 0.5, unit::request));
  connection one;
  for (int i = 0; i < 3; ++i) one.asks(half), one.answers(half), one.answers(half);
  ASSERT_THAT(one.book.decisions(), SizeIs(3));
  for (std::uint64_t i = 0; i < 3; ++i) EXPECT_EQ(one.book.decisions()[i].index, i);
}

TEST(Decision, IsNotedOnceForAConnection) {
  const plan half = in_force(sometimes(0, late(10ms), 0.5));
  connection one;
  for (int i = 0; i < 10; ++i) one.asks(half), one.answers(half);
  EXPECT_THAT(one.book.decisions(), SizeIs(1));
}

TEST(Decision, IsNotedAgainWhenARampGetsToTheUnit) {
  const plan rising = in_force(from_nobody_to_everybody(0.999999));
  connection one;
  for (duration now = 0s; now < 5s; now += 100ms) one.answers(rising, at(now));
  ASSERT_THAT(one.book.decisions(), SizeIs(2));
  EXPECT_FALSE(one.book.decisions()[0].selected);
  EXPECT_TRUE(one.book.decisions()[1].selected);
  EXPECT_EQ(one.book.decisions()[0].draw, one.book.decisions()[1].draw);
}

TEST(Decision, IsNotedWhenNobodyCanBePicked) {
  connection one;
  one.answers(in_force(sometimes(0, late(10ms), 0)));
  EXPECT_THAT(one.book.decisions(), SizeIs(1));
}

TEST(Decision, IsNotNotedWhereThereIsNothingToDecide) {
  connection one;
  one.answers(in_force(always(0, late(10ms))));
  EXPECT_THAT(one.book.decisions(), IsEmpty());
}

}  // namespace
}  // namespace surgeline::fault
