#include "surgeline/measure/recording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::measure {
namespace {

using namespace std::chrono_literals;
using enum instrument;
using testing::ElementsAre;

constexpr auto users = "load.users";

series counted(std::vector<double> column, std::size_t first_tick = 0) {
  series rows{.first_tick = first_tick};
  rows.numbers[offered] = std::move(column);
  return rows;
}

histogram of(duration value) {
  histogram one;
  one.record(value);
  return one;
}

/// 1, 2, 3, 4 in the first second.
recording four_ticks() {
  recording all;
  all.add(users, counted({1, 2, 3, 4}));
  return all;
}

static_assert(tick_of(at(0ms)) == 0);
static_assert(tick_of(at(250ms) - 1ns) == 0);
static_assert(tick_of(at(250ms)) == 1);
static_assert(tick_of(at(-10s)) == 0, "what comes before the run belongs to its first tick");

TEST(Series, HoldsAsManyRowsAsItsLongestColumn) {
  series rows = counted({1, 2});
  EXPECT_EQ(rows.size(), 2);
  rows.histograms[latency].resize(5);
  EXPECT_EQ(rows.size(), 5);
}

TEST(Recording, KnowsWhoWasRecorded) {
  EXPECT_TRUE(four_ticks().has(users));
  EXPECT_FALSE(four_ticks().has("load.others"));
}

TEST(Recording, KnowsASubjectThatHasNoRowsYet) {
  recording all;
  all.add(users, {});
  EXPECT_TRUE(all.has(users));
}

TEST(Recording, AppendsRowsWhereTheyBelong) {
  recording all = four_ticks();
  all.add(users, counted({5, 6}, 4));
  EXPECT_THAT(all.subjects().at(users).numbers.at(offered), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(Recording, AddsUpWhatSeveralWritersCounted) {
  recording all = four_ticks();
  all.add(users, counted({10, 20, 30}, 2));
  EXPECT_THAT(all.subjects().at(users).numbers.at(offered), ElementsAre(1, 2, 13, 24, 30));
}

TEST(Recording, IsTheSameInWhateverOrderItsWritersCome) {
  recording forth, back;
  forth.add(users, counted({1, 2}));
  forth.add(users, counted({10}, 3));
  back.add(users, counted({10}, 3));
  back.add(users, counted({1, 2}));
  EXPECT_TRUE(forth == back);
}

TEST(Recording, MergesTheHistogramsOfSeveralWriters) {
  series one, other;
  one.histograms[latency] = {of(10ms), {}};
  other.histograms[latency] = {of(20ms)};
  other.first_tick = 1;
  recording all;
  all.add(users, one);
  all.add(users, one);
  all.add(users, other);
  EXPECT_EQ(all.merged(users, latency, at(0s), at(250ms)).count(), 2);
  EXPECT_TRUE(all.merged(users, latency, at(250ms), at(500ms)) == of(20ms));
}

TEST(Recording, KeepsSubjectsApart) {
  recording all = four_ticks();
  all.add("load.others", counted({100}));
  EXPECT_EQ(all.sum(users, offered, at(0s), at(1s)), 10);
}

TEST(Recording, SumsTheTicksOfAWindow) {
  EXPECT_EQ(four_ticks().sum(users, offered, at(0s), at(1s)), 10);
  EXPECT_EQ(four_ticks().sum(users, offered, at(250ms), at(750ms)), 5);
}

TEST(Recording, LeavesOutATickThatAWindowCuts) {
  EXPECT_EQ(four_ticks().sum(users, offered, at(1ns), at(1s)), 9);
  EXPECT_EQ(four_ticks().sum(users, offered, at(0s), at(1s) - 1ns), 6);
}

TEST(Recording, TakesTheMeanOverTheTicksOfAWindow) {
  EXPECT_EQ(four_ticks().mean(users, offered, at(0s), at(1s)), 2.5);
  EXPECT_EQ(four_ticks().mean(users, offered, at(500ms), at(1s)), 3.5);
}

TEST(Recording, TakesTheMeanOverRecordedTicksOnly) {
  EXPECT_EQ(four_ticks().mean(users, offered, at(500ms), at(1h)), 3.5);
}

TEST(Recording, CountsTheRecordedTicksOfAWindow) {
  EXPECT_EQ(four_ticks().ticks(users, at(0s), at(1s)), 4);
  EXPECT_EQ(four_ticks().ticks(users, at(1ns), at(1s)), 3);
  EXPECT_EQ(four_ticks().ticks(users, at(500ms), at(1h)), 2);
  EXPECT_EQ(four_ticks().ticks("load.others", at(0s), at(1s)), 0);
}

TEST(Recording, FindsTheGaugeOfTheLastTickBeforeAMoment) {
  EXPECT_EQ(four_ticks().last(users, offered, at(250ms)), 1);
  EXPECT_EQ(four_ticks().last(users, offered, at(499ms)), 1);
  EXPECT_EQ(four_ticks().last(users, offered, at(500ms)), 2);
}

TEST(Recording, HasNoGaugeBeforeTheFirstTickEnds) {
  EXPECT_EQ(four_ticks().last(users, offered, at(249ms)), 0);
}

TEST(Recording, FindsTheLastRecordedGaugeLongAfterwards) {
  EXPECT_EQ(four_ticks().last(users, offered, at(1h)), 4);
}

TEST(Recording, MergesTheHistogramsOfAWindow) {
  series rows;
  rows.histograms[latency] = {of(10ms), of(20ms), of(40ms)};
  recording all;
  all.add(users, rows);
  const histogram middle = all.merged(users, latency, at(250ms), at(750ms));
  EXPECT_EQ(middle.count(), 2);
  EXPECT_EQ(middle.mean(), 30ms);
}

TEST(Recording, HasNothingOutsideOfWhatIsRecorded) {
  for (const auto& [from, to] : {std::pair{1s, 2s}, {1h, 2h}, {-2s, -1s}, {-1s, 0s}, {1s, 0s}}) {
    EXPECT_EQ(four_ticks().ticks(users, at(from), at(to)), 0);
    EXPECT_EQ(four_ticks().sum(users, offered, at(from), at(to)), 0);
    EXPECT_EQ(four_ticks().mean(users, offered, at(from), at(to)), 0);
    EXPECT_TRUE(four_ticks().merged(users, latency, at(from), at(to)).empty());
  }
}

TEST(Recording, ReadsAWindowThatBeginsBeforeTheRunFromItsStart) {
  EXPECT_EQ(four_ticks().sum(users, offered, at(-5s), at(500ms)), 3);
}

TEST(Recording, ReadsAWindowWithoutEndToItsEnd) {
  EXPECT_EQ(four_ticks().sum(users, offered, at(500ms), never), 7);
  EXPECT_EQ(four_ticks().sum(users, offered, never, never), 0);
}

TEST(Recording, HasNothingOfAnInstrumentThatNobodyCounted) {
  EXPECT_EQ(four_ticks().sum(users, attempts, at(0s), at(1s)), 0);
  EXPECT_EQ(four_ticks().mean(users, attempts, at(0s), at(1s)), 0);
  EXPECT_EQ(four_ticks().last(users, attempts, at(1s)), 0);
  EXPECT_TRUE(four_ticks().merged(users, latency, at(0s), at(1s)).empty());
}

TEST(Recording, ForgetsDistributionsAndKeepsCounts) {
  recording all = four_ticks();
  series rows;
  rows.histograms[latency] = {of(10ms)};
  all.add(users, rows);
  all.drop_histograms();
  EXPECT_TRUE(all == four_ticks());
}

TEST(Recording, SaysUntilWhenItIsComplete) {
  recording all;
  EXPECT_EQ(all.complete(), at(0s));
  all.complete_until(at(750ms));
  EXPECT_EQ(all.complete(), at(750ms));
}

}  // namespace
}  // namespace surgeline::measure
