#include "surgeline/observe/attempt_table.hpp"

#include "observe/attempts.hpp"

namespace surgeline::observe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AttemptTable, SettlesAGoodAnswerAtOnce) {
  observer seen;
  const attempt one = seen.begin(named("a"), 0ms);
  EXPECT_EQ(one.ordinal, 1U);
  EXPECT_THAT(
      seen.end(one, outcome::ok, 20ms),
      ElementsAre(logical_request{
          .evidence = evidence::request_id,
          .took = 20ms,
      })
  );
}

TEST(AttemptTable, CountsTheAttemptsOfOneId) {
  observer seen;
  seen.fail(named("a"), 0ms, 10ms);
  seen.fail(named("a"), 50ms, 60ms);
  EXPECT_EQ(seen.begin(named("a"), 150ms).ordinal, 3U);
  EXPECT_EQ(seen.begin(named("b"), 150ms).ordinal, 1U);
}

TEST(AttemptTable, TellsTheGapBetweenAttempts) {
  observer seen;
  const attempt first = seen.begin(named("a"), 0ms);
  EXPECT_EQ(first.gap, std::nullopt);
  seen.end(first, outcome::error, 10ms);
  EXPECT_EQ(seen.begin(named("a"), 110ms).gap, 100ms);
}

TEST(AttemptTable, SettlesARetryThatIsAnsweredWell) {
  observer seen;
  EXPECT_THAT(seen.fail(named("a"), 0ms, 10ms), IsEmpty()) << "another attempt may come";
  EXPECT_THAT(
      seen.succeed(named("a"), 110ms, 120ms),
      ElementsAre(logical_request{
          .ending = ending::recovered,
          .evidence = evidence::request_id,
          .attempts = 2,
          .took = 120ms,
      })
  );
}

TEST(AttemptTable, SettlesAFailureWhenTheWindowIsOver) {
  observer seen;
  seen.fail(named("a"), 0ms, 10ms, outcome::timeout);
  EXPECT_THAT(seen.sweep(10s + 9ms), IsEmpty());
  EXPECT_THAT(
      seen.sweep(10s + 10ms),
      ElementsAre(logical_request{
          .outcome = outcome::timeout,
          .ending = ending::gave_up,
          .evidence = evidence::request_id,
          .took = 10ms,
      })
  );
  EXPECT_THAT(seen.sweep(1h), IsEmpty()) << "once";
}

TEST(AttemptTable, WaitsAWindowAfterEachAttempt) {
  observer seen;
  seen.fail(named("a"), 0s, 1s);
  seen.fail(named("a"), 10s, 11s);
  EXPECT_THAT(seen.sweep(20s), IsEmpty());
  EXPECT_EQ(seen.begin(named("a"), 20s).ordinal, 3U);
  EXPECT_THAT(seen.sweep(100s), IsEmpty()) << "it is open";
}

TEST(AttemptTable, TakesTheLastAttemptForTheOutcome) {
  observer seen;
  seen.fail(named("a"), 0s, 1s, outcome::error);
  seen.fail(named("a"), 2s, 3s, outcome::cancelled);
  const auto settled = seen.sweep(20s);
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_EQ(settled[0].outcome, outcome::cancelled);
  EXPECT_EQ(settled[0].attempts, 2U);
  EXPECT_EQ(settled[0].took, 3s);
}

TEST(AttemptTable, TakesALateAttemptForNoNewRequest) {
  observer seen;
  seen.succeed(named("a"), 0ms, 10ms);
  const attempt late = seen.begin(named("a"), 50ms);
  EXPECT_EQ(late.ordinal, 2U);
  EXPECT_THAT(seen.end(late, outcome::error, 60ms), IsEmpty());
  EXPECT_THAT(seen.sweep(1h), IsEmpty());
  EXPECT_EQ(seen.table.size(), 0U);
}

TEST(AttemptTable, TakesTheNextLateAttemptForNoneEither) {
  observer seen;
  seen.succeed(named("a"), 0ms, 10ms);
  EXPECT_THAT(seen.succeed(named("a"), 50ms, 60ms), IsEmpty());
  const attempt late = seen.begin(named("a"), 160ms);
  EXPECT_EQ(late.ordinal, 3U);
  EXPECT_EQ(late.gap, 100ms);
  EXPECT_THAT(seen.end(late, outcome::ok, 170ms), IsEmpty());
}

TEST(AttemptTable, TakesALateAttemptForNoneWhenAllElseIsOpen) {
  observer seen{1};
  seen.succeed(named("a"), 0ms, 10ms);
  seen.begin(named("b"), 20ms);
  EXPECT_THAT(seen.succeed(named("a"), 30ms, 40ms), IsEmpty());
}

TEST(AttemptTable, TakesAnAttemptAfterTheLastAllowedForNone) {
  observer seen;
  seen.fail(counted("a", 1, 1), 0ms, 10ms);
  EXPECT_THAT(seen.fail(counted("a", 2, 1), 20ms, 30ms), IsEmpty());
  EXPECT_THAT(seen.sweep(1h), IsEmpty());
}

TEST(AttemptTable, BeginsANewRequestAfterTheWindow) {
  observer seen;
  seen.succeed(named("a"), 0ms, 10ms);
  EXPECT_EQ(seen.begin(named("a"), 11s).ordinal, 1U);
}

TEST(AttemptTable, CountsOneIdOnTwoRoutesAsTwoRequests) {
  observer seen;
  seen.fail(named("a"), 0ms, 10ms);
  EXPECT_EQ(seen.table.begin(named("a"), 1, at(20ms), seen.settled).ordinal, 1U);
}

TEST(AttemptTable, SeesAttemptsThatOverlap) {
  observer seen;
  const attempt first = seen.begin(named("a"), 0ms);
  const attempt hedge = seen.begin(named("a"), 50ms);
  EXPECT_FALSE(first.overlaps);
  EXPECT_TRUE(hedge.overlaps);
  EXPECT_EQ(hedge.gap, std::nullopt);
}

TEST(AttemptTable, SettlesAHedgedRequestByItsFirstGoodAnswer) {
  observer seen;
  const attempt first = seen.begin(named("a"), 0ms);
  const attempt hedge = seen.begin(named("a"), 50ms);
  EXPECT_THAT(
      seen.end(hedge, outcome::ok, 60ms),
      ElementsAre(logical_request{
          .ending = ending::recovered,
          .evidence = evidence::request_id,
          .attempts = 2,
          .took = 60ms,
      })
  );
  EXPECT_THAT(seen.end(first, outcome::cancelled, 61ms), IsEmpty());
}

TEST(AttemptTable, WaitsForAnOpenAttemptWhenAnotherFails) {
  observer seen;
  const attempt first = seen.begin(named("a"), 0ms);
  const attempt second = seen.begin(named("a"), 50ms);
  seen.end(second, outcome::error, 60ms);
  EXPECT_THAT(seen.sweep(1h), IsEmpty());
  const auto settled = seen.end(first, outcome::ok, 2h);
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_EQ(settled[0].ending, ending::first) << "it was no retry that succeeded";
}

TEST(AttemptTable, BelievesAHeadersOrdinal) {
  observer seen;
  EXPECT_EQ(seen.begin(counted("a", 3), 0ms).ordinal, 3U) << "the others went elsewhere";
  EXPECT_EQ(seen.begin(counted("a", 0), 1ms).ordinal, 4U);
}

TEST(AttemptTable, IsExhaustedAtTheLastAttemptThatACallerAllowsItself) {
  observer seen;
  EXPECT_THAT(seen.fail(counted("a", 1, 2), 0ms, 10ms), IsEmpty());
  const auto settled = seen.fail(counted("a", 2, 2), 20ms, 30ms);
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_EQ(settled[0].ending, ending::exhausted);
  EXPECT_EQ(settled[0].attempts, 2U);
  EXPECT_THAT(seen.sweep(1h), IsEmpty());
}

TEST(AttemptTable, GivesUpBeforeTheLastAttemptAllowed) {
  observer seen;
  seen.fail(counted("a", 1, 3), 0ms, 10ms);
  ASSERT_EQ(seen.sweep(1h).size(), 1U);
  EXPECT_EQ(seen.settled[0].ending, ending::gave_up);
}

TEST(AttemptTable, SettlesWhatNobodyNamesByItself) {
  observer seen;
  EXPECT_THAT(
      seen.fail({}, 0ms, 10ms),
      ElementsAre(logical_request{.outcome = outcome::error, .took = 10ms})
  );
  EXPECT_EQ(seen.begin({}, 20ms).ordinal, 1U);
  EXPECT_EQ(seen.table.size(), 0U);
}

TEST(AttemptTable, SweepsALittleWhenSomethingBegins) {
  observer seen;
  for (const char* id : {"a", "b", "c"}) seen.fail(named(id), 0ms, 10ms);
  seen.settled.clear();
  seen.begin(named("d"), 1h);
  EXPECT_EQ(seen.settled.size(), 2U);
}

TEST(AttemptTable, LooksAtNoMoreThanItIsAskedTo) {
  observer seen;
  for (const char* id : {"a", "b", "c"}) seen.fail(named(id), 0ms, 10ms);
  seen.settled.clear();
  seen.table.sweep(at(1h), 1, seen.settled);
  EXPECT_EQ(seen.settled.size(), 1U);
}

TEST(AttemptTable, HasRoomForFailuresWhateverIsSettled) {
  observer seen{2};
  seen.succeed(named("a"), 0ms, 10ms);
  seen.fail(named("b"), 0ms, 10ms);
  seen.fail(named("c"), 0ms, 10ms);
  EXPECT_EQ(seen.table.losses(), 0U);
  EXPECT_EQ(seen.begin(named("b"), 20ms).ordinal, 2U);
}

TEST(AttemptTable, SettlesTheOldestFailureBeforeItsTimeForWantOfRoom) {
  observer seen{2};
  for (const char* id : {"a", "b"}) seen.fail(named(id), 0ms, 10ms);
  seen.begin(named("c"), 20ms);
  EXPECT_EQ(seen.settled.size(), 1U);
  EXPECT_EQ(seen.table.losses(), 1U);
  EXPECT_EQ(seen.begin(named("b"), 30ms).ordinal, 2U);
}

TEST(AttemptTable, CountsAnAttemptForItselfWhenAllElseIsOpen) {
  observer seen{1};
  const attempt kept = seen.begin(named("a"), 0ms);
  const attempt lost = seen.begin(named("b"), 0ms);
  EXPECT_EQ(seen.table.losses(), 1U);
  EXPECT_EQ(seen.end(lost, outcome::ok, 10ms).size(), 1U);
  EXPECT_EQ(seen.end(kept, outcome::ok, 10ms).size(), 1U);
}

}  // namespace
}  // namespace surgeline::observe
