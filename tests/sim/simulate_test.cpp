#include "surgeline/sim/simulate.hpp"

#include <gmock/gmock.h>

#include "sim/simulating.hpp"

namespace surgeline::sim {
namespace {

using scenario::fan;
using scenario::file;
using testing::ElementsAre;

bool same(const scenario::record& one, const scenario::record& other) {
  return one.course == other.course && one.recording == other.recording &&
         one.ledger.tallies() == other.ledger.tallies() &&
         one.ledger.decisions() == other.ledger.decisions() && one.events == other.events;
}

/// Something of everything: chance in arrivals, service, faults, retries and endpoints.
file lively() {
  file made = shop(200);
  made.loads[0].arrival = scenario::arrival::poisson;
  made.loads.push_back({.id = "bots", .to = "shop", .rate = rate{50}, .clients = {.count = 3}});
  made.services[0].replicas = 3;
  made.services[0].service_time = distribution::uniform(1ms, 90ms);
  scenario::add_policy(
      made,
      300ms,
      {.kind = resilience::growth::exponential,
       .attempts = 3,
       .base = distribution::fixed(10ms),
       .jitter = resilience::jitter::full}
  );
  scenario::add_fault(
      made,
      "slow",
      fault::latency{.delay = distribution::uniform(0ms, 400ms)},
      {"outage"}
  )
      .probability = share{0.5};
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"}).probability = share{0.1};
  made.faults[1].per = fault::unit::request;
  return made;
}

TEST(Simulate, MakesTheSameRecordTwice) {
  EXPECT_TRUE(same(simulate(lively(), 7), simulate(lively(), 7)));
}

TEST(Simulate, MakesAnotherRecordWithAnotherSeed) {
  EXPECT_FALSE(same(simulate(lively(), 7), simulate(lively(), 8)));
}

TEST(Simulate, SaysWhatItCarriedOut) {
  const auto made = simulate(shop(), 9);
  EXPECT_EQ(made.engine, scenario::engine::sim);
  EXPECT_EQ(made.seed, 9U);
  EXPECT_EQ(made.file, shop());
  EXPECT_GT(made.events, 0U);
  EXPECT_EQ(made.recording.complete(), at(21s));
}

TEST(Simulate, WalksThroughThePhases) {
  const auto made = simulate(shop(), 1);
  EXPECT_EQ(made.course.end, at(21s));
  ASSERT_EQ(made.course.stages.size(), 3U);
  EXPECT_EQ(made.course.stages[1].when, (scenario::span{at(1s), at(11s)}));
}

TEST(Simulate, ServesWhatIsAskedFor) {
  const auto made = simulate(shop(), 1);
  // The last of 2,100 is due as the run ends.
  EXPECT_NEAR(users(made, instrument::offered), 2100, 1);
  EXPECT_NEAR(users(made, instrument::good), 2100, 2);
  EXPECT_EQ(users(made, instrument::dropped), 0);
}

TEST(Simulate, LosesNoRequest) {
  const auto made = simulate(lively(), 3);
  const double open = made.recording.last("load.users", instrument::open, at(21s));
  const double ended = users(made, instrument::succeeded) + users(made, instrument::rejected) +
                       users(made, instrument::timed_out) + users(made, instrument::broken);
  EXPECT_GT(users(made, instrument::broken) + users(made, instrument::timed_out), 0);
  EXPECT_EQ(users(made, instrument::offered), ended + open);
}

TEST(Simulate, TakesNoTimeButTheServices) {
  const auto made = simulate(shop(), 1);
  const auto latency = made.recording.merged("load.users", instrument::latency, at(0s), at(21s));
  EXPECT_EQ(latency.max(), 1ms);
  EXPECT_EQ(latency.mean(), 1ms);
}

TEST(Simulate, SendsALoadStraightToAService) {
  file made = shop();
  made.proxies.clear();
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(users(ran, instrument::good), 2100, 2);
  EXPECT_FALSE(ran.recording.has("proxy.front"));
}

TEST(Simulate, AddsUpTheLoadsOfAService) {
  file made = shop(100);
  made.loads.push_back({.id = "bots", .to = "shop", .rate = rate{50}, .clients = {.count = 2}});
  made.loads[1].arrival = scenario::arrival::constant;
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(total(ran, "service.shop", instrument::arrived), 2100 + 1050, 2);
  EXPECT_NEAR(total(ran, "load.bots", instrument::good), 1050, 2);
  EXPECT_NEAR(
      total(ran, "proxy.front", instrument::bytes),
      2100 * 2 * model::frame::bytes,
      2 * 2 * model::frame::bytes
  );
}

TEST(Simulate, RunsWithoutAnyRequests) {
  const auto ran = simulate(shop(0), 1);
  EXPECT_EQ(users(ran, instrument::offered), 0);
  EXPECT_EQ(ran.course.end, at(21s));
}

TEST(Simulate, KeepsPhasesThatAreNoWholeTicks) {
  file made = shop();
  made.phases[0].length = 1'100ms;
  made.phases[1].length = 777ms;
  scenario::add_fault(made, "late", fault::latency{.delay = distribution::fixed(5ms)}, {"outage"});
  const auto ran = simulate(made, 1);
  EXPECT_THAT(
      ran.course.activations,
      ElementsAre(scenario::activation{0, {at(1'100ms), at(1'877ms)}})
  );
  EXPECT_EQ(ran.course.end, at(11'877ms));
  EXPECT_EQ(ran.recording.complete(), at(11'750ms));
  // Of 100 a second in 777 ms, one answer each.
  EXPECT_NEAR(static_cast<double>(ran.ledger.tallies()[0].delayed), 77.7, 1);
}

TEST(Simulate, ComesLessOftenInARelief) {
  file made = shop(100);
  made.phases[0].role = scenario::phase_role::normal;
  made.phases[2].length = 60s;
  scenario::add_policy(made, 100ms);
  made.services[0].service_time = distribution::never();  // it is down and stays so
  scenario::add_fault(made, "cut", fault::stall{}, {"outage"});
  made.recovery = {
      .metric = "load.users.goodput",
      .of = scenario::reference::offered,
      .stable_for = 5s,
      .deadline = 10s,
      .probe_relief = scenario::relief{.rate = share{0.2}, .at_most = 10s},
  };
  const auto ran = simulate(made, 1);
  ASSERT_TRUE(ran.course.relief);
  EXPECT_EQ(*ran.course.relief, (scenario::span{at(26s), at(36s)}));
  EXPECT_NEAR(users(ran, instrument::offered, 26s, 36s), 200, 2);
  EXPECT_NEAR(users(ran, instrument::offered, 36s, 46s), 1000, 2);
  EXPECT_EQ(ran.course.end, at(81s));  // ten seconds longer
}

TEST(Simulate, ShowsEveryTickToWhoWatches) {
  int seen = 0;
  time_point last{};
  simulate(
      shop(),
      1,
      [&](time_point now, const scenario::conductor& where, const measure::recording& so_far) {
        EXPECT_GT(now, last);
        EXPECT_EQ(so_far.complete(), now);
        EXPECT_LE(where.phase(), 2U);
        last = now;
        ++seen;
        return true;
      }
  );
  EXPECT_EQ(seen, 21 * 4);
}

TEST(Simulate, EndsWhenWhoWatchesSaysSo) {
  const auto ran =
      simulate(shop(), 1, [](time_point now, const auto&, const auto&) { return now < at(5s); });
  EXPECT_EQ(ran.course.end, at(5s));
  EXPECT_EQ(ran.course.aborted->speaks_for, scenario::verdict_kind::aborted);
  EXPECT_NEAR(users(ran, instrument::offered), 500, 1);
}

}  // namespace
}  // namespace surgeline::sim
