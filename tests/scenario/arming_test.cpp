#include "surgeline/scenario/arming.hpp"

#include <gmock/gmock.h>

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

surgeline::fault::cells cells;

using surgeline::fault::latency;
using surgeline::fault::stall;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

file two_faults() {
  file made = proxied_scenario();
  made.proxies.push_back({.id = "back", .upstream = {.service = "shop"}});
  add_fault(made, "cut", stall{}, {"x"});
  add_fault(made, "slow", latency{.delay = distribution::fixed(1ms)}, {"x"}).target.proxy = {"back"
  };
  return made;
}

TEST(Arming, TargetsEveryProxyIfNoneIsNamed) {
  const file made = two_faults();
  EXPECT_TRUE(is_target(made.faults[0], made.proxies[0]));
  EXPECT_TRUE(is_target(made.faults[0], made.proxies[1]));
}

TEST(Arming, TargetsTheProxiesThatAreNamed) {
  const file made = two_faults();
  EXPECT_FALSE(is_target(made.faults[1], made.proxies[0]));
  EXPECT_TRUE(is_target(made.faults[1], made.proxies[1]));
}

TEST(Arming, PutsTheFaultsOfAProxyIntoItsPlan) {
  const file made = two_faults();
  const course so_far{.activations = {{0, {at(10s), never}}, {1, {at(20s), never}}}};
  const auto front = plan_for(made, made.proxies[0], {0, 1}, so_far, 1, cells);
  const auto back = plan_for(made, made.proxies[1], {0, 1}, so_far, 1, cells);
  ASSERT_THAT(front->faults(), SizeIs(1));
  ASSERT_THAT(back->faults(), SizeIs(2));
  EXPECT_EQ(front->faults()[0].id, "cut");
  EXPECT_EQ(back->faults()[1].id, "slow");
  EXPECT_EQ(back->faults()[1].slot, 1U);
  EXPECT_EQ(back->faults()[1].since, at(20s));
}

TEST(Arming, DrawsForConnectionsOnATcpProxyUnlessTheFaultSaysOtherwise) {
  using surgeline::fault::unit;
  file made = two_faults();
  EXPECT_EQ(unit_on(made.proxies[0], made.faults[0]), unit::connection);
  made.faults[0].per = unit::request;
  EXPECT_EQ(unit_on(made.proxies[0], made.faults[0]), unit::request);
}

TEST(Arming, SharesTheDrawsOfFaultsThatSaySo) {
  file made = two_faults();
  made.faults[0].draw = "rack-7";
  EXPECT_EQ(plan_for(made, made.proxies[0], {0}, {}, 1, cells)->faults()[0].draw, "rack-7");
}

TEST(Arming, NumbersTheEndpointsOfALabel) {
  file made = two_faults();
  made.proxies[0].upstream.labels = {"zone-a", "zone-b", "zone-a"};
  made.faults[0].target.who.endpoints = {.label = "zone-a"};
  const auto plan = plan_for(made, made.proxies[0], {0}, {}, 1, cells);
  EXPECT_THAT(plan->faults()[0].target.endpoints->index, ElementsAre(1U, 3U));
}

TEST(Arming, LeavesOutWhatIsNotInForce) {
  const file made = two_faults();
  EXPECT_THAT(plan_for(made, made.proxies[0], {}, {}, 1, cells)->faults(), IsEmpty());
}

TEST(Arming, LetsARampThatHoldsGoOnWhereItStood) {
  file made = two_faults();
  made.faults[0].probability = varying<share>({{0s, share{0}}, {60s, share{1}}});
  const course so_far{.activations = {{0, {at(10s), at(20s)}}, {0, {at(50s), never}}}};
  const auto plan = plan_for(made, made.proxies[0], {0}, so_far, 1, cells);
  EXPECT_EQ(plan->faults()[0].first, at(10s));
  EXPECT_EQ(plan->faults()[0].since, at(50s));
  EXPECT_DOUBLE_EQ(plan->faults()[0].probability.at(30s), 0.5);
}

TEST(Arming, LetsARampThatDoesNotHoldBeginAgain) {
  file made = two_faults();
  made.faults[0].probability =
      varying<share>({{0s, share{0}}, {60s, share{1}}}, curve::linear, false);
  const course so_far{.activations = {{0, {at(10s), at(20s)}}, {0, {at(50s), never}}}};
  EXPECT_EQ(plan_for(made, made.proxies[0], {0}, so_far, 1, cells)->faults()[0].first, at(50s));
}

}  // namespace
}  // namespace surgeline::scenario
