#include <gmock/gmock.h>

#include <cmath>

#include "sim/simulating.hpp"

namespace surgeline::sim {
namespace {

using scenario::fan;
using scenario::file;

/// One slot a replica and jobs that never end: how many replicas were reached is how many are in work.
double replicas_reached(file made) {
  made.services[0].slots = 1;
  made.services[0].service_time = distribution::never();
  const auto ran = simulate(made, 1);
  return ran.recording.last("service.shop", instrument::in_flight, at(21s));
}

TEST(SimulateWays, ReachEveryReplicaDirectly) {
  file made = shop();
  made.proxies.clear();
  made.services[0].replicas = 7;
  EXPECT_EQ(replicas_reached(made), 7);
}

TEST(SimulateWays, ReachEveryReplicaByAListenerForEach) {
  file made = shop();
  made.proxies[0].each = fan::endpoint;
  made.services[0].replicas = 7;
  EXPECT_EQ(replicas_reached(made), 7);
}

TEST(SimulateWays, DealConnectionsOfOneListenerOutInTurn) {
  file made = shop();
  made.loads[0].clients.count = 7;
  made.services[0].replicas = 7;
  EXPECT_EQ(replicas_reached(made), 7);
}

TEST(SimulateWays, StayOnTheReplicaOfTheirConnection) {
  file made = shop();
  made.loads[0].clients.count = 2;
  made.services[0].replicas = 7;
  EXPECT_EQ(replicas_reached(made), 2);
}

TEST(SimulateWays, DealConnectionsOfAllLoadsOut) {
  file made = shop();
  made.loads[0].clients.count = 3;
  made.loads.push_back({.id = "bots", .to = "shop", .rate = rate{100}, .clients = {.count = 4}});
  made.proxies[0].from = {"users", "bots"};
  made.services[0].replicas = 7;
  EXPECT_EQ(replicas_reached(made), 7);
}

TEST(SimulateWays, DealConnectionsOutAtRandom) {
  constexpr double replicas = 100, clients = 100;
  file made = shop(1000);
  made.proxies[0].upstream.balance = resilience::balance::random;
  made.loads[0].clients.count = static_cast<std::uint32_t>(clients);
  made.services[0].replicas = static_cast<std::uint32_t>(replicas);
  // Each replica is missed with probability (1 − 1/n)^m.
  const double missed = std::pow(1 - 1 / replicas, clients);
  const double both_missed = std::pow(1 - 2 / replicas, clients);
  const double variance = replicas * missed * (1 - missed) +
                          replicas * (replicas - 1) * (both_missed - missed * missed);
  EXPECT_NEAR(replicas_reached(made), replicas * (1 - missed), 4 * std::sqrt(variance));
}

TEST(SimulateWays, DealConnectionsOutToWhoeverHasTheFewest) {
  file made = shop();
  made.proxies[0].upstream.balance = resilience::balance::least_request;
  made.loads[0].clients.count = 7;
  made.services[0].replicas = 7;
  EXPECT_EQ(replicas_reached(made), 7);
}

TEST(SimulateWays, ChooseAnewForANewConnection) {
  file made = shop();
  made.loads[0].clients.count = 1;
  made.proxies[0].upstream.balance = resilience::balance::random;
  made.services[0].replicas = 1000;
  EXPECT_EQ(replicas_reached(made), 1);
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"});
  EXPECT_EQ(replicas_reached(made), 2);  // one before the outage, another one after it
}

TEST(SimulateWays, OpenTheConnectionsOfAllClientsAtTheStart) {
  const auto ran = simulate(shop(1), 1);
  EXPECT_EQ(ran.recording.last("proxy.front", instrument::connections, at(250ms)), 10);
}

TEST(SimulateWays, CountConnectionsThatAreOpen) {
  file made = shop();
  made.loads[0].clients.count = 1;
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"});
  const auto ran = simulate(made, 1);
  EXPECT_EQ(ran.recording.last("proxy.front", instrument::connections, at(1s)), 1);
  EXPECT_EQ(ran.recording.last("proxy.front", instrument::connections, at(10s)), 0);
  EXPECT_EQ(ran.recording.last("proxy.front", instrument::connections, at(21s)), 1);
}

TEST(SimulateWays, EndAtTheLimitOfAProxy) {
  file made = shop();
  made.proxies[0].limits.connections = 6;  // of ten clients
  const auto ran = simulate(made, 1);
  EXPECT_EQ(ran.recording.last("proxy.front", instrument::connections, at(21s)), 6);
  const double n = users(ran, instrument::offered);
  EXPECT_NEAR(users(ran, instrument::broken), 0.4 * n, 4 * std::sqrt(n * 0.4 * 0.6));
}

TEST(SimulateWays, RefuseWhoFindsTheQueueFull) {
  file made = shop(200);
  made.services[0] =
      {.id = "shop", .slots = 1, .queue = {.limit = 5}, .service_time = distribution::fixed(10ms)};
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(value(ran, "load.users.goodput", 10s, 20s), 100, 1);
  EXPECT_NEAR(users(ran, instrument::rejected, 10s, 20s), 1000, 5);
}

}  // namespace
}  // namespace surgeline::sim
