#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/sim/simulate.hpp"

/// The two engines beside each other: one file, real sockets and virtual time.
namespace surgeline {
namespace {

using namespace std::chrono_literals;
using measure::instrument;

scenario::record live(const scenario::file& from) {
  return std::get<scenario::record>(runner::run_live(from, from.head.seed));
}

scenario::record simulated(const scenario::file& from) {
  return sim::simulate(from, from.head.seed);
}

double counted(
    const scenario::record& in,
    instrument what,
    const std::string& subject = "load.users"
) {
  return in.recording.sum(subject, what, time_point{}, in.course.end);
}

/// What was decided, without the order in which it was.
using decisions = std::set<std::tuple<std::uint32_t, std::string, std::uint64_t, double, bool>>;

decisions decided(const scenario::record& in) {
  decisions all;
  for (const auto& one : in.ledger.decisions()) {
    all.insert({one.slot, one.key, one.index, one.draw, one.selected});
  }
  return all;
}

/// Three connections in ten are slow for half a second.
scenario::file unlucky_connections() {
  auto file = scenario::proxied_scenario();
  file.head.speedup = 5;
  file.loads.front().clients.count = 20;
  scenario::add_phase(file, "bad", 1s, scenario::phase_role::normal);
  scenario::add_fault(file, "slow", fault::latency{.delay = distribution::fixed(5ms)}, {"bad"})
      .probability = share{0.3};
  return file;
}

/// Four slots of 10 ms each: 400 jobs a second, asked for so many.
scenario::file four_slots(double per_second) {
  auto file = scenario::proxied_scenario();
  file.head.speedup = 3;
  file.services.front() = {.id = "shop", .slots = 4, .service_time = distribution::fixed(10ms)};
  file.loads.front().rate = rate{per_second};
  file.loads.front().clients.count = 50;
  file.loads.front().deadline = 500ms;
  file.phases.front().length = 4s;
  return file;
}

/// Both counts may come from one Poisson process: they differ by less than four standard deviations.
void expect_alike(double a, double b) { EXPECT_NEAR(a, b, 4 * std::sqrt(std::max(a, b))); }

TEST(Engines, SimulateTheSameRecordEachTime) {
  const auto file = unlucky_connections();
  const auto first = simulated(file), second = simulated(file);
  EXPECT_EQ(first.recording, second.recording);
  EXPECT_EQ(first.course, second.course);
  EXPECT_EQ(first.ledger.tallies(), second.ledger.tallies());
  EXPECT_EQ(first.ledger.decisions(), second.ledger.decisions());
}

TEST(Engines, DecideTheSameInTwoLiveRuns) {
  const auto file = unlucky_connections();
  const auto first = decided(live(file));
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(first, decided(live(file)));
}

TEST(Engines, DecideTheSameOnSocketsAndInVirtualTime) {
  const auto file = unlucky_connections();
  EXPECT_EQ(decided(live(file)), decided(simulated(file)));
}

TEST(Engines, DecideTheSameAboutCallsBetweenServices) {
  auto file = scenario::chained_scenario();
  file.head.speedup = 5;
  for (auto& one : file.services) one.replicas = 8;
  scenario::add_phase(file, "bad", 1s, scenario::phase_role::normal);
  scenario::add_fault(file, "slow", fault::latency{.delay = distribution::fixed(5ms)}, {"bad"})
      .probability = share{0.3};
  const auto real = decided(live(file));
  EXPECT_EQ(real, decided(simulated(file)));
  const auto of_services = std::ranges::count_if(real, [](const auto& one) {
    return std::get<1>(one).starts_with("127.216.");
  });
  EXPECT_EQ(of_services, 16);
}

/// Half of the requests of ten clients meet this from the first second to the fifth, and are tried again.
scenario::file half_of_requests(fault::kind what) {
  auto file = scenario::http_scenario();
  file.loads.front().arrival = scenario::arrival::constant;
  file.loads.front().rate = rate{100};
  scenario::add_phase(file, "bad", 4s, scenario::phase_role::normal);
  scenario::add_policy(file, 500ms, {.kind = resilience::growth::fixed, .attempts = 3});
  scenario::add_fault(file, "half", std::move(what), {"bad"}).probability = share{0.5};
  return file;
}

/// Those about requests whose attempts all lie well within the time in which the fault is in force.
decisions within(const decisions& all) {
  decisions inner;
  for (const auto& one : all) {
    const int number = std::stoi(std::get<1>(one).substr(std::string_view{"users-"}.size()));
    if (number >= 120 && number < 300) inner.insert(one);
  }
  return inner;
}

TEST(Engines, DecideTheSameAboutExchanges) {
  const std::vector<fault::kind> kinds{
      fault::http_status{.status = 500},
      fault::http_hang{},
      fault::drop_response{.then = fault::lost_answer::rst},
      fault::http_cut{.after_bytes = size{1}},
      fault::latency{.delay = distribution::fixed(5ms)},
      fault::latency{
          .delay = distribution::fixed(5ms),
          .stage = fault::latency_stage::response_body
      },
  };
  for (const fault::kind& what : kinds) {
    const auto file = half_of_requests(what);
    const auto real = within(decided(live(file)));
    EXPECT_GT(real.size(), 170U) << fault::name_of(what);
    EXPECT_EQ(real, within(decided(simulated(file)))) << fault::name_of(what);
  }
}

TEST(Engines, SeeTheSameExchangesAtTheProxy) {
  const auto file = half_of_requests(fault::http_status{.status = 500});
  const auto real = live(file), virtual_time = simulated(file);
  for (const auto what : {instrument::tried, instrument::logical, instrument::well}) {
    const double on_sockets = counted(real, what, "proxy.front");
    EXPECT_GT(on_sockets, 400);
    EXPECT_NEAR(on_sockets, counted(virtual_time, what, "proxy.front"), 10);  // at the boundaries
  }
}

TEST(Engines, AgreeOnRetriesOfAServiceThatCalls) {
  auto file = scenario::chained_scenario();
  file.head.speedup = 2;
  file.phases.front().length = 6s;
  file.policies.push_back(
      {.id = "again",
       .timeout = 200ms,
       .retry = {{.kind = resilience::growth::fixed, .attempts = 3}}}
  );
  file.services[1].calls.front().policy = "again";
  file.services[2].slots = 2;
  file.services[2].service_time = distribution::uniform(2ms, 14ms);
  const auto real = live(file), virtual_time = simulated(file);
  const auto arrived = [](const auto& in) {
    return counted(in, instrument::arrived, "service.third");
  };
  expect_alike(arrived(real), arrived(virtual_time));
  expect_alike(counted(real, instrument::good), counted(virtual_time, instrument::good));
}

TEST(Engines, AgreeOnAQueueThatKeepsUp) {
  const auto file = four_slots(280);
  const auto real = live(file), virtual_time = simulated(file);
  expect_alike(counted(real, instrument::offered), counted(virtual_time, instrument::offered));
  expect_alike(counted(real, instrument::good), counted(virtual_time, instrument::good));
}

TEST(Engines, AgreeOnWhatAnOverloadedServiceCanDo) {
  const auto file = four_slots(600);
  const auto real = live(file), virtual_time = simulated(file);
  const auto served = [](const auto& in) {
    return counted(in, instrument::served, "service.shop");
  };
  expect_alike(served(real), served(virtual_time));
}

TEST(Engines, LoseNoRequest) {
  const auto file = four_slots(600);
  for (const auto& made : {live(file), simulated(file)}) {
    const double open = made.recording.last("load.users", instrument::open, made.course.end);
    EXPECT_EQ(counted(made, instrument::offered), counted(made, instrument::succeeded) + open);
  }
}

}  // namespace
}  // namespace surgeline
