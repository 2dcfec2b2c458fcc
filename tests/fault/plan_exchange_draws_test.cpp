#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/binomial.hpp>

#include "caller.hpp"

/// How exchanges are drawn.
namespace surgeline::fault {
namespace {

using enum direction;

plan hanging(double probability) {
  return in_force(sometimes(0, http_hang{}, probability, unit::request));
}

bool hangs(const plan& under, const std::string& id, std::uint64_t attempt, caller who = {}) {
  return who.asks(under, {.attempt = attempt, .id = id}).hangs;
}

TEST(DrawsOfExchanges, AreTheSameForARequestIdOnWhateverConnection) {
  const plan some = hanging(0.3);
  for (int i = 0; i < 200; ++i) {
    const std::string id = "id-" + std::to_string(i);
    caller busy = caller_number(2);
    for (int before = 0; before < i % 5; ++before) busy.asks(some);
    EXPECT_EQ(hangs(some, id, 1), hangs(some, id, 1, busy)) << id;
  }
}

TEST(DrawsOfExchanges, AreNewForEachAttemptOfARequestId) {
  const plan half = hanging(0.5);
  double changes = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string id = "id-" + std::to_string(i);
    changes += hangs(half, id, 1) != hangs(half, id, 2) ? 1 : 0;
  }
  expect_share(changes, 2000, 0.5);
}

TEST(DrawsOfExchanges, AreNewForEachExchangeWithoutAnId) {
  const plan half = hanging(0.5);
  caller one;
  double hit = 0;
  for (int i = 0; i < 2000; ++i) hit += one.asks(half).hangs ? 1 : 0;
  expect_share(hit, 2000, 0.5);
}

TEST(DrawsOfExchanges, HitTheShareThatTheirProbabilitySays) {
  constexpr int ids = 10'000;
  constexpr double probability = 0.3, confidence = 0.999;
  const plan some = hanging(probability);
  int hit = 0;
  for (int i = 0; i < ids; ++i) hit += hangs(some, "request-" + std::to_string(i), 1) ? 1 : 0;
  const boost::math::binomial law(ids, probability);
  EXPECT_GE(hit, boost::math::quantile(law, (1 - confidence) / 2));
  EXPECT_LE(hit, boost::math::quantile(law, (1 + confidence) / 2));
}

TEST(DrawsOfExchanges, HoldForAllOfAnExchange) {
  const plan half = in_force(sometimes(
      0,
      latency{.delay = distribution::fixed(10ms), .stage = latency_stage::data, .towards = both},
      0.5,
      unit::request
  ));
  caller one;
  double hit = 0;
  for (int i = 0; i < 1000; ++i) {
    one.asks(half, {.id = "id-" + std::to_string(i)});
    const bool asked = !one.passes(half, to_upstream, part::head).is_neutral();
    EXPECT_EQ(!one.passes(half, to_client, part::head).is_neutral(), asked);
    EXPECT_EQ(!one.passes(half, to_upstream, part::body).is_neutral(), asked);
    EXPECT_EQ(!one.passes(half, to_client, part::body).is_neutral(), asked);
    hit += asked ? 1 : 0;
  }
  expect_share(hit, 1000, 0.5);
  EXPECT_EQ(one.counted().evaluated, 1000);
}

TEST(DrawsOfExchanges, SizeTheDelayOfAHeadByItsRequestId) {
  const plan random = in_force(always(0, late(distribution::uniform(1s, 2s))));
  const auto delay = [&](caller who, const std::string& id, std::uint64_t attempt) {
    who.asks(random, {.attempt = attempt, .id = id});
    return who.passes(random, to_upstream, part::head).delay;
  };
  EXPECT_EQ(delay(caller_number(1), "a", 1), delay(caller_number(9), "a", 1));
  EXPECT_NE(delay(caller_number(1), "a", 1), delay(caller_number(1), "a", 2));
  EXPECT_NE(delay(caller_number(1), "a", 1), delay(caller_number(1), "b", 1));
}

TEST(DrawsOfExchanges, AreLoggedUnderTheRequestIdWithTheAttempt) {
  const plan half = hanging(0.5);
  const std::string id = "3f2b8c1e-7a54-4f0e-9d7b-0a1c2d3e4f50";
  caller one;
  one.asks(half, {.attempt = 3, .id = id});
  one.asks(half);
  ASSERT_EQ(one.book.decisions().size(), 2);
  const decision& first = one.book.decisions()[0];
  EXPECT_EQ(first.key, id);
  EXPECT_EQ(first.index, 3);
  const std::uint64_t name = mix(hash_of("fault-0"), 1);
  EXPECT_EQ(first.draw, chance{7}.draw(name, hash_of(id), 3));
  EXPECT_EQ(one.book.decisions()[1].key, "127.0.0.7#1");
  EXPECT_EQ(one.book.decisions()[1].index, 2);
}

TEST(DrawsOfExchanges, AreStillLoggedUnderTheIdWhenItIsEvaluatedLater) {
  const armed late_body = sometimes(
      0,
      latency{.delay = distribution::fixed(1ms), .stage = latency_stage::response_body},
      0.5,
      unit::request
  );
  const plan half = in_force(late_body);
  caller one;
  one.asks(half, {.id = std::string(40, 'x')});
  EXPECT_TRUE(one.book.decisions().empty());
  one.passes(half, to_client, part::body);
  ASSERT_EQ(one.book.decisions().size(), 1);
  EXPECT_EQ(one.book.decisions()[0].key, std::string(40, 'x'));
}

TEST(Draw, IsSharedByFaultsOfTheSameName) {
  armed one =
      sometimes(0, http_rewrite{.on = message::request, .add = {{"A", "1"}}}, 0.3, unit::request);
  armed other = sometimes(1, http_duplicate{}, 0.6, unit::request);
  one.draw = other.draw = "rack-7";
  const plan two = in_force(one, other);
  double both = 0;
  for (int i = 0; i < 2000; ++i) {
    const exchange_effect decided = caller{}.asks(two, {.id = std::to_string(i)});
    EXPECT_TRUE(!decided.head || decided.again) << "the smaller share lies in the greater";
    both += decided.head ? 1 : 0;
  }
  expect_share(both, 2000, 0.3);
}

}  // namespace
}  // namespace surgeline::fault
