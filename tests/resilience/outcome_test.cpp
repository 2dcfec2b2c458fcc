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

TEST(Cause, OfAServerErrorIsAFullQueue) {
  EXPECT_EQ(covered_by(cause::server_error), outcome::rejected);
}

TEST(Cause, CoversOneOutcomeOnly) {
  for (const cause listed : causes) {
    int covered = 0;
    for (const outcome one :
         {outcome::ok, outcome::rejected, outcome::timeout, outcome::reset, outcome::unreachable}) {
      covered += covers(listed, one);
    }
    EXPECT_EQ(covered, 1) << config::name_of(listed);
  }
}

TEST(Cause, NeverCoversAGoodAnswer) {
  for (const cause listed : causes) EXPECT_FALSE(covers(listed, outcome::ok));
}

TEST(Cause, HasANameForEachOfItsValues) {
  for (const cause listed : causes) EXPECT_FALSE(config::name_of(listed).empty());
}

}  // namespace
}  // namespace surgeline::resilience
