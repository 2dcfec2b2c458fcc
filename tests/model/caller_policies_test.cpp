#include <gmock/gmock.h>

#include "model/calling.hpp"
#include "model/hearing.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(CallerRetry, TriesARefusalAgainOnlyWhenToldTo) {
  const auto attempts = [](std::vector<resilience::cause> on) {
    auto terms = after_one_failure;
    terms.scope = resilience::breaker_scope::host;
    asker one(
        {.id = "p", .retry = again(2, std::move(on)), .breaker = terms},
        2,
        resilience::balance::round_robin
    );
    one.call(1, 0s);  // fails on the first host, is tried again on the second
    one.answer_last(outcome::failed, 0s);
    one.answer_last(outcome::ok, 0s);
    one.call(2, 1s);  // the first host is shut off
    one.tell_until(1s);
    return one.wire.all.size();
  };
  using enum resilience::cause;
  EXPECT_EQ(attempts({server_error}), 2U);
  EXPECT_EQ(attempts({server_error, rejected}), 3U);
}

TEST(CallerRetry, WaitsAsLongAsAnAnswerAsksIfItObeys) {
  for (const bool obeys : {true, false}) {
    resilience::retry how = fixed(2, 1s);
    if (obeys) how.honour = {resilience::wish::retry_after};
    asker one({.id = "p", .retry = how});
    one.call(1, 0s);
    one.answer_last({outcome::rejected, 503, 30s}, 0s);
    EXPECT_EQ(one.who.next_due(), at(obeys ? 30s : 1s));
  }
}

TEST(CallerRetry, TriesAgainForAStatus) {
  asker one({.id = "p", .retry = again(2, {static_cast<resilience::cause>(429)})});
  one.call(1, 0s);
  one.answer_last({outcome::denied, 429}, 0s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  one.answer_last({outcome::denied, 404}, 0s);
  EXPECT_EQ(one.heard.ends.back().how, outcome::denied);
}

TEST(CallerBudget, OfEachClientIsHisOwn) {
  asker one({
      .id = "p",
      .retry = fixed(2),
      .budget =
          resilience::budget_terms{
              .funding = resilience::per_success{.capacity = 1, .refill = 0},
              .held_by = resilience::holder::client,
          },
  });
  for (const std::uint32_t client : {1U, 2U}) {
    one.call(client, 0s, client);
    one.answer_last(outcome::failed, 0s);
    one.answer_last(outcome::failed, 0s);
  }
  EXPECT_THAT(one.wire.all, SizeIs(4));
  one.call(9, 0s, 1);
  one.answer_last(outcome::failed, 0s);
  EXPECT_THAT(one.wire.all, SizeIs(5));
}

TEST(CallerBulkhead, LetsSoManyGoAtOnceAndRefusesOthers) {
  asker one({.id = "p", .bulkhead = resilience::bulkhead_terms{.slots = 1}});
  one.call(1, 0s);
  one.call(2, 0s);
  one.tell_until(0s);
  EXPECT_THAT(one.heard.ends, ElementsAre(noted::end{2, outcome::refused, at(0s)}));
  one.answer_last(outcome::ok, 1s);
  one.call(3, 1s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
}

TEST(CallerBulkhead, SendsWhoWaitedWhenASlotIsFree) {
  asker one({.id = "p", .bulkhead = resilience::bulkhead_terms{.slots = 1, .queue = {.limit = 5}}});
  one.call(1, 0s);
  one.call(2, 0s);
  EXPECT_THAT(one.wire.all, SizeIs(1));
  one.answer_last(outcome::ok, 1s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  one.answer_last(outcome::ok, 2s);
  EXPECT_THAT(one.heard.ends.back(), (noted::end{2, outcome::ok, at(2s)}));
}

TEST(CallerBulkhead, CountsTheWaitIntoTheTimeOfAnAttempt) {
  asker one({
      .id = "p",
      .timeout = 1s,
      .bulkhead = resilience::bulkhead_terms{.slots = 1, .queue = {.limit = 5}},
  });
  one.call(1, 0s);
  one.call(2, 500ms);
  one.tell_until(2s);
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(
          noted::end{1, outcome::timeout, at(1s)},
          noted::end{2, outcome::timeout, at(1500ms)}
      )
  );
  EXPECT_THAT(one.wire.all, SizeIs(2));
}

const resilience::hedge_terms after_fifty{.after = {.fixed = 50ms}, .max_share = share{1}};

TEST(CallerHedge, AsksAgainBesideTheFirst) {
  asker one({.id = "p", .hedge = after_fifty});
  one.call(1, 0s);
  one.tell_until(49ms);
  EXPECT_THAT(one.wire.all, SizeIs(1));
  one.tell_until(1s);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  EXPECT_EQ(one.wire.all.back().when, at(50ms));
}

TEST(CallerHedge, TakesTheFirstGoodAnswer) {
  asker one({.id = "p", .hedge = after_fifty});
  one.call(1, 0s);
  one.tell_until(50ms);
  const std::uint64_t first = one.wire.all.front().attempt;
  one.answer_last(outcome::ok, 60ms);
  EXPECT_THAT(one.heard.ends, ElementsAre(noted::end{1, outcome::ok, at(60ms)}));
  EXPECT_FALSE(one.who.answered(first, outcome::ok, at(70ms), one.wire));
}

TEST(CallerHedge, WaitsForTheOtherWhenOneFails) {
  asker one({.id = "p", .retry = fixed(2), .hedge = after_fifty});
  one.call(1, 0s);
  one.tell_until(50ms);
  one.answer_last(outcome::failed, 60ms);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  EXPECT_TRUE(one.who.answered(one.wire.all.front().attempt, outcome::ok, at(70ms), one.wire));
  EXPECT_THAT(one.heard.ends, ElementsAre(noted::end{1, outcome::ok, at(70ms)}));
}

TEST(CallerThrottle, RefusesAlmostEverythingWhenNothingIsAccepted) {
  asker one({.id = "p", .throttle = resilience::throttle_terms{}});
  for (std::uint64_t number = 1; number <= 1000; ++number) {
    one.call(number, 1s);
    one.tell_until(1s);
    if (one.who.open() > 0) one.answer_last(outcome::rejected, 1s);
  }
  EXPECT_LT(one.wire.all.size(), 20U);
}

TEST(CallerNumbers, TellHowManyBreakersAreOpen) {
  asker one({.id = "p", .breaker = after_one_failure});
  EXPECT_EQ(one.metric("policy.p.open_share"), std::nullopt);
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 300ms);
  EXPECT_EQ(one.metric("policy.p.open_share", 250ms, 500ms), 1);
}

TEST(CallerNumbers, TellWhatABreakerRefusesAndHowItChanges) {
  asker one({.id = "p", .breaker = after_one_failure});
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 1s);
  one.call(3, 1s);
  one.tell_until(1s);
  one.call(4, 5s);  // the probe
  one.answer_last(outcome::ok, 5s);
  EXPECT_EQ(one.total(instrument::shut_out), 2);
  EXPECT_EQ(one.total(instrument::opened), 1);
  EXPECT_EQ(one.total(instrument::half_opened), 1);
  EXPECT_EQ(one.total(instrument::closed), 1);
}

TEST(CallerNumbers, TellWhatABulkheadRefuses) {
  asker one({.id = "p", .bulkhead = resilience::bulkhead_terms{.slots = 1, .queue = {.limit = 1}}});
  for (std::uint64_t number = 1; number <= 4; ++number) one.call(number, 0s);
  EXPECT_EQ(one.total(instrument::no_slot), 2);
  EXPECT_EQ(one.total(instrument::shut_out), 0);
}

TEST(CallerNumbers, TellWhatAThrottleRefuses) {
  asker one({.id = "p", .throttle = resilience::throttle_terms{}});
  for (std::uint64_t number = 1; number <= 100; ++number) {
    one.call(number, 1s);
    one.tell_until(1s);
    if (one.who.open() > 0) one.answer_last(outcome::rejected, 1s);
  }
  EXPECT_EQ(one.total(instrument::throttled), 100 - static_cast<double>(one.wire.all.size()));
}

TEST(CallerNumbers, TellRetriesAndWhatIsLeftOfTheBudget) {
  asker one({
      .id = "p",
      .retry = fixed(2),
      .budget =
          resilience::budget_terms{
              .funding = resilience::per_success{.capacity = 4, .refill = 0},
          },
  });
  one.call(1, 0s);
  one.answer_last(outcome::failed, 0s);
  one.call(2, 300ms);
  EXPECT_EQ(one.metric("policy.p.retries", 0s, 250ms), 4);
  EXPECT_EQ(one.metric("policy.p.budget", 250ms, 500ms), 0.75);
}

}  // namespace
}  // namespace surgeline::model
