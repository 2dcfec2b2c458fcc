#include "surgeline/resilience/outcome.hpp"

#include <gtest/gtest.h>

#include <array>

namespace surgeline::resilience {
namespace {

constexpr std::array
    causes{cause::timeout, cause::reset, cause::connect, cause::rejected, cause::server_error};

/// The one outcome that a cause covers.
constexpr outcome covered_by(cause listed) {
  for (const outcome one :
       {outcome::rejected, outcome::timeout, outcome::reset, outcome::unreachable}) {
    if (covers(listed, one)) return one;
  }
  return outcome::ok;
}

TEST(Cause, CoversTheOutcomeItIsNamedAfter) {
  EXPECT_EQ(covered_by(cause::timeout), outcome::timeout);
  EXPECT_EQ(covered_by(cause::reset), outcome::reset);
  EXPECT_EQ(covered_by(cause::connect), outcome::unreachable);
  EXPECT_EQ(covered_by(cause::rejected), outcome::rejected);
}

TEST(Cause, OfAServerErrorIsAFullQueueOrAFailure) {
  EXPECT_TRUE(covers(cause::server_error, outcome::rejected));
  EXPECT_TRUE(covers(cause::server_error, outcome::failed));
}

TEST(Cause, IsNeverThatTheCallerItselfRefused) {
  for (const cause listed : causes) EXPECT_FALSE(covers(listed, outcome::refused));
}

TEST(Outcome, OfAFallbackIsGood) {
  EXPECT_TRUE(is_good(outcome::degraded));
  EXPECT_FALSE(is_good(outcome::failed));
}

TEST(Outcome, IsAnAnswerWhenSomebodyGaveOne) {
  EXPECT_TRUE(is_answer(outcome::failed));
  EXPECT_TRUE(is_answer(outcome::rejected));
  EXPECT_FALSE(is_answer(outcome::timeout));
  EXPECT_FALSE(is_answer(outcome::refused));
}

TEST(Cause, NeverCoversAGoodAnswer) {
  for (const cause listed : causes) {
    EXPECT_FALSE(covers(listed, outcome::ok));
    EXPECT_FALSE(covers(listed, outcome::degraded));
  }
}

TEST(Cause, HasANameForEachOfItsValues) {
  for (const cause listed : causes) EXPECT_FALSE(config::name_of(listed).empty());
}

}  // namespace
}  // namespace surgeline::resilience
