#include <gmock/gmock.h>

#include "model/calling.hpp"
#include "model/hearing.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(CallerBreaker, RefusesWithoutSendingAnythingOnceItIsOpen) {
  asker one({.id = "p", .breaker = after_one_failure});
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 1s);
  one.tell_until(1s);
  EXPECT_THAT(one.wire.all, SizeIs(1));
  EXPECT_THAT(one.heard.ends.back(), (noted::end{2, outcome::refused, at(1s)}));
}

TEST(CallerBreaker, NeverTellsOfARefusalFromWithinBegin) {
  asker one({.id = "p", .breaker = after_one_failure});
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 1s);
  EXPECT_THAT(one.heard.ends, SizeIs(1));
  EXPECT_EQ(one.who.next_due(), at(1s));
}

TEST(CallerBreaker, SendsOneProbeAndClosesWhenItGoesWell) {
  asker one({.id = "p", .breaker = after_one_failure});
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 5s);
  one.call(3, 5s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  one.answer_last(outcome::ok, 5s);
  one.call(4, 5s);
  EXPECT_THAT(one.wire.all, SizeIs(3));
}

TEST(CallerBreaker, GuardsEachHostByItself) {
  auto terms = after_one_failure;
  terms.scope = resilience::breaker_scope::host;
  asker one({.id = "p", .breaker = terms}, 2, resilience::balance::round_robin);
  one.call(1, 0s);  // to the first
  one.answer_last(outcome::failed, 0s);
  one.call(2, 1s);  // to the second
  one.answer_last(outcome::ok, 1s);
  one.call(3, 2s);  // to the first
  one.tell_until(2s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  EXPECT_EQ(one.heard.ends.back().how, outcome::refused);
}

TEST(CallerBreaker, IsSkippedByABalancerThatIsToldTo) {
  auto terms = after_one_failure;
  terms.scope = resilience::breaker_scope::host;
  asker one({.id = "p", .breaker = terms, .skip_open = true}, 2, resilience::balance::round_robin);
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  for (std::uint64_t number = 2; number < 6; ++number) {
    one.call(number, 1s);
    EXPECT_EQ(one.wire.all.back().on.endpoint, 1U);
  }
}

TEST(CallerBreaker, OfEachClientDoesNotKnowWhatOthersSaw) {
  auto terms = after_one_failure;
  terms.held_by = resilience::holder::client;
  asker one({.id = "p", .breaker = terms});
  one.call(1, 0s, 7);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 1s, 8);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  one.call(3, 1s, 7);
  EXPECT_THAT(one.wire.all, SizeIs(2));
}

TEST(CallerBreaker, InARetrySeesEveryAttempt) {
  asker one(
      {.id = "p",
       .retry = fixed(3),
       .breaker = resilience::breaker_terms{.kind = resilience::consecutive{.open_at = 2}}}
  );
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.answer_last(outcome::failed, 0s);
  one.tell_until(0s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  EXPECT_THAT(one.heard.ends, ElementsAre(noted::end{1, outcome::refused, at(0s)}));
}

TEST(CallerBreaker, AroundRetriesSeesCallsOnly) {
  asker one({
      .id = "p",
      .retry = fixed(3),
      .breaker = after_one_failure,
      .order = scenario::nesting::retry_in_breaker,
  });
  one.call(1, 0s);
  for (int i = 0; i < 3; ++i) one.answer_last(outcome::failed, 0s);
  EXPECT_THAT(one.wire.all, SizeIs(3));
  EXPECT_THAT(one.heard.ends, ElementsAre(noted::end{1, outcome::failed, at(0s)}));
  one.call(2, 1s);
  one.tell_until(1s);
  EXPECT_THAT(one.wire.all, SizeIs(3));
  EXPECT_EQ(one.heard.ends.back().how, outcome::refused);
}

TEST(CallerBreaker, AroundRetriesIsFinalEvenIfRefusalsAreTriedAgain) {
  asker one({
      .id = "p",
      .retry = again(5, {resilience::cause::server_error, resilience::cause::rejected}),
      .breaker = after_one_failure,
      .order = scenario::nesting::retry_in_breaker,
  });
  one.call(1, 0s);
  for (int i = 0; i < 5; ++i) one.answer_last(outcome::failed, 0s);
  one.call(2, 1s);
  one.tell_until(1s);
  EXPECT_EQ(one.heard.ends.back(), (noted::end{2, outcome::refused, at(1s)}));
}

TEST(CallerBreaker, AroundRetriesOfEachHostKeepsACallOnOneHost) {
  auto terms = after_one_failure;
  terms.scope = resilience::breaker_scope::host;
  asker one(
      {.id = "p", .retry = fixed(3), .breaker = terms, .order = scenario::nesting::retry_in_breaker
      },
      3,
      resilience::balance::round_robin
  );
  one.call(1, 0s);
  for (int i = 0; i < 3; ++i) one.answer_last(outcome::failed, 0s);
  for (const auto& sent : one.wire.all) EXPECT_EQ(sent.on.endpoint, 0U);
}

}  // namespace
}  // namespace surgeline::model
