#include <gtest/gtest.h>

#include "caller.hpp"

/// What the faults of a plan decide together for HTTP exchanges.
namespace surgeline::fault {
namespace {

using enum direction;

TEST(PlanOfExchanges, ReadsHeadsOnlyWhereAFaultDecidesByThem) {
  EXPECT_FALSE(nothing_armed()->reads_heads());
  EXPECT_FALSE(in_force(always(0, stall{}), always(1, reset{}), always(2, cut{})).reads_heads());
  EXPECT_TRUE(in_force(always(0, http_hang{})).reads_heads());
  EXPECT_TRUE(in_force(aimed(stall{}, {.path = {"/pay"}})).reads_heads());
  EXPECT_TRUE(in_force(sometimes(0, stall{}, 0.5, unit::request)).reads_heads());
}

TEST(PlanOfExchanges, NeedsAttemptsOnlyWhereSomethingIsDrawnOrMeantByThem) {
  EXPECT_FALSE(in_force(always(0, http_hang{})).needs_attempts());
  EXPECT_FALSE(in_force(sometimes(0, http_hang{}, 1, unit::request)).needs_attempts());
  EXPECT_FALSE(in_force(sometimes(0, http_hang{}, 0.5)).needs_attempts());
  EXPECT_TRUE(in_force(sometimes(0, http_hang{}, 0.5, unit::request)).needs_attempts());
  EXPECT_TRUE(in_force(aimed(stall{}, {.attempt = attempt_range{.min = 2}})).needs_attempts());
  EXPECT_TRUE(in_force(always(0, late(distribution::uniform(1ms, 2ms)))).needs_attempts());
}

TEST(PlanOfExchanges, AnswersByTheFirstFaultInItsOrder) {
  const armed hang = always(0, http_hang{}), fail = always(1, http_status{});
  const exchange_effect first = caller{}.asks(in_force(hang, fail));
  EXPECT_EQ(first, (exchange_effect{.hangs = true, .by = 0}));
  const exchange_effect second = caller{}.asks(in_force(fail, hang));
  EXPECT_FALSE(second.hangs);
  EXPECT_FALSE(second.answer.empty());
  EXPECT_EQ(second.by, 1);
}

TEST(PlanOfExchanges, DoesNotCountAsInjectedWhoComesTooLate) {
  const plan two = in_force(always(0, http_hang{}), always(1, http_status{}));
  caller one;
  one.asks(two);
  EXPECT_EQ(one.counted(0).injected, 1);
  EXPECT_EQ(one.counted(1), (tally{.evaluated = 1, .selected = 1}));
}

TEST(PlanOfExchanges, LeavesAnEndThatCameBeforeToTheBytes) {
  const armed strike = always(0, reset{}), fail = always(1, http_status{});
  caller one;
  const plan reset_first = in_force(strike, fail);
  EXPECT_TRUE(one.asks(reset_first).is_neutral());
  EXPECT_EQ(one.passes(reset_first, to_upstream, part::head).then, action::reset);
  EXPECT_FALSE(caller{}.asks(in_force(fail, strike)).answer.empty());
}

TEST(PlanOfExchanges, CutsByTheFirstFaultInItsOrder) {
  const plan two = in_force(
      always(0, http_cut{.after_bytes = size{10}}),
      always(1, http_cut{.after_bytes = size{5}, .how = ending::rst})
  );
  caller one;
  one.asks(two);
  const exchange_effect decided = one.answers(two);
  EXPECT_EQ(decided.body_limit, 10);
  EXPECT_EQ(decided.body_end, action::close);
  EXPECT_EQ(decided.by, 0);
}

TEST(PlanOfExchanges, RewritesWhatTheFaultsBeforeHaveLeft) {
  const plan two = in_force(
      always(0, http_rewrite{.add = {{"A", "1"}}, .body = "four"}),
      always(1, http_rewrite{.set = {{"a", "2"}}}),
      always(2, http_cut{.after_fraction = share{0.5}})
  );
  caller one;
  one.asks(two);
  const exchange_effect decided = one.answers(two);
  EXPECT_EQ(
      decided.head,
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nServer: upstream\r\na: 2\r\n\r\n"
  );
  EXPECT_EQ(decided.body, "four");
  EXPECT_EQ(decided.body_limit, 2);
}

TEST(PlanOfExchanges, ClosesBehindAResponseThatAnotherFaultChanges) {
  const plan two = in_force(
      always(0, http_keepalive{broken_keepalive::close_silently}),
      always(1, http_rewrite{.status = 500})
  );
  caller one;
  one.asks(two);
  const exchange_effect decided = one.answers(two);
  EXPECT_TRUE(decided.closes);
  EXPECT_TRUE(decided.head.has_value());
  EXPECT_EQ(decided.by, 0);
}

TEST(PlanOfExchanges, AddsTheDelaysOfAHead) {
  const latency head{.delay = distribution::fixed(10ms), .stage = latency_stage::request_head};
  const plan two = in_force(always(0, head), always(1, head), always(2, http_status{}));
  caller one;
  EXPECT_FALSE(one.asks(two).answer.empty());
  EXPECT_EQ(one.passes(two, to_upstream, part::head).delay, 20ms);
}

TEST(PlanOfExchanges, SwallowsTheAnswerOfOneExchangeOnly) {
  armed first = sometimes(0, drop_response{}, 1, unit::request);
  first.target.path = {"/pay"};
  const plan lossy = in_force(first);
  caller one;
  one.asks(lossy, {.target = "/pay"});
  EXPECT_EQ(one.passes(lossy, to_client, part::head).then, action::swallow);
  EXPECT_EQ(one.passes(lossy, to_client, part::body).then, action::swallow);
  one.asks(lossy, {.target = "/"});
  EXPECT_TRUE(one.passes(lossy, to_client, part::head).is_neutral());
}

TEST(HeadTarget, HoldsForTheWholeExchange) {
  const plan slow = in_force(aimed(
      latency{.delay = distribution::fixed(10ms), .stage = latency_stage::response_body},
      {.path = {"/pay"}}
  ));
  caller one;
  for (const auto& [path, delay] : {std::pair{"/pay", 10ms}, {"/", 0ms}, {"/pay", 10ms}}) {
    one.asks(slow, {.target = path});
    EXPECT_EQ(one.passes(slow, to_client, part::body).delay, delay);
  }
}

TEST(HeadTarget, IsNotMetByAnExchangeWhoseHeadWasNotSeen) {
  const plan stalling = in_force(aimed(stall{}, {.method = {"GET"}}));
  caller one;
  one.begins();
  EXPECT_TRUE(one.passes(stalling, to_client, part::body).is_neutral());
  one.asks(stalling);
  EXPECT_EQ(one.passes(stalling, to_client, part::body).hold, forever);
}

TEST(HeadTarget, IsNotMetByAResponseWhoseRequestWasNotSeen) {
  const plan closing = in_force(always(0, http_keepalive{broken_keepalive::close_silently}));
  caller one;
  one.begins({.target = "/healthz"});
  EXPECT_TRUE(one.answers(closing).is_neutral());
  EXPECT_EQ(one.counted(), tally{});
}

TEST(HeadTarget, IsNobodyOnATcpProxy) {
  connection one;
  EXPECT_TRUE(one.asks(in_force(aimed(stall{}, {.method = {"GET"}}))).is_neutral());
}

TEST(Count, SpeaksOfEachValueOfAHeaderIfItSaysSo) {
  armed twice = sometimes(0, http_status{.status = 502}, 1, unit::request);
  twice.count = count{.first = 2, .key = identity::of_header("idempotency-key")};
  const plan failing = in_force(twice);
  const auto fails = [&](caller& who, const char* key) {
    return !who.asks(failing, {.fields = {{"Idempotency-Key", key}}}).answer.empty();
  };
  caller one = caller_number(1), other = caller_number(2);
  EXPECT_TRUE(fails(one, "a") && fails(other, "a"));
  EXPECT_FALSE(fails(one, "a"));
  EXPECT_TRUE(fails(one, "b"));
}

TEST(MaxActive, IsFreeAgainWhenTheExchangeIsOver) {
  armed one = sometimes(0, http_hang{}, 1, unit::request);
  one.max_active = 1;
  const plan capped = in_force(one);
  caller first = caller_number(1), second = caller_number(2);
  EXPECT_TRUE(first.asks(capped).hangs);
  EXPECT_FALSE(second.asks(capped).hangs);
  capped.exchange_over(first.who);
  EXPECT_TRUE(second.asks(capped).hangs);
}

TEST(MaxActive, IsFreeAgainWithTheNextExchange) {
  armed one = sometimes(0, http_hang{}, 1, unit::request);
  one.max_active = 1;
  one.target.path = {"/pay"};
  const plan capped = in_force(one);
  caller first = caller_number(1), second = caller_number(2);
  EXPECT_TRUE(first.asks(capped, {.target = "/pay"}).hangs);
  EXPECT_FALSE(second.asks(capped, {.target = "/pay"}).hangs);
  first.asks(capped, {.target = "/"});
  EXPECT_TRUE(second.asks(capped, {.target = "/pay"}).hangs);
}

}  // namespace
}  // namespace surgeline::fault
