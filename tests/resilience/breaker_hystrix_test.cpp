#include <gtest/gtest.h>

#include "resilience/breaking.hpp"

/// afex/hystrix-go: `circuit.go` and `metrics.go`.
namespace surgeline::resilience {
namespace {

using enum breaker::state;

breaker library(double open_at = 0.5) {
  breaker_terms terms = breaker_terms::of_hystrix();
  terms.kind = hystrix{.open_at = share{open_at}};
  return breaker{terms};
}

/// Twenty failures, which the next call finds.
breaker library_open(time_point when) {
  breaker one = library();
  tell(one, outcome::failed, 20, when);
  EXPECT_FALSE(one.admit(when).granted);
  return one;
}

TEST(BreakerHystrix, IsJudgedWhenTheNextCallComes) {
  breaker one = library();
  tell(one, outcome::failed, 20, at(0s));
  EXPECT_EQ(one.is(), closed);
  EXPECT_FALSE(one.admit(at(0s)).granted);
  EXPECT_EQ(one.is(), open);
}

TEST(BreakerHystrix, OpensWhenSomebodyOnlyLooks) {
  breaker one = library();
  tell(one, outcome::failed, 20, at(0s));
  EXPECT_FALSE(one.would_admit(at(0s)));
  EXPECT_EQ(one.is(), open);
}

TEST(BreakerHystrix, LetsTwentyGoBeforeItJudges) {
  breaker one = library();
  tell(one, outcome::failed, 19, at(0s));
  EXPECT_TRUE(one.admit(at(0s)).granted);
}

TEST(BreakerHystrix, OpensAtExactlyItsThreshold) {
  breaker one = library();
  tell(one, outcome::ok, 10, at(0s));
  tell(one, outcome::failed, 10, at(0s));
  EXPECT_FALSE(one.admit(at(0s)).granted);
}

TEST(BreakerHystrix, RoundsToWholePercents) {
  breaker at_half = library();
  tell(at_half, outcome::ok, 101, at(0s));
  tell(at_half, outcome::failed, 99, at(0s));  // 49.5 %
  EXPECT_FALSE(at_half.admit(at(0s)).granted);
  breaker below = library();
  tell(below, outcome::ok, 102, at(0s));
  tell(below, outcome::failed, 99, at(0s));  // 49.25 %
  EXPECT_TRUE(below.admit(at(0s)).granted);
}

TEST(BreakerHystrix, ProbesOnceInEachSleepWindowWhetherTheLastOneEndedOrNot) {
  breaker one = library_open(at(0s));
  EXPECT_FALSE(one.admit(at(5s)).granted);  // not before it is over
  EXPECT_TRUE(one.admit(at(5001ms)).granted);
  EXPECT_FALSE(one.admit(at(5002ms)).granted);
  EXPECT_FALSE(one.admit(at(10001ms)).granted);
  EXPECT_TRUE(one.admit(at(10002ms)).granted);
}

TEST(BreakerHystrix, ClosesAtAnySuccessThatComesInLate) {
  breaker one = library();
  const auto early = one.admit(at(0s));
  tell(one, outcome::failed, 20, at(0s));
  EXPECT_FALSE(one.admit(at(0s)).granted);
  one.ended(early, outcome::ok, 1s, at(1s));
  EXPECT_EQ(one.is(), closed);
}

TEST(BreakerHystrix, ForgetsEverythingWhenItCloses) {
  breaker one = library_open(at(0s));
  one.ended(one.admit(at(6s)), outcome::ok, 1ms, at(6s));
  tell(one, outcome::failed, 18, at(6s));  // 19 with the success
  EXPECT_TRUE(one.admit(at(6s)).granted);
}

TEST(BreakerHystrix, StaysOpenWhenAProbeFails) {
  breaker one = library_open(at(0s));
  one.ended(one.admit(at(6s)), outcome::failed, 1ms, at(6s));
  EXPECT_EQ(one.is(), open);
}

TEST(BreakerHystrix, CountsWhatTheBulkheadRefused) {
  breaker one = library();
  tell(one, outcome::refused, 20, at(0s));
  EXPECT_FALSE(one.admit(at(0s)).granted);
}

TEST(BreakerHystrix, SeesAnEleventhBucketUntilItCountsAgain) {
  breaker one = library();
  tell(one, outcome::failed, 20, at(900ms));
  EXPECT_FALSE(one.would_admit(at(10s)));
  breaker later = library();
  tell(later, outcome::failed, 20, at(900ms));
  EXPECT_TRUE(later.would_admit(at(11s)));
  breaker counted = library();
  tell(counted, outcome::failed, 19, at(900ms));
  tell(counted, outcome::failed, 1, at(10s));
  EXPECT_TRUE(counted.would_admit(at(10s)));
}

}  // namespace
}  // namespace surgeline::resilience
