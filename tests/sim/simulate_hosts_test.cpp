#include <gmock/gmock.h>

#include "sim/simulating.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/judge.hpp"

namespace surgeline::sim {
namespace {

using scenario::file;
using scenario::record;

/// A shop of four replicas on two hosts with 200 requests a second; hosts fail in the outage.
file shop_on_hosts(fault::kind what, std::vector<std::string> hosts = {"h1"}) {
  file made = shop(200);
  made.services[0].replicas = 4;
  made.services[0].hosts = {{"h1", "h2"}};
  made.services[0].service_time = distribution::fixed(5ms);
  made.proxies[0].each = scenario::fan::endpoint;
  scenario::add_fault(made, "trouble", std::move(what), {"outage"});
  made.faults[0].target.daemons.hosts = {std::move(hosts)};
  return made;
}

double in_phase(const record& of, std::string_view metric, std::size_t phase) {
  const auto when = of.course.stages.at(phase).when;
  return measure::metric_path::parse(metric)->over(of.recording, when.from, when.to).value_or(-1);
}

scenario::attestation attested(const record& of) { return scenario::judge(of).attestations.at(0); }

TEST(SimulateHosts, StopTheirReplicasWhileTheyAreFrozen) {
  const record one = simulate(shop_on_hosts(fault::host_stall{}), 1);
  EXPECT_NEAR(in_phase(one, "load.users.goodput", 1), 100, 5);
  // Half a second's worth of those who waited is beyond what is usual.
  EXPECT_GT(in_phase(one, "load.users.throughput", 2), 250) << "who waited is answered";
}

TEST(SimulateHosts, StopTheServicesThatAreNamedOnly) {
  file made = shop_on_hosts(fault::host_stall{}, {"h1", "h2"});
  made.services.push_back({.id = "idle", .hosts = {{"h1"}}});
  made.faults[0].target.service = {"idle"};
  made.faults[0].target.daemons = {};
  EXPECT_NEAR(in_phase(simulate(made, 1), "load.users.goodput", 1), 200, 2);
}

TEST(SimulateHosts, TakeLongerWhileTheyAreSlow) {
  const record one = simulate(shop_on_hosts(fault::host_slow{4}, {"h1", "h2"}), 1);
  EXPECT_NEAR(in_phase(one, "load.users.latency.p50", 0), 0.005, 0.0005);
  EXPECT_NEAR(in_phase(one, "load.users.latency.p50", 1), 0.020, 0.002);
  EXPECT_NEAR(in_phase(one, "load.users.latency.p50", 2), 0.005, 0.0005);
}

TEST(SimulateHosts, ResetConnectionsUntilTheyStartAgain) {
  const record one = simulate(shop_on_hosts(fault::host_crash{}), 1);
  EXPECT_NEAR(in_phase(one, "load.users.goodput", 1), 100, 5);
  EXPECT_NEAR(users(one, instrument::broken), 1000, 50);
  EXPECT_NEAR(in_phase(one, "load.users.goodput", 2), 200, 5);
}

TEST(SimulateHosts, AreColdForAsLongAsTheFaultSays) {
  const record one = simulate(shop_on_hosts(fault::host_crash{5s}), 1);
  const duration freed = one.course.stages.at(2).when.from.time_since_epoch();
  EXPECT_NEAR(value(one, "load.users.goodput", freed + 1s, freed + 5s), 100, 10);
  EXPECT_NEAR(value(one, "load.users.goodput", freed + 6s, freed + 9s), 200, 10);
}

TEST(SimulateHosts, FailCallersBehindAnHttpProxyWhenTheyCrash) {
  file made = shop_on_hosts(fault::host_crash{}, {"h1", "h2"});
  made.proxies[0].protocol = scenario::protocol::http;
  const record one = simulate(made, 1);
  EXPECT_NEAR(in_phase(one, "load.users.goodput", 1), 0, 2);
  EXPECT_NEAR(in_phase(one, "load.users.goodput", 2), 200, 5);
}

TEST(SimulateHosts, AttestWhatTheyDid) {
  const auto stall = attested(simulate(shop_on_hosts(fault::host_stall{}), 1));
  EXPECT_TRUE(stall.fired);
  EXPECT_EQ(stall.text, "1 window, 10.0 s of 10.0 s planned");
  file busy = shop_on_hosts(fault::host_crash{});
  busy.services[0].service_time = distribution::fixed(2s);
  const auto crash = attested(simulate(busy, 1));
  EXPECT_GT(crash.seen.lost, 0U);
  EXPECT_THAT(crash.text, testing::HasSubstr(" jobs lost"));
}

TEST(SimulateHosts, SayOfAFaultThatNeverCameThatItDidNotFire) {
  file made = shop_on_hosts(fault::host_stall{});
  made.faults[0].schedule = {.poisson = rate{1e-6}, .lasting = distribution::fixed(1s)};
  const auto verdict = scenario::judge(simulate(made, 1));
  EXPECT_FALSE(verdict.attestations.at(0).fired);
  EXPECT_EQ(verdict.verdict.kind, scenario::verdict_kind::inconclusive);
}

TEST(SimulateHosts, MakeTheSameRecordTwice) {
  file made = shop_on_hosts(fault::host_crash{});
  made.faults[0].target.daemons = {.count = 1, .sync = scenario::synchrony{.independent = true}};
  made.faults[0].schedule = {.poisson = rate{0.5}, .lasting = distribution::fixed(500ms)};
  EXPECT_EQ(simulate(made, 3).recording, simulate(made, 3).recording);
}

/// A cache that has everything, before a store; it forgets a part in the outage.
file shop_with_cache(double share) {
  file made = shop(500);
  made.services[0].role = scenario::role::cache;
  made.services[0].cache = {.keys = 1000, .zipf = 0};
  made.services[0].calls = {{.to = "store"}};
  made.services.push_back({.id = "store", .slots = 100});
  scenario::add_fault(made, "flush", fault::cache_flush{surgeline::share{share}}, {"outage"});
  return made;
}

TEST(SimulateFlushes, HaveACacheAskAgainForWhatItForgot) {
  const record one = simulate(shop_with_cache(0.5), 1);
  EXPECT_EQ(total(one, "service.shop", instrument::misses, 0s, 1s), 0);
  const double missed = total(one, "service.shop", instrument::misses);
  EXPECT_NEAR(missed, 500, 60);
  EXPECT_EQ(attested(one).seen.lost, missed) << "each key that is forgotten is asked for once";
}

TEST(SimulateFlushes, AttestHowManyKeysWereForgotten) {
  EXPECT_EQ(
      attested(simulate(shop_with_cache(1), 1)).text,
      "1 window, 10.0 s of 10.0 s planned; 1000 keys forgotten"
  );
}

}  // namespace
}  // namespace surgeline::sim
