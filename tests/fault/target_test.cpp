#include "surgeline/fault/target.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

bool means(const target& whom, const subject& who) { return whom.is_for(who, chance{7}, 1); }

TEST(Target, IsEverybodyIfItSaysNothing) { EXPECT_TRUE(means({}, {"127.0.0.7", 1})); }

TEST(Target, KnowsClientsByTheirAddress) {
  const target some{.client = client_origins{.cidr = {"10.0.0.0/8", "127.0.0.7"}}};
  EXPECT_TRUE(means(some, {"10.1.2.3", 1}));
  EXPECT_TRUE(means(some, {"127.0.0.7", 9}));
  EXPECT_FALSE(means(some, {"127.0.0.8", 1}));
}

TEST(Target, KnowsClientsByWhicheverListenerTheyCome) {
  EXPECT_TRUE(means({.client = client_origins{.cidr = {"127.0.0.7"}}}, {"127.0.0.7/2", 1}));
}

TEST(Target, KnowsClientsByTheirUser) {
  const target some{.client = client_origins{.unix_uid = {1000}}};
  EXPECT_TRUE(means(some, {"uid:1000", 1}));
  EXPECT_FALSE(means(some, {"uid:1001", 1}));
}

TEST(Target, KnowsTheEndpointThatAConnectionLeadsTo) {
  const target third{.endpoints = endpoint_set{.index = {3}}};
  subject who{"127.0.0.7", 1};
  who.leads_to(2);
  EXPECT_FALSE(means(third, who));
  who.leads_to(3);
  EXPECT_TRUE(means(third, who));
}

TEST(Target, IsAShareOfTheClients) {
  const target tenth{.clients = client_share{.share = {0.1}}};
  double hit = 0;
  for (int i = 0; i < 5000; ++i) hit += means(tenth, {"10.0.0." + std::to_string(i), 1}) ? 1 : 0;
  expect_share(hit, 5000, 0.1);
}

TEST(Target, SticksToTheSameClients) {
  const target half{.clients = client_share{.share = {0.5}}};
  for (int i = 0; i < 50; ++i) {
    const std::string client = "10.0.0." + std::to_string(i);
    const bool first = means(half, {client, 1});
    for (std::uint64_t ordinal = 2; ordinal < 10; ++ordinal)
      EXPECT_EQ(means(half, {client, ordinal}), first);
  }
}

TEST(Target, IsAShareOfTheConnections) {
  const target tenth{.connections = share{0.1}};
  double hit = 0;
  for (std::uint64_t i = 1; i <= 5000; ++i) hit += means(tenth, {"127.0.0.7", i}) ? 1 : 0;
  expect_share(hit, 5000, 0.1);
}

TEST(Target, LeavesOutOfTheBookWhomItDoesNotMean) {
  armed one = always(0, late(10ms));
  one.target.client = client_origins{.cidr = {"10.0.0.0/8"}};
  connection other;
  EXPECT_TRUE(other.answers(in_force(one)).is_neutral());
  EXPECT_EQ(other.counted(), tally{});
}

TEST(PerClient, DrawsOnceForAllConnectionsOfAClient) {
  const plan half = in_force(sometimes(0, late(10ms), 0.5, unit::client));
  for (int i = 0; i < 50; ++i) {
    const std::string client = "10.0.0." + std::to_string(i);
    connection first{.who = {client, 1}}, second{.who = {client, 2}};
    EXPECT_EQ(first.answers(half).is_neutral(), second.answers(half).is_neutral()) << client;
  }
}

}  // namespace
}  // namespace surgeline::fault
