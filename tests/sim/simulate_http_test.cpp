#include <gmock/gmock.h>

#include "sim/simulating.hpp"

/// Exchanges in virtual time.
namespace surgeline::sim {
namespace {

/// 100 requests a second for ten seconds over HTTP; nobody tries again unless a test says so.
scenario::file over_http() {
  scenario::file made = scenario::http_scenario();
  made.loads[0].arrival = scenario::arrival::constant;
  made.loads[0].rate = rate{100};
  made.phases[0].length = 10s;
  made.phases[0].role = scenario::phase_role::normal;
  return made;
}

scenario::file with(fault::kind what, double probability = 1) {
  scenario::file made = over_http();
  scenario::add_policy(made, 200ms);
  scenario::add_fault(made, "bad", std::move(what), {"before"}).probability = share{probability};
  return made;
}

double proxied(const scenario::record& of, instrument what) {
  return total(of, "proxy.front", what);
}

TEST(SimulateHttp, AnswersEveryRequest) {
  const auto ran = simulate(over_http(), 1);
  EXPECT_EQ(users(ran, instrument::good), users(ran, instrument::offered));
}

TEST(SimulateHttp, CountsExchangesAtTheProxy) {
  const auto ran = simulate(over_http(), 1);
  EXPECT_EQ(proxied(ran, instrument::exchanges), users(ran, instrument::offered));
  EXPECT_EQ(proxied(ran, instrument::well), users(ran, instrument::offered));
  EXPECT_EQ(proxied(ran, instrument::failed), 0);
}

TEST(SimulateHttp, HasAnswersOfFaultsInPlaceOfTheServices) {
  const auto ran = simulate(with(fault::http_status{.status = 500}), 1);
  EXPECT_EQ(users(ran, instrument::errors), users(ran, instrument::offered));
  EXPECT_EQ(total(ran, "service.shop", instrument::arrived), 0);
  EXPECT_EQ(proxied(ran, instrument::failed), users(ran, instrument::offered));
}

TEST(SimulateHttp, TakesA503ForARefusal) {
  const auto ran = simulate(with(fault::http_status{.status = 503}), 1);
  EXPECT_EQ(users(ran, instrument::rejected), users(ran, instrument::offered));
}

TEST(SimulateHttp, LetsRequestsHangUntilTheyAreGivenUp) {
  const auto ran = simulate(with(fault::http_hang{}), 1);
  EXPECT_EQ(users(ran, instrument::succeeded), 0);
  EXPECT_NEAR(users(ran, instrument::timed_out), users(ran, instrument::offered), 25);
}

TEST(SimulateHttp, LosesAnswersOfWorkThatIsDone) {
  const auto ran = simulate(with(fault::drop_response{}), 1);
  EXPECT_EQ(users(ran, instrument::succeeded), 0);
  EXPECT_EQ(total(ran, "service.shop", instrument::served), users(ran, instrument::offered));
}

TEST(SimulateHttp, BreaksConnectionsInPlaceOfAnswers) {
  const auto ran = simulate(with(fault::drop_response{.then = fault::lost_answer::rst}), 1);
  EXPECT_EQ(users(ran, instrument::broken), users(ran, instrument::offered));
}

TEST(SimulateHttp, DelaysTheStageThatAFaultNames) {
  const auto median = [](fault::latency_stage stage) {
    const auto ran =
        simulate(with(fault::latency{.delay = distribution::fixed(50ms), .stage = stage}), 1);
    return seconds(
        ran.recording.merged("load.users", instrument::latency, at(0s), at(10s)).quantile(0.5)
    );
  };
  EXPECT_NEAR(median(fault::latency_stage::request_head), 0.051, 0.003);
  EXPECT_NEAR(median(fault::latency_stage::response_body), 0.051, 0.003);
  EXPECT_NEAR(median(fault::latency_stage::request_body), 0.001, 0.001);  // there is none
}

TEST(SimulateHttp, DrawsAnewForEachAttempt) {
  scenario::file made = with(fault::http_status{.status = 500}, 0.5);
  made.policies[0].retry = {{.kind = resilience::growth::fixed, .attempts = 3}};
  made.loads[0].rate = rate{1000};
  const auto ran = simulate(made, 1);
  const double offered = users(ran, instrument::offered);
  EXPECT_NEAR(users(ran, instrument::succeeded) / offered, 1 - 0.125, 0.015);
}

TEST(SimulateHttp, SeesRetriesAtTheProxy) {
  scenario::file made = with(fault::http_status{.status = 500}, 0.5);
  made.policies[0].retry = {{.kind = resilience::growth::fixed, .attempts = 3}};
  made.proxies[0].observe.window = 500ms;
  const auto ran = simulate(made, 1);
  EXPECT_EQ(proxied(ran, instrument::tried), users(ran, instrument::attempts));
  EXPECT_NEAR(value(ran, "proxy.front.amplification", 0s, 10s), 1.75, 0.1);
}

TEST(SimulateHttp, CarriesOneExchangeAtATimeOnAConnection) {
  scenario::file made = over_http();
  made.loads[0].clients.count = 1;
  made.services[0].service_time = distribution::fixed(95ms);
  const auto ran = simulate(made, 1);
  EXPECT_EQ(ran.recording.last("proxy.front", instrument::connections, at(9s)), 10);
  EXPECT_NEAR(users(ran, instrument::succeeded), users(ran, instrument::offered), 11);
}

TEST(SimulateHttp, GivesAConnectionUpWithItsAttempt) {
  scenario::file made = over_http();
  made.services[0].service_time = distribution::never();
  scenario::add_policy(made, 100ms);
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(ran.recording.last("proxy.front", instrument::connections, at(9s)), 10, 10);
}

TEST(SimulateHttp, AimsAtRoutes) {
  scenario::file made = with(fault::http_status{.status = 500});
  made.proxies[0].routes.push_back({.id = "pay", .path = {{"/pay/*"}}});
  made.loads[0].mix = {
      {.weight = 3, .path = "/browse"},
      {.method = "POST", .path = "/pay/{n}", .body = "{}"}
  };
  made.faults[0].target.who.route = {{"pay"}};
  made.loads[0].rate = rate{1000};
  const auto ran = simulate(made, 1);
  EXPECT_NEAR(users(ran, instrument::errors) / users(ran, instrument::offered), 0.25, 0.02);
}

}  // namespace
}  // namespace surgeline::sim
