#include "surgeline/resilience/breaker.hpp"

#include <gtest/gtest.h>

#include "resilience/breaking.hpp"

namespace surgeline::resilience {
namespace {

using enum breaker::state;

TEST(Breaker, OpensAtItsShareOfFailures) {
  breaker one{{.kind = error_rate{.open_at = share{0.5}}}};
  tell(one, outcome::ok, 10, at(0s));
  tell(one, outcome::failed, 9, at(1s));
  EXPECT_EQ(one.is(), closed);
  tell(one, outcome::failed, 1, at(1s));
  EXPECT_EQ(one.is(), open);
}

TEST(Breaker, DoesNotOpenOnFewerThanItsMinimum) {
  breaker one{{.kind = error_rate{.min_requests = 20}}};
  tell(one, outcome::timeout, 19, at(0s));
  EXPECT_EQ(one.is(), closed);
}

TEST(Breaker, ForgetsWhatIsOlderThanItsWindow) {
  breaker one{{.kind = error_rate{.window = 10s, .min_requests = 20}}};
  tell(one, outcome::failed, 19, at(0s));
  tell(one, outcome::failed, 1, at(11s));
  EXPECT_EQ(one.is(), closed);
}

TEST(Breaker, OpensAfterFailuresInARow) {
  breaker one{{.kind = consecutive{.open_at = 3}}};
  tell(one, outcome::failed, 2, at(0s));
  tell(one, outcome::ok, 1, at(0s));
  tell(one, outcome::failed, 2, at(0s));
  EXPECT_EQ(one.is(), closed);
  tell(one, outcome::reset, 1, at(0s));
  EXPECT_EQ(one.is(), open);
}

TEST(Breaker, OpensWhenAnswersAreSlowThoughTheyAreGood) {
  breaker one{{.kind = slow_rate{.slow_after = 100ms, .min_requests = 4}}};
  tell(one, outcome::ok, 4, at(0s), 100ms);
  EXPECT_EQ(one.is(), closed);
  tell(one, outcome::ok, 4, at(0s), 101ms);
  EXPECT_EQ(one.is(), open);
}

TEST(Breaker, TakesAnErrorThatIsTheCallersOwnForNoFailure) {
  breaker one{{.kind = consecutive{.open_at = 1}}};
  tell(one, outcome::denied, 10, at(0s));
  EXPECT_EQ(one.is(), closed);
}

TEST(Breaker, TakesWhatWasNeverSentForNothingUnlessItIsToCount) {
  breaker blind{{.kind = consecutive{.open_at = 1}}};
  tell(blind, outcome::refused, 10, at(0s));
  EXPECT_EQ(blind.is(), closed);
  breaker counting{{.kind = consecutive{.open_at = 1}, .count_rejections = true}};
  tell(counting, outcome::refused, 1, at(0s));
  EXPECT_EQ(counting.is(), open);
}

TEST(Breaker, RefusesWhileItIsOpen) {
  breaker one = opened(at(0s));
  EXPECT_FALSE(one.admit(at(4999ms)).granted);
  EXPECT_FALSE(one.would_admit(at(4999ms)));
}

TEST(Breaker, LetsOneProbeGoWhenItsTimeIsOver) {
  breaker one = opened(at(0s));
  EXPECT_TRUE(one.would_admit(at(5s)));
  EXPECT_TRUE(one.admit(at(5s)).probe);
  EXPECT_EQ(one.is(), half_open);
  EXPECT_FALSE(one.admit(at(5s)).granted);
}

TEST(Breaker, ClosesAfterAProbeThatWentWell) {
  breaker one = opened(at(0s));
  one.ended(one.admit(at(5s)), outcome::ok, 1ms, at(5s));
  EXPECT_EQ(one.is(), closed);
}

TEST(Breaker, OpensForAsLongAgainAfterAProbeThatFailed) {
  breaker one = opened(at(0s));
  one.ended(one.admit(at(5s)), outcome::failed, 1s, at(6s));
  EXPECT_FALSE(one.admit(at(10s)).granted);
  EXPECT_TRUE(one.admit(at(11s)).probe);
}

TEST(Breaker, WantsAllItsProbesToGoWell) {
  breaker one = opened(at(0s), {.kind = consecutive{.open_at = 1}, .probes = 2});
  const auto first = one.admit(at(5s)), second = one.admit(at(5s));
  EXPECT_FALSE(one.admit(at(5s)).granted);
  one.ended(first, outcome::ok, 1ms, at(5s));
  EXPECT_EQ(one.is(), half_open);
  one.ended(second, outcome::ok, 1ms, at(5s));
  EXPECT_EQ(one.is(), closed);
}

TEST(Breaker, ProbesAgainWhenAProbeWasGivenUpForAnothersSake) {
  breaker one = opened(at(0s));
  one.forgotten(one.admit(at(5s)));
  EXPECT_TRUE(one.admit(at(5s)).probe);
}

TEST(Breaker, DoesNotHearOfWhatItLetGoBeforeItOpened) {
  breaker one{{.kind = consecutive{.open_at = 1}}};
  const auto early = one.admit(at(0s));
  tell(one, outcome::failed, 1, at(0s));
  one.ended(early, outcome::ok, 1ms, at(1s));
  EXPECT_EQ(one.is(), open);
}

TEST(Breaker, CountsFromNothingAfterItHasClosed) {
  breaker one = opened(at(0s), {.kind = error_rate{.min_requests = 2}}, 2);
  one.ended(one.admit(at(5s)), outcome::ok, 1ms, at(5s));
  tell(one, outcome::failed, 1, at(5s));
  EXPECT_EQ(one.is(), closed);
}

}  // namespace
}  // namespace surgeline::resilience
