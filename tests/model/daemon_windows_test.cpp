#include <gmock/gmock.h>

#include <algorithm>

#include "model/visiting.hpp"

namespace surgeline::model {
namespace {

scenario::daemon_fault apart(scenario::synchrony sync) {
  return {
      .id = "freeze",
      .what = fault::daemon_stall{},
      .instances = {0, 1, 2},
      .windows =
          scenario::own_windows{
              .by =
                  {.every = 10s,
                   .jitter = distribution::uniform(0s, 5s),
                   .lasting = distribution::fixed(1s)},
              .name = 42,
              .sync = sync,
          },
  };
}

/// The moments at which each instance is stalled first.
std::vector<time_point> first_stalls(const scenario::daemon_fault& by) {
  visited one(daemon_of(1, 1ms), 3);
  one.logd.arm({by}, at(0s), one.heard);
  std::vector<time_point> all(3, never);
  for (duration now{}; now < 30s; now += 10ms) {
    one.logd.advance(at(now), one.heard);
    for (std::size_t i = 0; i < 3; ++i) {
      if (one.logd.counts(at(1h)).instances[i].stalls > 0) all[i] = std::min(all[i], at(now));
    }
  }
  return all;
}

TEST(DaemonWindows, AreDrawnByEachInstanceForItself) {
  const auto seen = first_stalls(apart({.independent = true}));
  EXPECT_NE(seen[0], seen[1]);
  EXPECT_NE(seen[1], seen[2]);
}

TEST(DaemonWindows, ComeOneAfterTheOther) {
  const auto seen = first_stalls(apart({.stagger = 2s}));
  EXPECT_EQ(seen[1] - seen[0], 2s);
  EXPECT_EQ(seen[2] - seen[1], 2s);
}

TEST(DaemonWindows, GoOnWhenOtherFaultsComeAndGo) {
  visited one(daemon_of(1, 1ms), 3);
  scenario::daemon_fault other{.id = "slow", .slot = 1, .what = fault::daemon_slow{.factor = 2.0}};
  other.instances = {0};
  one.logd.arm({apart({.stagger = 1s})}, at(0s), one.heard);
  one.live_until(at(8s));
  const auto before = one.logd.book().tallies().at(0).injected;
  one.logd.arm({apart({.stagger = 1s}), other}, at(8s), one.heard);
  EXPECT_EQ(one.logd.book().tallies().at(0).injected, before);
  one.live_until(at(60s));
  EXPECT_GT(one.logd.book().tallies().at(0).injected, before);
}

TEST(DaemonWindows, AreHitsOfEachInstance) {
  visited one(daemon_of(1, 1ms), 3);
  one.logd.arm({apart({.independent = true})}, at(0s), one.heard);
  one.live_until(at(9999ms));
  EXPECT_EQ(one.logd.book().tallies().at(0).injected, 3U);
}

}  // namespace
}  // namespace surgeline::model
