#include <gmock/gmock.h>

#include <cmath>

#include "sim/simulating.hpp"

namespace surgeline::sim {
namespace {

using scenario::file;

TEST(SimulateFaults, AddLatencyExactly) {
  file made = shop();
  scenario::add_fault(made, "late", fault::latency{.delay = distribution::fixed(20ms)}, {"outage"});
  const auto ran = simulate(made, 1);
  const auto during = ran.recording.merged("load.users", instrument::latency, at(2s), at(11s));
  EXPECT_EQ(during.mean(), 21ms);
  EXPECT_EQ(during.max(), 21ms);
  EXPECT_EQ(ran.recording.merged("load.users", instrument::latency, at(12s), at(21s)).max(), 1ms);
}

TEST(SimulateFaults, AddLatencyOnBothWays) {
  file made = shop();
  scenario::add_fault(
      made,
      "late",
      fault::latency{.delay = distribution::fixed(20ms), .towards = fault::direction::both},
      {"outage"}
  );
  const auto ran = simulate(made, 1);
  EXPECT_EQ(ran.recording.merged("load.users", instrument::latency, at(2s), at(11s)).mean(), 41ms);
}

TEST(SimulateFaults, HoldEverythingInAStall) {
  file made = shop();
  scenario::add_fault(made, "cut", fault::stall{}, {"outage"});
  const auto ran = simulate(made, 1);
  EXPECT_EQ(total(ran, "service.shop", instrument::arrived, 1250ms, 11s), 0);
  EXPECT_EQ(users(ran, instrument::answered, 1250ms, 11s), 0);
  EXPECT_NEAR(
      ran.recording.last("proxy.front", instrument::held, at(11s)),
      1000 * model::frame::bytes,
      2 * model::frame::bytes
  );
}

TEST(SimulateFaults, BookWhatAStallHoldsAtTheEndOfTheRun) {
  file made = shop();
  made.phases.pop_back();
  scenario::add_fault(made, "cut", fault::stall{}, {"outage"});
  const auto ran = simulate(made, 1);
  const fault::tally seen = ran.ledger.tallies().at(0);
  EXPECT_NEAR(static_cast<double>(seen.delayed), 1000, 2);
  EXPECT_GT(seen.longest, 9'900ms);
}

TEST(SimulateFaults, ReleaseWhatAStallHeldAtOnceAndInOrder) {
  file made = shop();
  made.loads[0].clients.count = 1;  // one connection
  made.loads[0].rate = varying<rate>({{0s, rate{100}}, {10'995ms, rate{0}}}, curve::step);
  made.services[0] = {.id = "shop", .slots = 1, .service_time = distribution::fixed(1ms)};
  scenario::add_fault(
      made,
      "cut",
      fault::stall{.towards = fault::direction::to_upstream},
      {"outage"}
  );
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(total(ran, "service.shop", instrument::arrived, 11s, 11'250ms), 1000, 2);
  // The k-th was sent 10 ms after the one before and is served 1 ms after it: the first waits the longest.
  const auto burst = ran.recording.merged("load.users", instrument::latency, at(11s), at(21s));
  EXPECT_LE(burst.max(), 10'001ms);
  EXPECT_NEAR(seconds(burst.mean()), 5 + 0.5, 0.02);
}

TEST(SimulateFaults, ReportAStallAsItWas) {
  file made = shop();
  scenario::add_fault(
      made,
      "cut",
      fault::stall{.towards = fault::direction::to_upstream},
      {"outage"}
  );
  const auto ran = simulate(made, 1);
  const auto& cut = ran.ledger.tallies()[0];
  EXPECT_EQ(cut.injected, 10U);  // connections
  EXPECT_NEAR(static_cast<double>(cut.delayed), 1000, 2);
  EXPECT_LE(cut.longest, 10s);
  EXPECT_NEAR(cut.measured_seconds / static_cast<double>(cut.delayed), 5, 0.02);
}

TEST(SimulateFaults, BreakAttemptsOnTheConnection) {
  file made = shop();
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"});
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(users(ran, instrument::broken), 1000, 2);
  EXPECT_EQ(users(ran, instrument::good, 1250ms, 11s), 0);
  EXPECT_NEAR(users(ran, instrument::good, 11'250ms, 21s), 975, 2);  // connected anew
}

TEST(SimulateFaults, LoseAllAttemptsOnAConnectionThatEnds) {
  file made = shop();
  made.loads[0].clients.count = 1;
  made.services[0] = {
      .id = "shop",
      .slots = 1,
      .service_time = distribution::fixed(1h)
  };  // nobody is answered
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"});
  const auto ran = simulate(made, 1);
  // Those of the first second are lost with the first that is sent in the outage.
  EXPECT_NEAR(users(ran, instrument::broken, 1s, 1250ms), 100 + 25, 2);
}

TEST(SimulateFaults, AreTriedAgainOnANewConnection) {
  file made = shop();
  scenario::add_policy(
      made,
      1s,
      {.kind = resilience::growth::fixed, .attempts = 2, .base = distribution::fixed(0s)}
  );
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"}).probability = share{0.5};
  made.faults[0].per = fault::unit::connection;
  const auto ran = simulate(made, 1);
  const double asked = users(ran, instrument::offered, 1s, 11s);
  EXPECT_GT(users(ran, instrument::attempts, 1s, 11s), asked);
  EXPECT_GT(users(ran, instrument::good, 1s, 11s), 0.7 * asked);
}

TEST(SimulateFaults, WasteTheWorkForConnectionsThatAreLost) {
  file made = shop(10);
  made.loads[0].clients.count = 1;
  made.services[0].service_time = distribution::fixed(500ms);
  scenario::add_fault(made, "cut", fault::reset{}, {"outage"});
  const auto ran = simulate(made, 1);
  // Those of 0.6 to 0.9 s were in work when their connection ended at 1 s; nobody hears of them, not even late.
  EXPECT_EQ(total(ran, "service.shop", instrument::wasted), 4);
}

TEST(SimulateFaults, HitTheirShareOfConnections) {
  constexpr double clients = 2000;
  file made = shop(4000);
  made.loads[0].clients.count = static_cast<std::uint32_t>(clients);
  made.phases[1].length = 5s;
  made.phases.pop_back();
  scenario::add_fault(made, "late", fault::latency{.delay = distribution::fixed(1ms)}, {"outage"})
      .probability = share{0.3};
  const auto ran = simulate(made, 1);
  const auto& late = ran.ledger.tallies()[0];
  EXPECT_EQ(late.evaluated, 2000U);
  EXPECT_NEAR(
      static_cast<double>(late.selected),
      0.3 * clients,
      4 * std::sqrt(clients * 0.3 * 0.7)
  );
}

TEST(SimulateFaults, HitTheirShareOfRequests) {
  file made = shop(400);
  scenario::add_fault(made, "late", fault::latency{.delay = distribution::fixed(1ms)}, {"outage"})
      .probability = share{0.3};
  made.faults[0].per = fault::unit::request;
  const auto ran = simulate(made, 1);
  const double n = static_cast<double>(ran.ledger.tallies()[0].evaluated);
  EXPECT_NEAR(n, 4000, 20);
  EXPECT_NEAR(
      static_cast<double>(ran.ledger.tallies()[0].selected),
      0.3 * n,
      4 * std::sqrt(n * 0.3 * 0.7)
  );
}

TEST(SimulateFaults, DrawForEveryConnectionOfAClientByItself) {
  file made = shop(1000);
  made.loads[0].clients = {.count = 1, .connections_per_client = 500};
  scenario::add_fault(made, "late", fault::latency{.delay = distribution::fixed(1ms)}, {"outage"})
      .probability = share{0.5};
  const auto ran = simulate(made, 1);
  const auto& late = ran.ledger.tallies()[0];
  EXPECT_EQ(late.evaluated, 500U);
  EXPECT_NEAR(static_cast<double>(late.selected), 250, 4 * std::sqrt(500 * 0.25));
}

TEST(SimulateFaults, OfAcceptanceLeaveConnectionsThatWereMadeBefore) {
  file made = shop();
  scenario::add_fault(
      made,
      "refused",
      fault::reset{.when = fault::reset_moment::accept},
      {"outage"}
  );
  const auto ran = simulate(made, 1);
  EXPECT_EQ(users(ran, instrument::broken), 0);
  EXPECT_EQ(ran.ledger.tallies().size() > 0 ? ran.ledger.tallies()[0].evaluated : 0, 0U);
}

TEST(SimulateFaults, StayAwayFromProxiesThatAreNotMeant) {
  file made = shop();
  scenario::add_fault(made, "cut", fault::stall{}, {"outage"}).target.proxy = {"another"};
  EXPECT_NEAR(users(simulate(made, 1), instrument::good), 2100, 2);
}

}  // namespace
}  // namespace surgeline::sim
