#include <cmath>
#include <queue>

#include "observe/attempts.hpp"

namespace surgeline::observe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AttemptTableGuesses, CountARetryOnlyAfterAFailure) {
  observer seen;
  const attempt one = seen.begin(looking_like("x"), 0ms);
  EXPECT_EQ(seen.begin(looking_like("x"), 1ms).ordinal, 1U) << "the first is only open";
  seen.end(one, outcome::ok, 2ms);
  EXPECT_EQ(seen.begin(looking_like("x"), 3ms).ordinal, 1U) << "the first was answered well";
  EXPECT_EQ(seen.table.size(), 0U);
}

TEST(AttemptTableGuesses, CountOneRetryForOneFailure) {
  observer seen;
  seen.fail(looking_like("x"), 0ms, 10ms);
  EXPECT_EQ(seen.begin(looking_like("x"), 20ms).ordinal, 2U);
  EXPECT_EQ(seen.begin(looking_like("x"), 21ms).ordinal, 1U);
}

TEST(AttemptTableGuesses, CountARetryOfWhatWasAbandoned) {
  observer seen;
  seen.fail(looking_like("x"), 0ms, 10ms, outcome::cancelled);
  EXPECT_EQ(seen.begin(looking_like("x"), 20ms).ordinal, 2U);
}

TEST(AttemptTableGuesses, ContinueWhatHasWaitedLongest) {
  observer seen;
  const attempt one = seen.begin(looking_like("x"), 0ms);
  const attempt two = seen.begin(looking_like("x"), 1ms);
  seen.end(two, outcome::error, 10ms);
  seen.end(one, outcome::error, 20ms);
  EXPECT_EQ(seen.begin(looking_like("x"), 110ms).gap, 100ms);
  EXPECT_EQ(seen.begin(looking_like("x"), 120ms).gap, 100ms);
}

TEST(AttemptTableGuesses, GoOnOverSeveralAttempts) {
  observer seen;
  seen.fail(looking_like("x"), 0ms, 10ms);
  seen.fail(looking_like("x"), 20ms, 30ms);
  EXPECT_THAT(
      seen.succeed(looking_like("x"), 40ms, 50ms),
      ElementsAre(logical_request{
          .ending = ending::recovered,
          .evidence = evidence::fingerprint,
          .attempts = 3,
          .took = 50ms,
      })
  );
  EXPECT_THAT(seen.sweep(1h), IsEmpty());
}

TEST(AttemptTableGuesses, SettleAFailureWhenTheWindowIsOver) {
  observer seen;
  seen.fail(looking_like("x"), 0ms, 10ms);
  EXPECT_EQ(seen.begin(looking_like("x"), 11s).ordinal, 1U);
  EXPECT_THAT(
      seen.settled,
      ElementsAre(logical_request{
          .outcome = outcome::error,
          .ending = ending::gave_up,
          .evidence = evidence::fingerprint,
          .took = 10ms,
      })
  );
}

TEST(AttemptTableGuesses, LeaveOutWhatFailedOnlyAfterTheRequestCame) {
  observer seen;
  seen.fail(looking_like("x"), 0ms, 100ms);
  // Its head came before that failure, and its body took until after it.
  EXPECT_EQ(seen.begin(looking_like("x"), 50ms).ordinal, 1U);
}

TEST(AttemptTableGuesses, SettleTheOldestForWantOfRoom) {
  observer seen{1};
  seen.fail(looking_like("x"), 0ms, 10ms);
  EXPECT_EQ(seen.fail(looking_like("x"), 5ms, 20ms).size(), 1U);
  EXPECT_EQ(seen.table.losses(), 1U);
}

TEST(AttemptTableGuesses, SettleWhatThereIsNoRoomToRemember) {
  observer seen{1};
  seen.begin(named("a"), 0ms);
  EXPECT_EQ(seen.fail(looking_like("x"), 5ms, 20ms).size(), 1U);
  EXPECT_EQ(seen.table.losses(), 1U);
}

TEST(AttemptTableGuesses, LinkAttemptsByTheirOrdinalsIfAHeaderOnlyCounts) {
  observer seen;
  seen.fail(looking_like("x", 1), 0ms, 10ms);
  EXPECT_EQ(seen.begin(looking_like("x", 1), 15ms).gap, std::nullopt);
  const attempt second = seen.begin(looking_like("x", 2), 20ms);
  EXPECT_EQ(second.gap, 10ms);
  const auto settled = seen.end(second, outcome::ok, 30ms);
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_EQ(settled[0].attempts, 2U);
  EXPECT_EQ(settled[0].ending, ending::recovered);
}

TEST(AttemptTableGuesses, TakeACountedRetryOfNothingKnownForNoLogicalRequest) {
  observer seen;
  EXPECT_THAT(seen.succeed(looking_like("x", 2), 0ms, 10ms), IsEmpty());
  EXPECT_THAT(seen.fail(looking_like("x", 2), 20ms, 30ms), IsEmpty());
  EXPECT_THAT(seen.sweep(1h), IsEmpty());
}

TEST(AttemptTableGuesses, AreNothingToChooseAFaultBy) {
  observer seen;
  EXPECT_FALSE(seen.begin(looking_like("x"), 0ms).has_sure_ordinal());
  EXPECT_TRUE(seen.begin(named("a"), 0ms).has_sure_ordinal());
}

/// What clients have done and what a table made of it.
struct tally {
  double attempts = 0, requests = 0, logical = 0, recovered = 0;
};

/// Clients that come at 200/s by chance for a minute, all alike; an attempt takes 5 ms and fails with probability `failing`.
/// A failure is tried again after a back-off of 100 ms, four attempts in all.
tally crowd(double failing, bool retries) {
  struct event {
    duration when{};
    std::uint32_t ordinal = 1;
    std::optional<attempt> open{};
    bool operator>(const event& other) const { return when > other.when; }
  };
  std::priority_queue<event, std::vector<event>, std::greater<>> next;
  const chance dice(5);
  duration arrival{};
  for (std::uint64_t i = 0; arrival < 60s; ++i) {
    arrival += from_seconds(-std::log1p(-dice.draw(1, 0, i)) / 200);
    next.push({.when = arrival});
  }
  tally made{.requests = static_cast<double>(next.size())};
  observer seen{1000};
  std::vector<logical_request> settled;
  for (std::uint64_t i = 0; !next.empty(); ++i) {
    event one = next.top();
    next.pop();
    if (!one.open) {
      ++made.attempts;
      one.open = seen.table.begin(looking_like("x"), 0, at(one.when), settled);
      next.push({.when = one.when + 5ms, .ordinal = one.ordinal, .open = one.open});
      continue;
    }
    const bool fails = dice.draw(2, 0, i) < failing;
    seen.table.end(*one.open, fails ? outcome::error : outcome::ok, at(one.when), settled);
    if (fails && retries && one.ordinal < 4)
      next.push({.when = one.when + 100ms, .ordinal = one.ordinal + 1});
  }
  seen.table.sweep(at(1h), 1000, settled);
  made.logical = static_cast<double>(settled.size());
  for (const auto& one : settled) made.recovered += one.ending == ending::recovered ? 1 : 0;
  return made;
}

TEST(AttemptTableGuesses, SeeNoRetriesInACrowdThatIsAnsweredWell) {
  const tally made = crowd(0, false);
  EXPECT_EQ(made.logical, made.attempts);
}

TEST(AttemptTableGuesses, CountTheRequestsOfACrowdThatTriesAgain) {
  const tally made = crowd(0.3, true);
  EXPECT_GT(made.attempts / made.requests, 1.4);
  EXPECT_NEAR(made.logical / made.requests, 1, 0.02);
}

}  // namespace
}  // namespace surgeline::observe
