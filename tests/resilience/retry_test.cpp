#include "surgeline/resilience/retry.hpp"

#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

constexpr double half = 0.5;
/// The largest number below 1: what a draw can be at most.
constexpr double almost_one = 0x1.fffffffffffffp-1;

retry exponential() {
  return {.kind = growth::exponential, .base = distribution::fixed(100ms), .factor = 2, .max = 10s};
}

retry spread_by(jitter how) {
  retry made = exponential();
  made.jitter = how;
  return made;
}

/// The mean over `steps` numbers in [0, 1), each in the middle of its stretch: exact where `wait_at` is linear.
template <class Wait>
duration mean_over_draws(const Wait& wait_at) {
  constexpr int steps = 10;
  duration sum{};
  for (int i = 0; i < steps; ++i) sum += wait_at((i + half) / steps);
  return sum / steps;
}

TEST(Retry, AllowsAsManyAttemptsAsItSays) {
  const retry three{.kind = growth::fixed, .attempts = 3};
  EXPECT_TRUE(three.allows(1, outcome::timeout));
  EXPECT_TRUE(three.allows(2, outcome::timeout));
  EXPECT_FALSE(three.allows(3, outcome::timeout));
}

TEST(Retry, AllowsNothingAfterASingleAttempt) {
  EXPECT_FALSE((retry{.kind = growth::fixed, .attempts = 1}).allows(1, outcome::timeout));
}

TEST(Retry, AllowsNothingUnlessAKindIsChosen) { EXPECT_FALSE(retry{}.allows(1, outcome::timeout)); }

TEST(Retry, AllowsOnlyTheCausesItLists) {
  retry picky = exponential();
  picky.retry_on = {cause::reset, cause::connect};
  EXPECT_TRUE(picky.allows(1, outcome::reset));
  EXPECT_TRUE(picky.allows(1, outcome::unreachable));
  EXPECT_FALSE(picky.allows(1, outcome::timeout));
  EXPECT_FALSE(picky.allows(1, outcome::rejected));
}

TEST(Retry, AllowsNothingWhenItListsNoCause) {
  retry never = exponential();
  never.retry_on.clear();
  EXPECT_FALSE(never.allows(1, outcome::timeout));
}

TEST(Retry, AllowsEveryFailureUnlessItSaysOtherwise) {
  for (const outcome ended :
       {outcome::timeout, outcome::reset, outcome::unreachable, outcome::rejected}) {
    EXPECT_TRUE(exponential().allows(1, ended));
  }
}

TEST(Retry, NeverFollowsAGoodAnswer) { EXPECT_FALSE(exponential().allows(1, outcome::ok)); }

TEST(FixedRetry, WaitsTheBaseEachTime) {
  const retry fixed{.kind = growth::fixed, .base = distribution::fixed(70ms)};
  EXPECT_EQ(fixed.wait(1, 0s, 0, 0), 70ms);
  EXPECT_EQ(fixed.wait(9, 70ms, 0, 0), 70ms);
}

TEST(LinearRetry, WaitsTheBaseTimesItsOrdinal) {
  const retry linear{.kind = growth::linear, .base = distribution::fixed(70ms)};
  EXPECT_EQ(linear.wait(1, 0s, 0, 0), 70ms);
  EXPECT_EQ(linear.wait(3, 0s, 0, 0), 210ms);
}

TEST(ExponentialRetry, GrowsByItsFactorEachTime) {
  retry tripling = exponential();
  tripling.factor = 3;
  EXPECT_EQ(tripling.wait(1, 0s, 0, 0), 100ms);
  EXPECT_EQ(tripling.wait(2, 0s, 0, 0), 300ms);
  EXPECT_EQ(tripling.wait(4, 0s, 0, 0), 2700ms);
}

TEST(Retry, TakesTheBaseFromItsDistribution) {
  retry random = exponential();
  random.base = distribution::uniform(100ms, 200ms);
  EXPECT_EQ(random.wait(1, 0s, 0, 0), 100ms);
  EXPECT_EQ(random.wait(1, 0s, half, 0), 150ms);
  EXPECT_EQ(random.wait(2, 0s, half, 0), 300ms);
}

TEST(Retry, NeverWaitsLongerThanItsMaximum) {
  for (const growth kind : {growth::fixed, growth::linear, growth::exponential}) {
    for (const jitter how : {jitter::none, jitter::full, jitter::equal, jitter::decorrelated}) {
      const retry capped{
          .kind = kind,
          .base = distribution::fixed(700ms),
          .max = 1s,
          .jitter = how
      };
      duration previous{};
      for (std::uint32_t ordinal = 1; ordinal < 100; ++ordinal) {
        previous = capped.wait(ordinal, previous, 0, almost_one);
        ASSERT_LE(previous, 1s) << config::name_of(kind) << ' ' << config::name_of(how);
      }
    }
  }
}

TEST(Retry, WaitsItsMaximumWhenTheBaseIsLonger) {
  retry impatient = exponential();
  impatient.max = 20ms;
  EXPECT_EQ(impatient.wait(1, 0s, 0, 0), 20ms);
}

TEST(ExponentialRetry, WaitsItsMaximumHoweverSteeplyItGrows) {
  retry steep = exponential();
  steep.factor = 1e300;
  EXPECT_EQ(steep.wait(99, 0s, 0, 0), 10s);
}

TEST(ExponentialRetry, NeverWaitsWithoutABase) {
  retry steep = exponential();
  steep.base = {};
  steep.factor = 1e300;
  EXPECT_EQ(steep.wait(99, 0s, 0, 0), 0s);
}

TEST(Retry, WaitsItsMaximumForABaseThatNeverEnds) {
  retry endless = exponential();
  endless.base = distribution::never();
  EXPECT_EQ(endless.wait(1, 0s, 0, 0), 10s);
}

TEST(NoJitter, LeavesTheWaitAlone) {
  EXPECT_EQ(exponential().wait(2, 0s, 0, 0), 200ms);
  EXPECT_EQ(exponential().wait(2, 0s, 0, almost_one), 200ms);
}

TEST(FullJitter, SpreadsFromZeroToTheWait) {
  const retry full = spread_by(jitter::full);
  EXPECT_EQ(full.wait(2, 0s, 0, 0), 0s);
  EXPECT_EQ(full.wait(2, 0s, 0, almost_one), 200ms);
}

TEST(FullJitter, HasHalfTheWaitAsItsMean) {
  const retry full = spread_by(jitter::full);
  EXPECT_EQ(mean_over_draws([&](double u) { return full.wait(2, 0s, 0, u); }), 100ms);
}

TEST(EqualJitter, SpreadsFromHalfTheWaitToTheWait) {
  const retry equal = spread_by(jitter::equal);
  EXPECT_EQ(equal.wait(2, 0s, 0, 0), 100ms);
  EXPECT_EQ(equal.wait(2, 0s, 0, almost_one), 200ms);
}

TEST(EqualJitter, HasThreeQuartersOfTheWaitAsItsMean) {
  const retry equal = spread_by(jitter::equal);
  EXPECT_EQ(mean_over_draws([&](double u) { return equal.wait(2, 0s, 0, u); }), 150ms);
}

TEST(DecorrelatedJitter, SpreadsFirstFromTheBaseToThreeTimesTheBase) {
  const retry decorrelated = spread_by(jitter::decorrelated);
  EXPECT_EQ(decorrelated.wait(1, 0s, 0, 0), 100ms);
  EXPECT_EQ(decorrelated.wait(1, 0s, 0, almost_one), 300ms);
}

TEST(DecorrelatedJitter, SpreadsThenFromTheBaseToThreeTimesTheWaitBefore) {
  const retry decorrelated = spread_by(jitter::decorrelated);
  EXPECT_EQ(decorrelated.wait(2, 250ms, 0, 0), 100ms);
  EXPECT_EQ(decorrelated.wait(2, 250ms, 0, almost_one), 750ms);
}

TEST(DecorrelatedJitter, WaitsTheBaseAfterAWaitOfLessThanAThirdOfIt) {
  const retry decorrelated = spread_by(jitter::decorrelated);
  EXPECT_EQ(decorrelated.wait(2, 10ms, 0, almost_one), 100ms);
}

TEST(DecorrelatedJitter, GrowsWhateverTheGrowth) {
  retry fixed = spread_by(jitter::decorrelated);
  fixed.kind = growth::fixed;
  EXPECT_EQ(fixed.wait(2, 1s, 0, almost_one), 3s);
}

/// Uniform over [base, 3·before], each wait has the mean (base + 3·E[before]) / 2: 2, 3.5 and 5.75 times the base.
TEST(DecorrelatedJitter, HasTheMeanOfItsRecursion) {
  const retry decorrelated = spread_by(jitter::decorrelated);
  const auto after = [&](std::uint32_t ordinal, duration before) {
    return [&decorrelated, ordinal, before](double u) {
      return decorrelated.wait(ordinal, before, 0, u);
    };
  };
  const auto second = [&](double u) { return mean_over_draws(after(2, after(1, 0s)(u))); };
  const auto third = [&](double u) {
    const duration first = after(1, 0s)(u);
    return mean_over_draws([&](double v) { return mean_over_draws(after(3, after(2, first)(v))); });
  };
  EXPECT_EQ(mean_over_draws(after(1, 0s)), 200ms);
  EXPECT_EQ(mean_over_draws(second), 350ms);
  EXPECT_EQ(mean_over_draws(third), 575ms);
}

}  // namespace
}  // namespace surgeline::resilience
