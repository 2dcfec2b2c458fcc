#include "surgeline/scenario/sizing.hpp"

#include <gtest/gtest.h>

#include "support/scenario_maker.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;

/// A shop of 10 ms that calls a store of 20 ms and a bank of 50 ms.
file calling_shop(call_mode how) {
  file all = proxied_scenario();
  all.services[0] = {.id = "shop", .slots = 100, .service_time = distribution::fixed(10ms)};
  all.services.push_back({.id = "store", .slots = 5, .service_time = distribution::fixed(20ms)});
  all.services.push_back({.id = "bank", .slots = 50, .service_time = distribution::fixed(50ms)});
  all.services[0].calls = {{.to = "store", .mode = how}, {.to = "bank", .mode = how}};
  return all;
}

TEST(Sizing, AddsUpCallsThatFollowOneAnother) {
  EXPECT_EQ(slot_time(calling_shop(call_mode::serial), 0), 80ms);
}

TEST(Sizing, TakesTheLongestOfParallelCalls) {
  EXPECT_EQ(slot_time(calling_shop(call_mode::parallel), 0), 60ms);
}

TEST(Sizing, CountsACallByItsShareAndTimes) {
  file all = calling_shop(call_mode::serial);
  all.services[0].calls = {{.to = "store", .times = 3, .share = share{0.5}}};
  EXPECT_EQ(slot_time(all, 0), 40ms);
}

TEST(Sizing, HasTheDaemonThatAJobAsks) {
  file all = calling_shop(call_mode::serial);
  all.daemons.push_back(
      {.id = "logd", .service_time = distribution::fixed(4ms), .attach = {{.service = "store"}}}
  );
  EXPECT_EQ(slot_time(all, 1), 24ms);
}

TEST(Sizing, FindsTheServiceThatIsFullFirst) {
  const file all = calling_shop(call_mode::serial);
  const narrow_place narrowest = narrowest_of(all, load_routes(all).front());
  EXPECT_EQ(narrowest.id, "store");
  EXPECT_NEAR(narrowest.per_second, 250, 1e-6);
}

TEST(Sizing, FindsTheDaemonThatIsFullFirst) {
  file all = calling_shop(call_mode::serial);
  all.daemons.push_back(
      {.id = "logd",
       .scope = daemon_scope::shared,
       .slots = 2,
       .service_time = distribution::fixed(10ms),
       .attach = {{.service = "store", .share = share{0.8}}, {.service = "bank"}}}
  );
  const narrow_place narrowest = narrowest_of(all, load_routes(all).front());
  EXPECT_EQ(narrowest.id, "logd");
  EXPECT_NEAR(narrowest.per_second, 200 / 1.8, 1e-6);
}

TEST(Sizing, CountsTheTimeThatSlotsWaitForCalls) {
  file all = calling_shop(call_mode::serial);
  all.services[0].slots = 4;
  const narrow_place narrowest = narrowest_of(all, load_routes(all).front());
  EXPECT_EQ(narrowest.id, "shop");
  EXPECT_NEAR(narrowest.per_second, 4 / 0.08, 1e-6);
}

}  // namespace
}  // namespace surgeline::scenario
