#include "surgeline/scenario/recovering.hpp"

#include <gmock/gmock.h>

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

/// Baseline 0..10 s, then a recovery in windows of 5 s that wants 95 % of the offered load.
file watched(reference of = reference::offered) {
  file made = direct_scenario();
  made.phases[0].length = 10s;
  add_phase(made, "after", 60s, phase_role::recover);
  made.recovery = {.metric = "load.users.goodput", .of = of, .stable_for = 5s, .deadline = 30s};
  return made;
}

const course ran{.stages = {{0, {at(0s), at(10s)}}, {1, {at(10s), at(70s)}}}};

TEST(Recovering, SharesWhatWasOfferedInTheSameWindow) {
  const auto seen = recorded().users(0s, 10s, 200, 200).users(10s, 70s, 100, 80).until(70s);
  EXPECT_DOUBLE_EQ(*recovered_share(watched(), ran, seen, {at(20s), at(25s)}), 0.8);
}

TEST(Recovering, SharesWhatTheBaselineHad) {
  const auto seen = recorded().users(0s, 10s, 200, 200).users(10s, 70s, 100, 80).until(70s);
  EXPECT_DOUBLE_EQ(
      *recovered_share(watched(reference::baseline), ran, seen, {at(20s), at(25s)}),
      0.4
  );
}

TEST(Recovering, KnowsNoShareOfNothing) {
  const auto seen = recorded().users(0s, 70s, 0, 0).until(70s);
  EXPECT_EQ(recovered_share(watched(), ran, seen, {at(20s), at(25s)}), std::nullopt);
  EXPECT_EQ(
      recovered_share(watched(reference::baseline), ran, seen, {at(20s), at(25s)}),
      std::nullopt
  );
}

TEST(Recovering, BeginsWithTheFirstWindowThatHolds) {
  const auto seen = recorded().users(10s, 30s, 100, 0).users(30s, 70s, 100, 100).until(70s);
  EXPECT_EQ(first_good_window(watched(), ran, seen, at(20s), at(70s)), at(29'750ms));  // 95 % of it
}

TEST(Recovering, TakesAWindowThatHoldsFromTheStart) {
  const auto seen = recorded().users(10s, 70s, 100, 100).until(70s);
  EXPECT_EQ(first_good_window(watched(), ran, seen, at(20s), at(70s)), at(20s));
}

TEST(Recovering, LooksAtWindowsThatStartAtTicks) {
  const auto seen = recorded().users(10s, 70s, 100, 100).until(70s);
  EXPECT_EQ(first_good_window(watched(), ran, seen, at(20'001ms), at(70s)), at(20'250ms));
}

TEST(Recovering, LooksAtWindowsThatEndInTime) {
  const auto seen = recorded().users(10s, 30s, 100, 0).users(30s, 70s, 100, 100).until(70s);
  EXPECT_EQ(first_good_window(watched(), ran, seen, at(20s), at(34'750ms)), at(29'750ms));
  EXPECT_EQ(first_good_window(watched(), ran, seen, at(20s), at(34'749ms)), std::nullopt);
}

TEST(Recovering, FindsTheRouteOfTheLoadItWatches) {
  file made = watched();
  made.loads.push_back({.id = "bots", .to = "shop", .rate = rate{1}});
  made.recovery->metric = "load.bots.goodput";
  EXPECT_EQ(recovery_route(made)->load, 1U);
  made.recovery.reset();
  EXPECT_EQ(recovery_route(made), std::nullopt);
}

/// `shop` is a cache before a store of 100/s; nine of ten requests were answered by it in the baseline.
file cached() {
  file made = watched();
  made.services[0].role = role::cache;
  made.services[0].slots = 1000;
  made.services[0].calls = {{.to = "store"}};
  made.services.push_back({.id = "store", .slots = 1, .service_time = distribution::fixed(10ms)});
  made.recovery->probe_relief = relief{.rate = share{0.1}, .at_most = 60s};
  return made;
}

measure::recording nine_of_ten() {
  return recorded()
      .rate("service.shop", instrument::hits, 0s, 10s, 900)
      .rate("service.shop", instrument::misses, 0s, 10s, 100)
      .rate("load.users", instrument::offered, 0s, 70s, 500)
      .until(70s);
}

TEST(Recovering, GivesACacheAllTheTimeOfTheReliefToFill) {
  file made = cached();
  EXPECT_EQ(relief_for(made, routes(made)[0], ran, nine_of_ten()).length, 60s);
  made.services[0].role = role::server;
  EXPECT_LT(relief_for(made, routes(made)[0], ran, nine_of_ten()).length, 60s);
}

TEST(Recovering, HasNoLimitWithoutServiceTimeAndNoCapacityIfJobsMayNeverEnd) {
  service shop{.id = "shop", .service_time = distribution::fixed(0ms)};
  EXPECT_EQ(shop.capacity(), std::numeric_limits<double>::infinity());
  shop.service_time = distribution{distribution::mixture_law{
      {{.weight = 99, .of = distribution::fixed(1ms)}, {.weight = 1, .of = distribution::never()}}
  }};
  EXPECT_EQ(shop.capacity(), 0);
}

TEST(Recovering, RelievesAProgramForAsLongAsItMay) {
  file made = watched();
  made.recovery->probe_relief = relief{.rate = share{0.25}, .at_most = 40s};
  const auto seen = recorded().users(0s, 10s, 100, 100).until(10s);
  EXPECT_EQ(
      relief_for(made, *recovery_route(made), {}, seen).length,
      5s
  );  // nothing waits: a window
  made.services[0].role = role::command;
  EXPECT_EQ(relief_for(made, *recovery_route(made), {}, seen).length, 40s);
}

}  // namespace
}  // namespace surgeline::scenario
