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

TEST(Cause, OfARejectionIsTheCallersOwnRefusalToo) {
  for (const cause listed : causes)
    EXPECT_EQ(covers(listed, outcome::refused), listed == cause::rejected);
}

TEST(Cause, MayBeAStatus) {
  const auto too_many = static_cast<cause>(429);
  EXPECT_TRUE(covers(too_many, answer(outcome::denied, 429)));
  EXPECT_FALSE(covers(too_many, answer(outcome::denied, 404)));
  EXPECT_FALSE(covers(too_many, outcome::timeout));
}

TEST(Cause, OfARequestAtFaultIsAnyStatusOfFourHundred) {
  EXPECT_TRUE(covers(cause::client_error, answer(outcome::denied, 404)));
  EXPECT_FALSE(covers(cause::client_error, answer(outcome::failed, 503)));
  EXPECT_FALSE(covers(cause::server_error, answer(outcome::denied, 404)));
}

TEST(Answer, HasTheStatusThatHttpWouldGiveIt) {
  EXPECT_EQ(status_of(outcome::rejected), 503);
  EXPECT_EQ(status_of(outcome::failed), 500);
  EXPECT_EQ(status_of(answer(outcome::failed, 504)), 504);
  EXPECT_EQ(status_of(outcome::reset), 0);
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
