#include "surgeline/model/daemon.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "model/visiting.hpp"

namespace surgeline::model {
namespace {

using measure::instrument;
using testing::ElementsAre;
using testing::IsEmpty;
using end = listening::end;

TEST(Daemon, ServesForItsServiceTime) {
  visited one(daemon_of(1, 10ms));
  one.come(1, at(5ms));
  EXPECT_EQ(one.logd.next_due(), at(15ms));
  one.live_until(at(1s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(15ms)}));
}

TEST(Daemon, ServesAsManyAtOnceAsItHasSlots) {
  visited one(daemon_of(2, 10ms));
  for (std::uint64_t i = 1; i <= 3; ++i) one.come(i, at(0ms));
  one.live_until(at(1s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(
          end{1, outcome::ok, at(10ms)},
          end{2, outcome::ok, at(10ms)},
          end{3, outcome::ok, at(20ms)}
      )
  );
}

TEST(Daemon, HasAQueueAndSlotsInEachInstance) {
  visited one(daemon_of(1, 10ms), 2);
  one.come(1, at(0ms), 0);
  one.come(2, at(0ms), 1);
  one.live_until(at(10ms));
  EXPECT_EQ(one.heard.ends.size(), 2U);
}

TEST(Daemon, TakesNoTimeWithoutAServiceTime) {
  visited one(daemon_of(1, 0ms));
  one.come(1, at(5ms));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(5ms)}));
}

TEST(Daemon, LosesNoCapacityToALateWakeUp) {
  visited one(daemon_of(1, 10ms));
  for (std::uint64_t i = 1; i <= 3; ++i) one.come(i, at(0ms));
  one.logd.advance(at(25ms), one.heard);
  EXPECT_THAT(one.heard.ends, testing::SizeIs(2));
  EXPECT_EQ(one.logd.next_due(), at(30ms));
}

TEST(Daemon, RefusesWhoFindsItsQueueFull) {
  auto what = daemon_of(1, 10ms);
  what.queue = {.limit = 1};
  visited one(what);
  for (std::uint64_t i = 1; i <= 3; ++i) one.come(i, at(0ms));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{3, outcome::rejected, at(0ms)}));
  EXPECT_EQ(one.total(instrument::turned_away, at(1s)), 1);
}

TEST(Daemon, RefusesTheOldestWhereItDropsIt) {
  auto what = daemon_of(1, 10ms);
  what.queue = {.limit = 1, .on_full = resilience::on_full::drop_oldest};
  visited one(what);
  for (std::uint64_t i = 1; i <= 3; ++i) one.come(i, at(0ms));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{2, outcome::rejected, at(0ms)}));
}

TEST(Daemon, ServesTheNewestWhereItIsSoOrdered) {
  auto what = daemon_of(1, 10ms);
  what.queue.order = resilience::order::lifo;
  visited one(what);
  for (std::uint64_t i = 1; i <= 3; ++i) one.come(i, at(0ms));
  one.live_until(at(20ms));
  EXPECT_EQ(one.heard.ends.back(), (end{3, outcome::ok, at(20ms)}));
}

TEST(Daemon, FailsWhoHasWaitedForTooLong) {
  auto what = daemon_of(1, 1s);
  what.attach[0].timeout = 100ms;
  visited one(what);
  one.come(1, at(0ms));
  one.come(2, at(950ms));
  one.live_until(at(990ms));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::timeout, at(100ms)}));
  one.live_until(at(3s));
  EXPECT_EQ(one.heard.ends.back(), (end{2, outcome::timeout, at(1050ms)}));
}

TEST(Daemon, ServesAllTheSameWhoHadItsSlotWhenItGaveUp) {
  auto what = daemon_of(1, 1s);
  what.attach[0].timeout = 100ms;
  what.attach.push_back({.service = "patient"});
  visited one(what);
  one.come(1, at(0ms));
  one.logd.come({.door = 1, .who = 2}, at(10ms), one.heard);
  one.live_until(at(9s));
  EXPECT_EQ(one.heard.ends.back(), (end{2, outcome::ok, at(2s)}));
}

TEST(Daemon, LetsGoOnWhoHasWaitedForTooLongIfItSaysSo) {
  auto what = daemon_of(1, 1s);
  what.attach[0].timeout = 100ms;
  what.attach[0].on_timeout = scenario::late_waiter{.goes_on = true};
  visited one(what);
  one.come(1, at(0ms));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(100ms)}));
}

TEST(Daemon, ForgetsWhoGoes) {
  visited one(daemon_of(1, 10ms));
  one.come(1, at(0ms));
  const auto second = one.come(2, at(0ms));
  one.come(3, at(0ms));
  one.leave(second, at(1ms));
  one.live_until(at(1s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(end{1, outcome::ok, at(10ms)}, end{3, outcome::ok, at(20ms)})
  );
}

TEST(Daemon, TakesAShareOfJobs) {
  auto what = daemon_of(1, 10ms);
  what.attach[0].share = share{0.3};
  const visited one(what);
  int taken = 0;
  for (std::uint64_t i = 0; i < 10'000; ++i) taken += one.logd.takes(0, i % 7, i) ? 1 : 0;
  EXPECT_NEAR(taken, 3000, 4 * std::sqrt(10'000 * 0.3 * 0.7));
}

// Connections.

scenario::daemon door_of(std::uint32_t slots, duration behind = 0ms) {
  auto what = daemon_of(slots, behind);
  what.attach = {{.proxy = "edge"}};
  return what;
}

TEST(DaemonSlot, IsAConnectionsUntilItEnds) {
  visited one(door_of(1));
  const auto first = one.come(1, at(0s));
  one.come(2, at(1s));
  one.live_until(at(9s));
  EXPECT_THAT(one.heard.ends, ElementsAre(end{1, outcome::ok, at(0s)}));
  one.leave(first, at(10s));
  EXPECT_THAT(
      one.heard.ends,
      ElementsAre(end{1, outcome::ok, at(0s)}, end{2, outcome::ok, at(10s)})
  );
}

TEST(DaemonSlot, IsFreeAServiceTimeAfterTheConnection) {
  visited one(door_of(1, 30ms));
  const auto first = one.come(1, at(0s));
  one.come(2, at(0s));
  one.leave(first, at(1s));
  one.live_until(at(9s));
  EXPECT_EQ(one.heard.ends.back(), (end{2, outcome::ok, at(1030ms)}));
}

TEST(DaemonSlot, CanBeTakenByNobodyWhoHasGone) {
  visited one(door_of(1));
  const auto first = one.come(1, at(0s));
  const auto second = one.come(2, at(0s));
  one.leave(second, at(1s));
  one.leave(first, at(2s));
  EXPECT_THAT(one.heard.ends, testing::SizeIs(1));
  EXPECT_EQ(one.logd.depth(), 0U);
}

/// Mean wait of an M/M/c queue by simulation: λ and μ per second.
double mean_wait(double arrivals, double services, std::uint32_t slots) {
  auto what = daemon_of(slots, 0ms);
  what.service_time = distribution{distribution::exponential_law{from_seconds(1 / services)}};
  what.queue.limit = 1'000'000;
  visited one(what, 1, 11);
  const chance dice{5};
  time_point now{};
  const std::uint64_t visits = 200'000;
  for (std::uint64_t i = 0; i < visits; ++i) {
    now += from_seconds(-std::log1p(-dice.draw(1, 1, i)) / arrivals);
    one.live_until(now);
    one.come(i, now);
  }
  one.live_until(now + 1h);
  const auto& all = one.logd.counts(at(1h)).doors[0];
  return all.waited_seconds / static_cast<double>(visits);
}

TEST(DaemonQueue, WaitsAsAnMM1QueueDoes) {
  EXPECT_NEAR(mean_wait(80, 100, 1), 0.8 / (100 - 80), 0.003);  // ρ/(μ−λ) = 40 ms
}

// Erlang C with c = 2, a = λ/μ = 1.6: C = 0.7111, W = C/(cμ−λ).
TEST(DaemonQueue, WaitsAsAnMMCQueueDoes) {
  EXPECT_NEAR(mean_wait(160, 100, 2), 0.7111 / (200 - 160), 0.0015);
}

}  // namespace
}  // namespace surgeline::model
