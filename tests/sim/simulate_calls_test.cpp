#include <gmock/gmock.h>

#include <cmath>

#include "sim/simulating.hpp"

/// Services that call services.
namespace surgeline::sim {
namespace {

/// Users ask evenly for so long; each hop fails as these faults say.
scenario::file chain(duration length = 10s, double per_second = 50) {
  scenario::file made = scenario::chained_scenario();
  made.loads[0].arrival = scenario::arrival::constant;
  made.loads[0].rate = rate{per_second};
  made.phases[0].length = length;
  return made;
}

/// This share of the turns on every hop ends with an RST in place of the answer.
void break_each_hop(scenario::file& made, double probability) {
  made.phases[0].role = scenario::phase_role::normal;
  auto& broken = scenario::add_fault(
      made,
      "broken",
      fault::reset{.when = fault::reset_moment::after_request},
      {"before"}
  );
  broken.probability = share{probability};
  broken.per = fault::unit::request;
}

double success(const scenario::record& of) {
  return users(of, instrument::succeeded) / users(of, instrument::offered);
}

TEST(SimulateCalls, TakeTheTimeOfAllServicesOnTheWay) {
  const auto ran = simulate(chain(), 1);
  const auto latency = ran.recording.merged("load.users", instrument::latency, at(0s), at(10s));
  EXPECT_NEAR(seconds(latency.quantile(0.5)), 0.003, 0.0003);
}

TEST(SimulateCalls, ReachEveryServiceOnceARequest) {
  const auto ran = simulate(chain(), 1);
  for (const char* id : {"service.first", "service.second", "service.third"})
    EXPECT_EQ(total(ran, id, instrument::arrived), users(ran, instrument::offered)) << id;
}

TEST(SimulateCalls, AreMadeAsOftenAsTheirEntrySays) {
  scenario::file made = chain();
  made.services[1].calls[0].times = 3;
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(
      total(ran, "service.third", instrument::arrived),
      3 * users(ran, instrument::offered),
      3
  );
}

TEST(SimulateCalls, GoDirectlyWhereNoProxyIsBetween) {
  scenario::file made = chain();
  made.proxies.clear();
  const auto ran = simulate(made, 1);
  EXPECT_EQ(success(ran), 1);
  EXPECT_EQ(total(ran, "service.third", instrument::arrived), users(ran, instrument::offered));
}

TEST(SimulateCalls, HaveTheAvailabilityOfAllHopsTogether) {
  constexpr double p = 0.9, n = 200'000;
  scenario::file made = chain(1000s, 200);
  made.loads[0].clients.count = 50;
  for (auto& one : made.services) one.replicas = 20;
  break_each_hop(made, 1 - p);
  const double all = std::pow(p, 3);
  EXPECT_NEAR(success(simulate(made, 1)), all, 4 * std::sqrt(all * (1 - all) / n) + 0.01);
}

TEST(SimulateCalls, AreTriedAgainByThePolicyOfTheService) {
  scenario::file made = chain(100s);
  made.loads[0].clients.count = 50;
  for (auto& one : made.services) one.replicas = 20;
  made.policies.push_back(
      {.id = "again",
       .timeout = 1s,
       .retry =
           {{.kind = resilience::growth::fixed, .attempts = 5, .base = distribution::fixed(10ms)}}}
  );
  for (auto* one : {&made.services[0], &made.services[1]}) one->calls[0].policy = "again";
  break_each_hop(made, 0.2);
  made.faults[0].target.proxy = {"to-second", "to-third"};
  EXPECT_GT(success(simulate(made, 1)), 0.99);
}

TEST(SimulateCalls, AreGivenUpByThePolicyOfTheService) {
  scenario::file made = chain();
  made.services[2].service_time = distribution::never();
  made.policies.push_back({.id = "impatient", .timeout = 100ms});
  made.services[1].calls[0].policy = "impatient";
  const auto ran = simulate(made, 1);
  EXPECT_EQ(users(ran, instrument::succeeded), 0);
  EXPECT_GT(users(ran, instrument::errors), 490);
}

TEST(SimulateCalls, HoldTheSlotMeanwhile) {
  scenario::file made = chain();
  made.services[2].service_time = distribution::never();
  made.services[0].slots = 3;
  const auto ran = simulate(made, 1);
  EXPECT_EQ(ran.recording.last("service.first", instrument::in_flight, at(10s)), 3);
  EXPECT_EQ(total(ran, "service.second", instrument::arrived), 3);
}

}  // namespace
}  // namespace surgeline::sim
