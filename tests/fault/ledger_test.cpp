#include "surgeline/fault/ledger.hpp"

#include <gtest/gtest.h>

#include "support/flow.hpp"

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

decision numbered(std::uint64_t index) { return {.key = "127.0.0.7#1", .index = index}; }

TEST(Ledger, HasAnEmptyTallyForAFaultThatDidNothing) { EXPECT_EQ(ledger{}.of(3), tally{}); }

TEST(Ledger, HasATallyForEachSlot) {
  ledger book;
  book.of(2).evaluated = 7;
  book.of(0).evaluated = 5;
  ASSERT_EQ(book.tallies().size(), 3);
  EXPECT_EQ(book.tallies()[0].evaluated, 5);
  EXPECT_EQ(book.tallies()[1], tally{});
  EXPECT_EQ(book.tallies()[2].evaluated, 7);
}

TEST(Ledger, AddsUpWhatWasPlannedAndWhatCameOfIt) {
  ledger book;
  book.left(1, 10ms, 11ms, 3);
  book.left(1, 20ms, 26ms, 4);
  tally expected{
      .delayed = 2,
      .planned_seconds = 0.010 + 0.020,
      .measured_seconds = 0.011 + 0.026,
      .longest = 26ms,
      .delayed_bytes = 7
  };
  expected.delays[bucket_of(11ms)] = 1;
  expected.delays[bucket_of(26ms)] = 1;
  expected.lateness[bucket_of(1ms)] = 1;
  expected.lateness[bucket_of(6ms)] = 1;
  EXPECT_EQ(book.of(1), expected);
}

TEST(Ledger, KnowsNoLatenessWhereNothingWasDecided) {
  ledger book;
  book.left(0, 3s, 3s, 1);
  EXPECT_EQ(book.of(0).lateness, bucket_counts{});
}

TEST(Ledger, RemembersTheLongestDelayNotTheLast) {
  ledger book;
  book.left(0, 1s, 2s, 1);
  book.left(0, 1s, 1s, 1);
  EXPECT_EQ(book.of(0).longest, 2s);
}

TEST(Ledger, KeepsDecisionsInTheirOrder) {
  ledger book;
  for (const std::uint64_t index : {3U, 1U, 2U}) book.note(numbered(index));
  EXPECT_EQ(book.decisions(), (std::vector{numbered(3), numbered(1), numbered(2)}));
}

TEST(Ledger, KeepsTheFirstDecisionsWhenThereAreTooMany) {
  ledger book;
  for (std::uint64_t i = 0; i < ledger::kept_decisions; ++i) {
    ASSERT_TRUE(book.has_room());
    book.note(numbered(i));
  }
  EXPECT_FALSE(book.has_room());
  book.note(numbered(0));
  EXPECT_EQ(book.decisions().size(), ledger::kept_decisions);
  EXPECT_EQ(book.decisions().back(), numbered(ledger::kept_decisions - 1));
}

TEST(LedgerMerge, AddsTheTallies) {
  ledger one, other;
  one.of(0) = {1, 2, 5, 3, 4, 0.5, 0.25, 7ms};
  other.of(0) = {10, 20, 50, 30, 40, 1.5, 0.75, 5ms};
  one.merge(other);
  EXPECT_EQ(one.of(0), (tally{11, 22, 55, 33, 44, 2.0, 1.0, 7ms}));
}

TEST(LedgerMerge, AddsBytesBucketsAndWhatIsHeld) {
  ledger one, other;
  for (ledger* const book : {&one, &other}) {
    book->left(0, 1ms, 2ms, 10);
    tally& counted = book->of(0);
    counted.dropped_bytes = 3;
    counted.corrupted_bytes = 2;
    counted.held = 1;
  }
  one.merge(other);
  tally expected = other.of(0);
  expected += other.of(0);
  EXPECT_EQ(one.of(0), expected);
  EXPECT_EQ(one.of(0).delayed_bytes, 20);
  EXPECT_EQ(one.of(0).dropped_bytes, 6);
  EXPECT_EQ(one.of(0).corrupted_bytes, 4);
  EXPECT_EQ(one.of(0).held, 2);
  EXPECT_EQ(one.of(0).delays[bucket_of(2ms)], 2);
}

TEST(LedgerMerge, TakesOverFaultsThatOnlyTheOtherKnows) {
  ledger one, other;
  other.of(4).injected = 9;
  one.merge(other);
  EXPECT_EQ(one.of(4).injected, 9);
}

TEST(LedgerMerge, PutsTheOthersDecisionsBehind) {
  ledger one, other;
  one.note(numbered(1));
  other.note(numbered(2));
  one.merge(other);
  EXPECT_EQ(one.decisions(), (std::vector{numbered(1), numbered(2)}));
}

TEST(LedgerMerge, KeepsNoMoreDecisionsThanOneBook) {
  ledger one, other;
  for (std::uint64_t i = 0; i < ledger::kept_decisions; ++i) other.note(numbered(i));
  one.note(numbered(7));
  one.merge(other);
  EXPECT_EQ(one.decisions().size(), ledger::kept_decisions);
  EXPECT_EQ(one.decisions().front(), numbered(7));
}

TEST(LedgerMerge, ChangesNothingWithAnEmptyBook) {
  ledger one;
  one.of(1).evaluated = 3;
  one.note(numbered(1));
  one.merge({});
  EXPECT_EQ(one.tallies().size(), 2);
  EXPECT_EQ(one.of(1).evaluated, 3);
  EXPECT_EQ(one.decisions().size(), 1);
}

}  // namespace
}  // namespace surgeline::fault
