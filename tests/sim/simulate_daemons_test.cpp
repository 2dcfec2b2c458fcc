#include <gmock/gmock.h>

#include "sim/simulating.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/judge.hpp"

namespace surgeline::sim {
namespace {

using scenario::file;
using scenario::record;

/// A shop of three replicas with 200 requests a second, whose jobs wait for a log daemon of 1 ms and two slots; it freezes
/// during the outage.
file shop_with_daemon(scenario::daemon_scope scope) {
  file made = shop(200);
  made.services[0].replicas = 3;
  made.services[0].slots = 1000;
  made.loads[0].clients.count = 30;  // ten to each replica
  made.services[0].service_time = distribution::fixed(5ms);
  made.daemons.push_back(
      {.id = "logd",
       .scope = scope,
       .slots = 1,
       .service_time = distribution::fixed(1ms),
       .attach = {{.service = "shop"}}}
  );
  scenario::add_fault(made, "freeze", fault::daemon_stall{}, {"outage"});
  made.faults[0].target.daemons = {.daemon = "logd", .count = 1};
  return made;
}

double in_stage(const record& of, std::string_view metric, std::size_t stage) {
  const auto when = of.course.stages.at(stage).when;
  return measure::metric_path::parse(metric)->over(of.recording, when.from, when.to).value_or(-1);
}

TEST(SimulateDaemons, StopEverybodyWhoWaitsForTheOneThatIsShared) {
  const record one = simulate(shop_with_daemon(scenario::daemon_scope::shared), 1);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 0, 5);
  EXPECT_NEAR(in_stage(one, "daemon.logd.stalled_share", 1), 1, 1e-6);
}

TEST(SimulateDaemons, StopTheirPartWhereEachReplicaHasItsOwn) {
  const record one = simulate(shop_with_daemon(scenario::daemon_scope::per_replica), 1);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 200 * 2. / 3, 8);
  EXPECT_NEAR(in_stage(one, "daemon.logd.stalled_share", 1), 1. / 3, 1e-6);
}

TEST(SimulateDaemons, AttestTheirWindows) {
  const record one = simulate(shop_with_daemon(scenario::daemon_scope::shared), 1);
  const auto verdict = scenario::judge(one);
  ASSERT_EQ(verdict.attestations.size(), 1U);
  EXPECT_TRUE(verdict.attestations[0].fired);
  EXPECT_EQ(verdict.attestations[0].seen.injected, 1U);
  EXPECT_THAT(verdict.attestations[0].text, testing::HasSubstr("1 window"));
}

TEST(SimulateDaemons, ReleaseTheHerdThatHasWaited) {
  const record one = simulate(shop_with_daemon(scenario::daemon_scope::shared), 1);
  const double outage = seconds(one.file.phases[1].length);
  EXPECT_NEAR(in_stage(one, "daemon.logd.herd", 2), 200 * outage, 10);
}

TEST(SimulateDaemons, MakeTheSameRecordTwice) {
  const file made = shop_with_daemon(scenario::daemon_scope::per_replica);
  EXPECT_EQ(simulate(made, 3).recording, simulate(made, 3).recording);
}

/// The shop, whose proxy waits for a daemon with each of its ten connections.
file shop_behind_daemon(std::uint32_t slots) {
  file made = shop(100);
  made.daemons.push_back(
      {.id = "gate",
       .scope = scenario::daemon_scope::shared,
       .slots = slots,
       .attach = {{.proxy = "front"}}}
  );
  return made;
}

TEST(SimulateDaemons, LetInAsManyConnectionsOfAProxyAsTheyHaveSlots) {
  const record one = simulate(shop_behind_daemon(4), 1);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 100 * 4. / 10, 10);
  EXPECT_NEAR(in_stage(one, "daemon.gate.depth", 1), 6, 1e-6);
}

TEST(SimulateDaemons, LoseTheConnectionsOfAProxyWhenTheyCrash) {
  file made = shop_behind_daemon(10);
  scenario::add_fault(made, "crash", fault::daemon_crash{}, {"outage"});
  made.faults[0].target.daemons.daemon = "gate";
  const record one = simulate(made, 1);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 0), 100, 5);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 0, 5);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 2), 100, 10);
  EXPECT_GT(users(one, instrument::broken), 900);
}

/// The shop, whose http proxy waits for an agent with each exchange: 2 ms each, one after the other.
file shop_behind_agent(scenario::daemon_stage at) {
  file made = shop(100);
  made.proxies[0].protocol = scenario::protocol::http;
  made.daemons.push_back(
      {.id = "agent",
       .scope = scenario::daemon_scope::shared,
       .service_time = distribution::fixed(2ms),
       .attach = {{.proxy = "front", .at = at}}}
  );
  return made;
}

TEST(SimulateDaemons, ServeEachExchangeOfAProxyBeforeItGoesOnOrBack) {
  for (const auto at : {scenario::daemon_stage::before, scenario::daemon_stage::after}) {
    const record one = simulate(shop_behind_agent(at), 1);
    EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 100, 5);
    EXPECT_GE(in_stage(one, "load.users.latency.p50", 1), 0.002);
  }
}

TEST(SimulateDaemons, KeepExchangesOfAProxyWaitingWhileTheyAreStalled) {
  for (const auto at : {scenario::daemon_stage::before, scenario::daemon_stage::after}) {
    file made = shop_behind_agent(at);
    scenario::add_fault(made, "freeze", fault::daemon_stall{}, {"outage"});
    made.faults[0].target.daemons.daemon = "agent";
    const record one = simulate(made, 1);
    EXPECT_NEAR(in_stage(one, "load.users.goodput", 0), 100, 5);
    EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 0, 2);
  }
}

TEST(SimulateDaemons, AnswerAnExchangeThatTheyRefuse) {
  file made = shop_behind_agent(scenario::daemon_stage::before);
  scenario::add_fault(made, "crash", fault::daemon_crash{}, {"outage"});
  made.faults[0].target.daemons.daemon = "agent";
  const record one = simulate(made, 1);
  EXPECT_NEAR(in_stage(one, "load.users.goodput", 1), 0, 2);
  EXPECT_GT(users(one, instrument::rejected), 900);
}

// λ = 200/s for S; what is left of μ = 1000/s drains it in λS/(μ−λ).
TEST(SimulateDaemons, DrainAsTheClosedFormSays) {
  const record one = simulate(shop_with_daemon(scenario::daemon_scope::shared), 1);
  const time_point freed = one.course.stages.at(2).when.from;
  const double outage = seconds(one.file.phases[1].length);
  const double drain = 200 * outage / (1000 - 200);
  const auto depth = [&](double after) {
    return one.recording
        .last("daemon.logd", measure::instrument::depth, freed + from_seconds(after));
  };
  EXPECT_GT(depth(drain - 0.3), 0);
  EXPECT_LE(depth(drain + 0.5), 2);
}

}  // namespace
}  // namespace surgeline::sim
