#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <deque>
#include <string>

#include "surgeline/core/chance.hpp"
#include "surgeline/report/execution.hpp"

/// Executions made by hand: the outage of Bronson et al. (HotOS 2021), 280 requests/s at a server of 300/s that is not
/// heard of for 10 s, once with callers that never retry and once with callers that do.
namespace surgeline::report::samples {

using namespace std::chrono_literals;

/// Which of the executions.
struct wish {
  bool retries = false;
  scenario::engine engine = scenario::engine::sim;
  std::uint64_t seed = 1;
};

constexpr double demand = 280, capacity = 300, waiting_room = 4000;
constexpr double outage_from = 40, outage_to = 50, relief_from = 205, relief_to = 235;
constexpr double relief_factor = 0.25;

inline scenario::file file(bool retries) {
  scenario::file made{.format = 1};
  made.head.id = "outage";
  made.head.title = "A ten-second outage at 93 % load";
  made.head.owner = "team-db";
  made.head.hypothesis = "After a short outage the database is back within two and a half minutes.";
  made.head.tags = {"retry", "metastable"};
  made.head.links = {
      {"paper", "https://sigops.org/s/conferences/hotos/2021/papers/hotos21-s11-bronson.pdf"}
  };
  made.services.push_back({.id = "db", .slots = 1, .service_time = distribution::fixed(3333333ns)});
  made.proxies.push_back({.id = "edge"});
  made.proxies.back().upstream.service = "db";
  made.proxies.back().from = {"users"};
  made.policies.push_back({.id = "callers", .timeout = 1s});
  if (retries)
    made.policies.back().retry =
        resilience::retry{.kind = resilience::growth::fixed, .attempts = 2};
  made.loads.push_back(
      {.id = "users", .to = "db", .rate = rate{demand}, .deadline = 1s, .policy = "callers"}
  );
  made.phases = {
      {"warmup", 10s, scenario::phase_role::warmup},
      {"baseline", 30s, scenario::phase_role::baseline},
      {"outage", 10s, scenario::phase_role::normal},
      {"recover", 240s, scenario::phase_role::recover},
  };
  made.faults.push_back(
      {.id = "switch-outage",
       .what = surgeline::fault::stall{},
       .during = std::vector<std::string>{"outage"}}
  );
  made.recovery =
      scenario::recovery{.metric = "load.users.goodput", .stable_for = 5s, .deadline = 150s};
  made.recovery->probe_relief = scenario::relief{.rate = share{relief_factor}};
  return made;
}

inline bool is_relieved(const wish& of, double now) {
  return of.retries && now >= relief_from && now < relief_to;
}

/// The outage as a flow through a FIFO server, a quarter of a second at a time.
class flow {
 public:
  explicit flow(const wish& of)
      : of_(of), dice_(of.seed + (of.engine == scenario::engine::run ? 1000 : 0)) {}

  void step(measure::series& load, measure::series& service, measure::series& proxy) {
    const double now = static_cast<double>(tick_) * 0.25;
    const bool out = now >= outage_from && now < outage_to;
    const double mean = demand * (is_relieved(of_, now) ? relief_factor : 1) / 4;
    const double offered = std::round(mean + std::sqrt(mean) * (3.4 * draw("load") - 1.7));
    const double again = of_.retries && lost_.size() == 4 ? lost_.front() : 0;
    const double attempts = offered + again;
    held_ += attempts;
    const double arrived = out ? 0 : std::exchange(held_, 0);
    const double refused = std::max(0.0, queue_ + arrived - waiting_room);
    queue_ += arrived - refused;
    const double wait = queue_ / capacity + (out ? 10 : 0) + 0.004 + 0.05 * draw("service");
    const double served = out ? 0 : std::min(queue_, capacity / 4);
    const double in_time = 1 / (1 + std::exp((wait - 1) / 0.02));
    const double good = std::min(std::round(served * in_time), offered);
    queue_ -= served;
    remember(out ? offered : std::max(0.0, offered - good));
    using is = measure::instrument;
    const auto put = [](measure::series& into, is what, double value) {
      into.numbers[what].push_back(value);
    };
    put(load, is::offered, offered);
    put(load, is::attempts, attempts);
    for (const is what : {is::answered, is::succeeded, is::good}) put(load, what, good);
    put(load, is::timed_out, offered - good);
    measure::histogram latencies;
    if (good > 0)
      latencies.record(from_seconds(std::min(wait, 1.0)), static_cast<std::uint64_t>(good));
    load.histograms[is::latency].push_back(latencies);
    put(service, is::served, served);
    put(service, is::wasted, served - good);
    put(service, is::queue, queue_);
    put(service, is::in_flight, out ? 0 : std::min(1.0, queue_));
    put(proxy, is::held, out ? held_ * 64 : 0);
    ++tick_;
  }

 private:
  double draw(std::string_view what) const { return dice_.draw(hash_of(what), 0, tick_); }
  void remember(double lost) {
    lost_.push_back(lost);
    if (lost_.size() > 4) lost_.pop_front();
  }

  wish of_;
  chance dice_;
  std::size_t tick_ = 0;
  double queue_ = 0, held_ = 0;
  std::deque<double> lost_;
};

inline scenario::course course(bool retries) {
  const auto at = [](double second) { return time_point{from_seconds(second)}; };
  const double end = retries ? 320 : 290;
  scenario::course made;
  made.stages =
      {{0, {at(0), at(10)}}, {1, {at(10), at(40)}}, {2, {at(40), at(50)}}, {3, {at(50), at(end)}}};
  made.activations = {{0, {at(outage_from), at(outage_to)}}};
  made.end = at(end);
  if (retries) {
    made.relief = scenario::span{at(relief_from), at(relief_to)};
    made.relief_factor = relief_factor;
  }
  return made;
}

/// One execution, judged by the judge.
inline execution outage(const wish& of) {
  execution made;
  scenario::record& run = made.record;
  run.file = file(of.retries);
  run.variant = of.retries ? "one-retry" : "no-retry";
  run.engine = of.engine;
  run.seed = of.seed;
  run.course = course(of.retries);
  measure::series load, service, proxy;
  flow water(of);
  for (time_point now{}; now < run.course.end; now += measure::tick)
    water.step(load, service, proxy);
  run.recording.add("load.users", load);
  run.recording.add("service.db", service);
  run.recording.add("proxy.edge", proxy);
  run.recording.complete_until(run.course.end);
  run.ledger.of(0) = {
      .evaluated = 64,
      .selected = 64,
      .injected = 64,
      .delayed = 2800,
      .planned_seconds = 14000,
      .measured_seconds = 14001,
      .longest = 10s
  };
  run.ledger.note(
      {.slot = 0, .key = "127.16.0.1#1", .index = 0, .draw = 0.25, .threshold = 1, .selected = true}
  );
  if (of.engine == scenario::engine::sim)
    run.events = 812'345;
  else
    made.real_seconds = seconds(run.course.end.time_since_epoch()) + 0.4;
  made.expected = of.retries ? scenario::verdict_kind::metastable : scenario::verdict_kind::pass;
  made.judgement = scenario::judge(run);
  return made;
}

/// Both variants on both engines: five simulated seeds and three live ones.
inline executions family() {
  executions all;
  for (const bool retries : {false, true}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
      all.push_back(outage({retries, scenario::engine::run, seed}));
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
      all.push_back(outage({retries, scenario::engine::sim, seed}));
  }
  return all;
}

}  // namespace surgeline::report::samples
