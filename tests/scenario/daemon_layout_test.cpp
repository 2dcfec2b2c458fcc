#include "surgeline/scenario/daemon_layout.hpp"

#include <gmock/gmock.h>

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// Two services on three hosts, and a daemon that both wait for.
file made_with(daemon_scope scope) {
  file made;
  made.services = {
      {.id = "orders", .replicas = 4, .hosts = {{"h1", "h2", "h3"}}, .labels = {{"h3", "old"}}},
      {.id = "search", .replicas = 2, .hosts = {{"h2", "h3"}}},
  };
  made.daemons = {
      {.id = "logd", .scope = scope, .attach = {{.service = "orders"}, {.service = "search"}}}
  };
  return made;
}

std::vector<std::string> names(const daemon_layout& of) {
  std::vector<std::string> all;
  for (const auto& one : of.instances()) all.push_back(one.name);
  return all;
}

TEST(DaemonLayout, HasOneInstanceForEverybody) {
  const file made = made_with(daemon_scope::shared);
  const daemon_layout one(made, made.daemons[0]);
  EXPECT_THAT(one.instances(), SizeIs(1));
  EXPECT_EQ(one.of_replica(made.services[1], 1), 0U);
}

TEST(DaemonLayout, HasOneInstanceOnEachHost) {
  const file made = made_with(daemon_scope::per_host);
  const daemon_layout one(made, made.daemons[0]);
  EXPECT_THAT(names(one), ElementsAre("h1", "h2", "h3"));
  EXPECT_EQ(one.of_replica(made.services[0], 3), 0U);  // going round
  EXPECT_EQ(one.of_replica(made.services[1], 1), 2U);
}

TEST(DaemonLayout, HasOneInstanceForEachReplica) {
  const file made = made_with(daemon_scope::per_replica);
  const daemon_layout one(made, made.daemons[0]);
  EXPECT_THAT(
      names(one),
      ElementsAre("orders-1", "orders-2", "orders-3", "orders-4", "search-1", "search-2")
  );
  EXPECT_EQ(one.of_replica(made.services[1], 1), 5U);
}

TEST(DaemonLayout, IsWhereItSaysRatherThanWhereServicesLive) {
  file made = made_with(daemon_scope::per_host);
  made.daemons[0].hosts = {{"h3", "h4"}};
  const daemon_layout one(made, made.daemons[0]);
  EXPECT_THAT(names(one), ElementsAre("h3", "h4"));
  EXPECT_EQ(one.of_replica(made.services[0], 0), std::nullopt);
}

TEST(DaemonLayout, HasServicesOnHostsOfTheirOwnUnlessTheySay) {
  const service one{.id = "shop", .replicas = 2};
  EXPECT_EQ(one.host_of(1), "shop-2");
}

TEST(DaemonLayout, FollowsAProxyToTheServiceBehindIt) {
  file made = made_with(daemon_scope::per_host);
  made.proxies.push_back({.id = "edge", .upstream = {.service = "search"}});
  const daemon_layout one(made, made.daemons[0]);
  EXPECT_EQ(one.of_endpoint(made.proxies[0], 0), 1U);
}

TEST(DaemonLayout, KnowsTheEndpointsOfAProxyByThemselves) {
  file made = made_with(daemon_scope::per_replica);
  made.proxies.push_back({.id = "edge"});
  made.proxies[0].upstream.endpoints.resize(2);
  made.daemons[0].attach = {{.proxy = "edge"}};
  const daemon_layout one(made, made.daemons[0]);
  EXPECT_THAT(names(one), ElementsAre("edge-1", "edge-2"));
  EXPECT_EQ(one.of_endpoint(made.proxies[0], 1), 1U);
}

std::vector<std::uint32_t> targets(const daemon_target& wanted, std::uint64_t seed = 1) {
  const file made = made_with(daemon_scope::per_replica);
  fault of{.id = "freeze", .what = surgeline::fault::daemon_stall{}};
  of.target.daemons = wanted;
  return daemon_layout(made, made.daemons[0]).targets(of, chance{seed});
}

TEST(DaemonTargets, AreAllInstancesUnlessTheySay) { EXPECT_THAT(targets({}), SizeIs(6)); }

TEST(DaemonTargets, AreThoseOnTheHostsTheyName) {
  EXPECT_THAT(targets({.hosts = {{"h2"}}}), ElementsAre(1, 4));
  EXPECT_THAT(targets({.hosts = {{"orders-4"}}}), ElementsAre(3));
}

TEST(DaemonTargets, AreThoseOnHostsWithALabel) {
  EXPECT_THAT(targets({.label = "old"}), ElementsAre(2, 5));
}

TEST(DaemonTargets, AreSoManyDrawnFromTheSeed) {
  EXPECT_THAT(targets({.count = 2}), SizeIs(2));
  EXPECT_EQ(targets({.count = 2}, 7), targets({.count = 2}, 7));
  std::vector<bool> seen(6);
  for (std::uint64_t seed = 0; seed < 100; ++seed) seen[targets({.count = 1}, seed)[0]] = true;
  EXPECT_THAT(seen, ElementsAre(true, true, true, true, true, true));
}

TEST(DaemonTargets, AreThisShareOneAtLeast) {
  EXPECT_THAT(targets({.fraction = share{0.5}}), SizeIs(3));
  EXPECT_THAT(targets({.fraction = share{0.01}}), SizeIs(1));
}

}  // namespace
}  // namespace surgeline::scenario
