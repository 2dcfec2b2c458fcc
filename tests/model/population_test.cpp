#include "surgeline/model/population.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "model/calling.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// Policies of callers: give up after a timeout, and try again.
scenario::file patient(duration timeout, const resilience::retry& again = {}) {
  scenario::file made = one_a_second();
  scenario::add_policy(made, timeout, again);
  return made;
}

TEST(Population, SendsAnAttemptForEachArrival) {
  calling one(one_a_second());
  one.run_until(3s);
  EXPECT_THAT(one.sent(), ElementsAre(at(1s), at(2s), at(3s)));
  EXPECT_EQ(one.total(instrument::offered), 3);
  EXPECT_EQ(one.total(instrument::attempts), 3);
}

TEST(Population, CountsAGoodAnswer) {
  calling one(one_a_second());
  one.run_until(1s);
  one.answer(one.wire.all[0].attempt, 1100ms);
  EXPECT_EQ(one.total(instrument::succeeded), 1);
  EXPECT_EQ(one.total(instrument::answered), 1);
  EXPECT_EQ(one.total(instrument::good), 1);
  EXPECT_EQ(one.observed(instrument::latency).max(), 100ms);
}

TEST(Population, CountsARefusalAsAnAnswerThatIsNotGood) {
  calling one(one_a_second());
  one.run_until(1s);
  one.answer(one.wire.all[0].attempt, 1100ms, outcome::rejected);
  EXPECT_EQ(one.total(instrument::rejected), 1);
  EXPECT_EQ(one.total(instrument::answered), 1);
  EXPECT_EQ(one.total(instrument::good), 0);
}

TEST(Population, CountsAnAnswerAfterTheDeadlineAsThroughput) {
  scenario::file made = one_a_second();
  made.loads[0].deadline = 100ms;
  calling one(made);
  one.run_until(2s);
  one.answer(one.wire.all[1].attempt, 2100ms);
  one.answer(one.wire.all[0].attempt, 2101ms);
  EXPECT_EQ(one.total(instrument::succeeded), 2);
  EXPECT_EQ(one.total(instrument::good), 1);
}

TEST(Population, MeasuresLatencyFromTheIntendedStart) {
  calling one(one_a_second());
  one.tell(at(1300ms));  // told late
  one.answer(one.wire.all[0].attempt, 1400ms);
  EXPECT_EQ(one.observed(instrument::latency).max(), 400ms);
  EXPECT_EQ(one.observed(instrument::lag).max(), 300ms);
}

TEST(Population, MeasuresServiceTimeFromTheRealStart) {
  calling one(one_a_second());
  one.tell(at(1300ms));  // told late
  one.answer(one.wire.all[0].attempt, 1400ms);
  EXPECT_EQ(one.observed(instrument::service_time).max(), 100ms);
}

TEST(Population, MeasuresTheLatencyOfAnswersOnly) {
  calling one(patient(500ms));
  one.run_until(1900ms);
  EXPECT_EQ(one.total(instrument::timed_out), 1);
  EXPECT_TRUE(one.observed(instrument::latency).empty());
  EXPECT_TRUE(one.observed(instrument::service_time).empty());
}

// ---- timeouts

TEST(Population, GivesAnAttemptUpAfterItsTimeout) {
  calling one(patient(500ms));
  one.run_until(1s);
  EXPECT_EQ(one.users.next_due(), at(1500ms));
  one.run_until(1500ms);
  EXPECT_EQ(one.total(instrument::timed_out), 1);
  EXPECT_EQ(one.total(instrument::answered), 0);
}

TEST(Population, WaitsForEverWithoutATimeout) {
  calling one(one_a_second());
  one.run_until(100s);
  EXPECT_EQ(one.total(instrument::timed_out), 0);
  EXPECT_EQ(one.last(instrument::open), 100);
}

TEST(Population, CountsALateAnswerAsWaste) {
  calling one(patient(500ms));
  one.run_until(1500ms);
  one.answer(one.wire.all[0].attempt, 1600ms);
  EXPECT_EQ(one.wasted(), 1);
  EXPECT_EQ(one.total(instrument::succeeded), 0);
}

TEST(Population, DoesNotCountALateRefusalAsWaste) {
  calling one(patient(500ms));
  one.run_until(1500ms);
  one.answer(one.wire.all[0].attempt, 1600ms, outcome::rejected);
  EXPECT_EQ(one.wasted(), 0);
}

TEST(Population, TakesAnAnswerJustBeforeTheTimeout) {
  calling one(patient(500ms));
  one.run_until(1s);
  one.answer(one.wire.all[0].attempt, 1499ms);
  one.run_until(1900ms);
  EXPECT_EQ(one.total(instrument::succeeded), 1);
  EXPECT_EQ(one.total(instrument::timed_out), 0);
}

TEST(Population, CountsAnAnswerToAnEarlierAttemptAsWaste) {
  calling one(patient(500ms, fixed(2)));
  one.run_until(1500ms);
  ASSERT_THAT(one.wire.all, SizeIs(2));
  one.answer(one.wire.all[0].attempt, 1600ms);
  one.answer(one.wire.all[1].attempt, 1700ms);
  EXPECT_EQ(one.wasted(), 1);
  EXPECT_EQ(one.total(instrument::succeeded), 1);
}

TEST(Population, HearsAnAnswerOnce) {
  calling one(one_a_second());
  one.run_until(1s);
  one.answer(one.wire.all[0].attempt, 1100ms);
  one.answer(one.wire.all[0].attempt, 1200ms);
  EXPECT_EQ(one.total(instrument::succeeded), 1);
}

// ---- lost connections

TEST(Population, LosesEveryAttemptOnALostConnection) {
  scenario::file made = one_a_second();
  made.loads[0].clients.count = 1;
  calling one(made);
  one.run_until(3s);
  one.lose(one.wire.all[0].on, 3100ms);
  EXPECT_EQ(one.total(instrument::broken), 3);
  EXPECT_EQ(one.last(instrument::open), 0);
}

TEST(Population, KeepsAttemptsOnOtherConnections) {
  scenario::file made = one_a_second();
  made.loads[0].clients = {.count = 1, .connections_per_client = 2};
  calling one(made);
  one.run_until(2s);
  one.lose(one.wire.all[0].on, 2100ms, outcome::unreachable);
  EXPECT_EQ(one.total(instrument::unreachable), 1);
  EXPECT_EQ(one.last(instrument::open), 1);
}

// ---- load that comes and goes

TEST(Population, ComesLessOftenWhenItsLoadIsCut) {
  scenario::file made = scenario::direct_scenario();
  made.loads[0].rate = rate{1000};
  calling one(made);
  one.run_until(10s);
  one.users.scale(0.25, at(10s));
  one.run_until(20s);
  EXPECT_NEAR(static_cast<double>(one.wire.all.size()), 12'500, 4 * std::sqrt(12'500));
}

TEST(Population, DropsWhatItCannotKeepTrackOf) {
  scenario::file made = scenario::direct_scenario();
  made.loads[0].rate = rate{10'000'000};
  made.loads[0].arrival = scenario::arrival::constant;
  calling one(made);
  one.wire.all.reserve(population::most_open);
  one.tell(at(100'001us));  // a million and ten are due
  EXPECT_THAT(one.wire.all, SizeIs(population::most_open));
  EXPECT_EQ(one.total(instrument::dropped), 10);
  EXPECT_EQ(one.total(instrument::offered), 1'000'010);
}

// ---- who asks

TEST(Population, DealsRequestsToClientsAtRandom) {
  scenario::file made = scenario::direct_scenario();
  made.loads[0].rate = rate{1000};
  calling one(made);
  one.run_until(100s);
  std::map<std::uint32_t, int> times;
  for (const auto& each : one.wire.all) ++times[each.on.client];
  EXPECT_THAT(times, SizeIs(10));
  const double n = static_cast<double>(one.wire.all.size());
  for (const auto& [client, count] : times)
    EXPECT_NEAR(count, n / 10, 4 * std::sqrt(n * 0.1 * 0.9)) << client;
}

TEST(Population, UsesTheConnectionsOfAClientInTurn) {
  scenario::file made = one_a_second();
  made.loads[0].clients = {.count = 1, .connections_per_client = 3};
  calling one(made);
  one.run_until(4s);
  std::vector<std::uint32_t> used;
  for (const auto& each : one.wire.all) used.push_back(each.on.connection);
  EXPECT_THAT(used, ElementsAre(0, 1, 2, 0));
}

TEST(Population, DrawsAnEndpointForEachAttempt) {
  scenario::file made = patient(500ms, fixed(3));
  made.services[0].replicas = 1000;
  calling one(made);
  one.run_until(1900ms);
  EXPECT_EQ(one.wire.all[0].on.client, one.wire.all[1].on.client);
  EXPECT_NE(one.wire.all[0].on.endpoint, one.wire.all[1].on.endpoint);
}

TEST(Population, TakesEndpointsInTurnIfItsPolicySaysSo) {
  scenario::file made = patient(500ms);
  made.services[0].replicas = 3;
  made.policies[0].balance = resilience::balance::round_robin;
  calling one(made);
  one.run_until(4s);
  std::vector<std::uint32_t> used;
  for (const auto& each : one.wire.all) used.push_back(each.on.endpoint);
  EXPECT_THAT(used, ElementsAre(0, 1, 2, 0));
}

TEST(Population, TakesTheEndpointWithTheFewestAttemptsIfItsPolicySaysSo) {
  scenario::file made = patient(10s);
  made.services[0].replicas = 3;
  made.policies[0].balance = resilience::balance::least_request;
  calling one(made);
  one.run_until(3900ms);
  std::vector<std::uint32_t> used;
  for (const auto& each : one.wire.all) used.push_back(each.on.endpoint);
  EXPECT_THAT(used, UnorderedElementsAre(0, 1, 2));
}

TEST(Population, TakesAnEndpointAgainThatItNoLongerWaitsFor) {
  scenario::file made = patient(500ms);
  made.services[0].replicas = 2;
  made.policies[0].balance = resilience::balance::least_request;
  calling one(made);
  one.run_until(1'000s);
  const auto first =
      std::ranges::count_if(one.wire.all, [](const auto& each) { return each.on.endpoint == 0; });
  EXPECT_GT(first, 300);  // chance decides between two that wait for nothing
  EXPECT_LT(first, 700);
}

TEST(Population, AsksTheSameWhoeverElseAsks) {
  scenario::file alone = scenario::direct_scenario();
  alone.services[0].replicas = 5;
  scenario::file crowded = alone;
  crowded.loads.push_back({.id = "bots", .to = "shop", .rate = rate{500}});
  calling one(alone), other(crowded);
  one.run_until(10s);
  other.run_until(10s);
  ASSERT_EQ(one.wire.all.size(), other.wire.all.size());
  for (std::size_t i = 0; i < one.wire.all.size(); ++i) {
    EXPECT_EQ(one.wire.all[i].on, other.wire.all[i].on);
    EXPECT_EQ(one.wire.all[i].when, other.wire.all[i].when);
  }
}

}  // namespace
}  // namespace surgeline::model
