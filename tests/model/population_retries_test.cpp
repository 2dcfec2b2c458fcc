#include <gmock/gmock.h>

#include "model/calling.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// One request, at 1 s; an attempt may take 200 ms.
scenario::file one_request(const resilience::retry& again) {
  scenario::file made = one_a_second();
  made.loads[0].rate = varying<rate>({{0s, rate{1}}, {1100ms, rate{0}}}, curve::step);
  scenario::add_policy(made, 200ms, again);
  return made;
}

TEST(PopulationRetries, FollowATimeoutAtOnceWithoutAWait) {
  calling one(one_request(fixed(3)));
  one.run_until(1h);
  EXPECT_THAT(one.sent(), ElementsAre(at(1s), at(1200ms), at(1400ms)));
  EXPECT_EQ(one.total(instrument::attempts), 3);
  EXPECT_EQ(one.total(instrument::timed_out), 1);
}

TEST(PopulationRetries, WaitBetweenAttempts) {
  calling one(one_request(fixed(3, 50ms)));
  one.run_until(1h);
  EXPECT_THAT(one.sent(), ElementsAre(at(1s), at(1250ms), at(1500ms)));
}

TEST(PopulationRetries, WaitLongerEachTime) {
  resilience::retry again = fixed(4, 100ms);
  again.kind = resilience::growth::exponential;
  calling one(one_request(again));
  one.run_until(1h);
  EXPECT_THAT(one.sent(), ElementsAre(at(1s), at(1300ms), at(1700ms), at(2300ms)));
}

TEST(PopulationRetries, EndWithTheFirstGoodAnswer) {
  calling one(one_request(fixed(3)));
  one.run_until(1200ms);
  one.answer(one.wire.all[1].attempt, 1300ms);
  one.run_until(1h);
  EXPECT_THAT(one.wire.all, SizeIs(2));
  EXPECT_EQ(one.total(instrument::succeeded), 1);
  EXPECT_EQ(one.observed(instrument::latency).max(), 300ms);
}

TEST(PopulationRetries, HaveAttemptsOfTheirOwn) {
  calling one(one_request(fixed(3)));
  one.run_until(1h);
  EXPECT_NE(one.wire.all[0].attempt, one.wire.all[1].attempt);
  EXPECT_NE(one.wire.all[1].attempt, one.wire.all[2].attempt);
}

TEST(PopulationRetries, StayWithTheClient) {
  calling one(one_request(fixed(3)));
  one.run_until(1h);
  EXPECT_EQ(one.wire.all[0].on.client, one.wire.all[2].on.client);
}

/// How often it was tried when the first attempt ends so, and only these causes are tried again.
std::size_t tries(outcome ended, std::vector<resilience::cause> listed) {
  resilience::retry again = fixed(2);
  again.retry_on = std::move(listed);
  calling one(one_request(again));
  one.run_until(1s);
  const auto first = one.wire.all[0];
  if (ended == outcome::timeout) one.run_until(1200ms);
  if (ended == outcome::rejected) one.answer(first.attempt, 1100ms, ended);
  if (ended == outcome::reset || ended == outcome::unreachable) one.lose(first.on, 1100ms, ended);
  return one.wire.all.size();
}

TEST(PopulationRetries, FollowOnlyTheCausesThatAreListed) {
  using enum resilience::cause;
  EXPECT_EQ(tries(outcome::timeout, {timeout}), 2U);
  EXPECT_EQ(tries(outcome::timeout, {reset, connect, rejected}), 1U);
  EXPECT_EQ(tries(outcome::reset, {reset}), 2U);
  EXPECT_EQ(tries(outcome::reset, {timeout, connect, rejected}), 1U);
  EXPECT_EQ(tries(outcome::unreachable, {connect}), 2U);
  EXPECT_EQ(tries(outcome::unreachable, {timeout, reset, rejected}), 1U);
  EXPECT_EQ(tries(outcome::rejected, {rejected}), 2U);
  EXPECT_EQ(tries(outcome::rejected, {server_error}), 2U);
  EXPECT_EQ(tries(outcome::rejected, {timeout, reset, connect}), 1U);
}

TEST(PopulationRetries, AreNoneWithoutAKind) {
  calling one(one_request({.kind = resilience::growth::none, .attempts = 5}));
  one.run_until(1h);
  EXPECT_THAT(one.wire.all, SizeIs(1));
}

TEST(PopulationRetries, AreNoneWhenTheBudgetIsEmpty) {
  scenario::file made = one_a_second();
  scenario::add_policy(made, 200ms, fixed(2));
  made.policies[0].budget = {
      .funding = resilience::per_success{.capacity = 10, .refill = 0, .cost = 1, .initial = 3}
  };
  calling one(made);
  one.run_until(10s);
  EXPECT_THAT(one.wire.all, SizeIs(10 + 3));
}

TEST(PopulationRetries, ArePaidForBySuccesses) {
  scenario::file made = one_a_second();
  scenario::add_policy(made, 200ms, fixed(2));
  made.policies[0].budget = {
      .funding = resilience::per_success{.capacity = 10, .refill = 0.5, .cost = 1, .initial = 0}
  };
  calling one(made);
  one.run_until(1s);
  one.answer(one.wire.all[0].attempt, 1100ms);
  one.run_until(2s);
  one.answer(one.wire.all[1].attempt, 2100ms);
  one.run_until(10s);  // one retry is paid for, of eight that were wanted
  EXPECT_THAT(one.wire.all, SizeIs(10 + 1));
}

TEST(PopulationRetries, LoseNoRequest) {
  scenario::file made = scenario::direct_scenario();
  made.loads[0].rate = rate{500};
  scenario::add_policy(made, 300ms, fixed(3, 100ms));
  made.loads[0].deadline = 250ms;
  calling one(made);
  const chance dice{5};
  // What is sent is answered, refused, lost or forgotten by lot.
  std::size_t seen = 0;
  for (duration now = 1ms; now < 20s; now += 1ms) {
    one.run_until(now);
    for (const std::size_t end = one.wire.all.size(); seen < end; ++seen) {
      const auto sent = one.wire.all[seen];
      const double lot = dice.draw(1, seen, 0);
      if (lot < 0.3)
        one.answer(sent.attempt, now);
      else if (lot < 0.5)
        one.answer(sent.attempt, now, outcome::rejected);
      else if (lot < 0.55)
        one.lose(sent.on, now);
    }
  }
  measure::recording& all = one.counted;
  const double offered = one.total(instrument::offered);
  const auto sum = [&](instrument what) { return all.sum("load.users", what, at(0s), at(24h)); };
  const double ended = sum(instrument::succeeded) + sum(instrument::rejected) +
                       sum(instrument::timed_out) + sum(instrument::broken) +
                       sum(instrument::unreachable);
  EXPECT_GT(offered, 9000);
  EXPECT_EQ(offered, ended + all.last("load.users", instrument::open, at(24h)));
  EXPECT_EQ(sum(instrument::attempts), static_cast<double>(one.wire.all.size()));
  EXPECT_LE(sum(instrument::good), sum(instrument::succeeded));
}

}  // namespace
}  // namespace surgeline::model
