#include "surgeline/scenario/blueprint.hpp"

#include <gmock/gmock.h>

#include <set>

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;

TEST(Blueprint, SendsALoadDirectlyToAllReplicas) {
  file made = direct_scenario();
  made.services[0].replicas = 3;
  EXPECT_THAT(routes(made), ElementsAre(route{.load = 0, .service = 0, .endpoints = 3}));
}

TEST(Blueprint, SendsALoadThroughTheProxyThatNamesThePair) {
  file made = proxied_scenario();
  made.services[0].replicas = 3;
  EXPECT_THAT(
      routes(made),
      ElementsAre(route{.load = 0, .service = 0, .proxy = 0, .endpoints = 1})
  );
}

TEST(Blueprint, SendsALoadThroughTheProxyItNames) {
  file made = proxied_scenario();
  made.proxies[0].from = {};
  made.loads[0].to = "front";
  EXPECT_THAT(
      routes(made),
      ElementsAre(route{.load = 0, .service = 0, .proxy = 0, .endpoints = 1})
  );
}

TEST(Blueprint, ShowsEveryReplicaWithAListenerForEachEndpoint) {
  file made = proxied_scenario();
  made.services[0].replicas = 3;
  made.proxies[0].each = fan::endpoint;
  EXPECT_THAT(
      routes(made),
      ElementsAre(route{.load = 0, .service = 0, .proxy = 0, .endpoints = 3})
  );
}

TEST(Blueprint, LeavesOtherLoadsOutOfAProxyThatDoesNotNameThem) {
  file made = proxied_scenario();
  made.loads.push_back({.id = "bots", .to = "shop", .rate = rate{1}});
  EXPECT_THAT(
      routes(made),
      ElementsAre(route{.load = 0, .service = 0, .proxy = 0}, route{.load = 1, .service = 0})
  );
}

TEST(Blueprint, SendsCallsOfServicesBehindThoseOfLoads) {
  const file made = chained_scenario();
  EXPECT_THAT(
      routes(made),
      ElementsAre(
          route{.load = 0, .service = 0, .proxy = 0},
          route{.by = calling{0, 0}, .service = 1, .proxy = 1},
          route{.by = calling{1, 0}, .service = 2, .proxy = 2}
      )
  );
}

TEST(Blueprint, KnowsTheReplicasOfAServiceAsItsClients) {
  file made = chained_scenario();
  made.services[1].replicas = 4;
  EXPECT_EQ(clients_of(made, routes(made)[2]).count, 4U);
  EXPECT_EQ(caller_id(made, routes(made)[2]), "second");
}

TEST(Blueprint, TakesThePolicyThatACallNames) {
  file made = chained_scenario();
  made.policies.push_back({.id = "careful", .timeout = 1s});
  made.services[1].calls[0].policy = "careful";
  EXPECT_EQ(policy_of(made, routes(made)[1]), nullptr);
  EXPECT_EQ(policy_of(made, routes(made)[2]), made.policies.data());
}

TEST(Blueprint, GivesEveryReplicaThatCallsAnAddressOfItsOwn) {
  std::set<std::string> seen;
  for (const std::size_t service : {0, 1, 63, 64, 2000}) {
    for (std::uint32_t replica = 0; replica < 1000; ++replica) {
      const route way{.by = calling{service, 0}};
      EXPECT_TRUE(seen.insert(client_address(way, replica)).second) << service << " " << replica;
    }
  }
  EXPECT_TRUE(seen.insert(client_address(199, 59'999)).second);
}

TEST(Blueprint, CountsTheJobsThatARequestMeans) {
  file made = chained_scenario();
  made.services[0].calls[0].times = 2;
  made.services[1].calls[0].times = 3;
  EXPECT_EQ(jobs_for(made, routes(made)[0], 0), 1);
  EXPECT_EQ(jobs_for(made, routes(made)[0], 2), 6);
}

TEST(Blueprint, CountsTheMostJobsWithTheAttemptsOfAllOnTheWay) {
  file made = chained_scenario();
  add_policy(made, 1s, {.kind = resilience::growth::fixed, .attempts = 3});
  made.services[1].calls[0].policy = "callers";
  EXPECT_EQ(most_jobs_for(made, routes(made)[0], 2), 9);
}

TEST(Blueprint, TakesTheBalanceOfThePolicy) {
  file made = direct_scenario();
  add_policy(made, 1s);
  made.policies[0].balance = resilience::balance::round_robin;
  EXPECT_EQ(routes(made)[0].balance, resilience::balance::round_robin);
}

TEST(Blueprint, FindsEveryRouteToAService) {
  file made = direct_scenario();
  made.services.push_back({.id = "stock"});
  made.loads.push_back({.id = "bots", .to = "stock", .rate = rate{1}});
  made.loads.push_back({.id = "others", .to = "shop", .rate = rate{1}});
  const auto found = routes_to(made, 0);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].load, 0U);
  EXPECT_EQ(found[1].load, 2U);
}

TEST(Blueprint, HasNoPolicyForALoadThatNamesNone) {
  file made = direct_scenario();
  EXPECT_EQ(policy_of(made, made.loads[0]), nullptr);
  add_policy(made, 1s);
  EXPECT_EQ(policy_of(made, made.loads[0]), made.policies.data());
}

TEST(Blueprint, GivesEveryClientAnAddressOfItsOwn) {
  std::set<std::string> seen;
  for (const std::size_t load : {0U, 1U, 199U}) {
    for (std::uint32_t client = 0; client < 60'000; client += 7) {
      EXPECT_TRUE(seen.insert(client_address(load, client)).second) << load << " " << client;
    }
  }
}

TEST(Blueprint, KeepsClientsOnLoopback) {
  EXPECT_EQ(client_address(0, 0), "127.16.0.1");
  EXPECT_EQ(client_address(1, 255), "127.17.1.0");
  EXPECT_EQ(client_address(199, 59'999), "127.215.234.96");
}

TEST(Blueprint, TellsListenersApartInADrawsKeyIfThereAreSeveral) {
  EXPECT_EQ(client_identity("127.16.0.1", 2, false), "127.16.0.1");
  EXPECT_EQ(client_identity("127.16.0.1", 2, true), "127.16.0.1/2");
}

TEST(Blueprint, CountsBothEndsOfADirectConnection) {
  file made = direct_scenario();
  made.loads[0].clients = {.count = 10, .connections_per_client = 2};
  made.services[0].replicas = 3;
  EXPECT_EQ(descriptors(made), 10U * 2 * 3 * 2 + 3);
}

TEST(Blueprint, CountsFourEndsOfAConnectionThroughAProxy) {
  file made = proxied_scenario();
  EXPECT_EQ(descriptors(made), 10U * 4 + 1 + 1);
  made.services[0].replicas = 3;
  made.proxies[0].each = fan::endpoint;
  EXPECT_EQ(descriptors(made), 10U * 3 * 4 + 3 + 3);
}

TEST(Blueprint, CountsAListenerForEachAddress) {
  file made;
  made.proxies.push_back(
      {.id = "edge",
       .listen = endpoint::parse("127.0.0.1:0"),
       .upstream =
           {.endpoints = {*endpoint::parse("10.0.0.1:80"), *endpoint::parse("10.0.0.2:80")}},
       .each = fan::endpoint}
  );
  EXPECT_EQ(descriptors(made), 2U);
}

TEST(Blueprint, MultipliesARequestByTheAttemptsOfThePolicy) {
  file made = direct_scenario();
  EXPECT_EQ(most_attempts(made, routes(made)[0]), 1);
  add_policy(made, 1s, {.kind = resilience::growth::none, .attempts = 3});
  EXPECT_EQ(most_attempts(made, routes(made)[0]), 1);
  made.policies[0].retry->kind = resilience::growth::fixed;
  EXPECT_EQ(most_attempts(made, routes(made)[0]), 3);
}

}  // namespace
}  // namespace surgeline::scenario
