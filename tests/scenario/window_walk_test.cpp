#include "surgeline/scenario/window_walk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "print_window.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::Optional;

window_walk walk(const schedule& by) { return {by, chance{7}, 1}; }
distribution always(duration span) { return distribution::fixed(span); }

/// What a walk says when it is told the time again and again, in small steps.
std::vector<window> seen(const schedule& by, duration until, duration step) {
  std::vector<window> all;
  window_walk at = walk(by);
  for (duration now{}; now < until; now += step) {
    at.advance(now);
    if (!at.open_since()) continue;
    if (all.empty() || all.back().from != *at.open_since()) all.push_back({*at.open_since(), now});
    all.back().to = now + step;
  }
  return all;
}

TEST(WindowWalk, SaysSinceWhenAWindowIsOpenAndWhenItEnds) {
  window_walk at = walk({.every = 10s, .first = 5s, .lasting = always(2s)});
  at.advance(0s);
  EXPECT_EQ(at.open_since(), std::nullopt);
  EXPECT_EQ(at.next_change(), 5s);
  at.advance(6s);
  EXPECT_THAT(at.open_since(), Optional(duration{5s}));
  EXPECT_EQ(at.next_change(), 7s);
  at.advance(7s);
  EXPECT_EQ(at.open_since(), std::nullopt);
  EXPECT_EQ(at.next_change(), 15s);
}

TEST(WindowWalk, MayMissWindows) {
  window_walk at = walk({.on = 1s, .off = 1s});
  at.advance(1h + 500ms);
  EXPECT_THAT(at.open_since(), Optional(duration{1h}));
}

TEST(WindowWalk, EndsWithTheLastWindow) {
  window_walk at = walk({.at = {{1s}}, .lasting = always(1s)});
  at.advance(1s);
  at.advance(2s);
  EXPECT_EQ(at.open_since(), std::nullopt);
  EXPECT_EQ(at.next_change(), forever);
}

TEST(WindowWalk, TakesWindowsThatTouchForOne) {
  window_walk at = walk({.at = {{3s, 1s, 2s}}, .lasting = always(1s)});
  at.advance(1s);
  EXPECT_EQ(at.next_change(), 4s);
}

TEST(WindowWalk, KeepsAWindowOpenThatOthersProlongForEver) {
  window_walk at = walk({.every = 1s, .lasting = always(1500ms)});
  at.advance(0s);
  for (int i = 0; i < 1000; ++i) {
    const duration next = at.next_change();
    at.advance(next);
    ASSERT_GT(at.next_change(), next);
    ASSERT_THAT(at.open_since(), Optional(duration{0s}));
  }
}

TEST(WindowWalk, GoesOnWhereWindowsLastNoTime) {
  const auto mostly_none = distribution::mixture_law{{{1, always(0s)}, {1e-12, always(1s)}}};
  window_walk at = walk({.every = 1s, .lasting = distribution{mostly_none}});
  at.advance(0s);
  EXPECT_GT(at.next_change(), 10s);
  EXPECT_LT(at.next_change(), forever);
}

TEST(WindowWalk, DrawsNoMoreThanItNeeds) {
  window_walk at = walk({.poisson = rate{1000}, .lasting = always(1us)});
  for (int i = 0; i < 1000; ++i) at.advance(at.next_change());
  // A year of it would have no room in memory; what is here has begun within seconds.
  EXPECT_LT(at.next_change(), 10s);
}

TEST(WindowWalk, SeesTheWindowsOfTheScheduleHoweverItIsTold) {
  const schedule random{.poisson = rate{2}, .lasting = always(100ms)};
  const schedule shaken{
      .every = 1s,
      .first = 200ms,
      .jitter = distribution::uniform(-900ms, 900ms),
      .lasting = distribution::uniform(1ms, 700ms)
  };
  constexpr duration step = 10us;
  for (const schedule& by : {random, shaken}) {
    const auto all = by.windows(20s, chance{7}, 1);
    const auto told = seen(by, 20s, step);
    ASSERT_EQ(told.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(told[i].from, all[i].from);
      EXPECT_GE(told[i].to, all[i].to);
      EXPECT_LT(told[i].to - all[i].to, step);
    }
  }
}

}  // namespace
}  // namespace surgeline::scenario
