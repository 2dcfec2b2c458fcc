// An armed latency of 100 ms: how exact it is, and what it costs.
#include <fmt/format.h>

#include <algorithm>

#include "bench/comparison/fleet.hpp"
#include "bench/comparison/paced_load.hpp"
#include "bench/comparison/progress.hpp"
#include "bench/comparison/request_load.hpp"
#include "bench/comparison/sleepers.hpp"
#include "bench/l4/measures.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr double milli = 1e3;
constexpr double micro = 1e6;

std::vector<double> less(const std::vector<duration>& times, duration what) {
  std::vector<double> made;
  for (const duration one : times) made.push_back(seconds(one - what) * milli);
  return made;
}

row quantiles_of(std::string_view name, const std::vector<double>& all) {
  row made{std::string(name), {}};
  for (const double share : {0.0, 0.5, 0.9, 0.99})
    made.figures.push_back({quantile(all, share), {}});
  return made;
}

}  // namespace

result measure_delay(const circumstances& at) {
  constexpr std::size_t connections = 64;
  const duration span = at.either(20s, 6s);
  result found{
      .id = "delay",
      .title = "Error of an armed latency of 100 ms, in ms",
      .method = fmt::format(
          "500 requests/s on {} connections for {:.0f} s, sleepers beside them; everything on one "
          "CPU",
          connections,
          seconds(span)
      ),
      .columns = {{"least", 3}, {"p50", 3}, {"p90", 3}, {"p99", 3}}
  };
  const dialogue words = small_talk();
  const fleet here(echo, {ours, ours_delaying}, at.together(), relaying);
  pin_to(at.where.proxies);
  progress shown(found.id);
  shown.show("plain");
  paced_load plain(here.targets()[0].where, words, connections);
  const auto hop = less(plain.run(2ms, span / 4), 0ms);
  shown.show("armed");
  paced_load armed(here.targets()[1].where, words, connections);
  sleepers beside(16, armed_latency);
  const auto error = less(armed.run(2ms, span), armed_latency);
  const auto late = beside.late();
  found.rows = {
      quantiles_of("round trip less 100 ms", error),
      quantiles_of("round trip, nothing armed", hop),
      quantiles_of("bare sleeper", late)
  };
  const double above = median(error) - median(late);
  found.verdicts = {
      {"p50 less the sleeper's", {above, {}}, 0.2},
      {"and less a plain round trip", {above - median(hop), {}}},
      {"early answers",
       {static_cast<double>(std::ranges::count_if(error, [](double one) { return one < 0; })), {}},
       0,
       0}
  };
  return found;
}

result measure_delayed_requests(const circumstances& at) {
  constexpr std::size_t connections = 1000;
  constexpr std::size_t plain_connections = 64;
  const int rounds = at.either(16, 5);
  const auto slice = at.either(80ms, 60ms);
  const auto paced_slice = at.either(800ms, 500ms);
  result found{
      .id = "delayed-requests",
      .title = "CPU per request with 100 ms of latency armed",
      .method = fmt::format(
          "{} rounds; armed: 5000 requests/s on {} connections for {} ms; plain: {} connections, "
          "closed loop, {} ms",
          rounds,
          connections,
          paced_slice.count(),
          plain_connections,
          slice.count()
      )
  };
  const dialogue words = small_talk();
  const fleet
      here(echo, {haproxy, ours, bare, ours_delaying, control_delaying}, at.where, relaying);
  pin_to(at.where.load);
  std::vector<std::unique_ptr<request_load>> plain;
  std::vector<std::unique_ptr<paced_load>> paced;
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    std::function<std::size_t()> work;
    if (one.name == ours_delaying || one.name == control_delaying) {
      auto& load = *paced.emplace_back(std::make_unique<paced_load>(one.where, words, connections));
      work = [&load, paced_slice] { return load.run(200us, paced_slice).size(); };
    } else {
      auto& load =
          *plain.emplace_back(std::make_unique<request_load>(one.where, words, plain_connections));
      work = [&load, slice] { return load.run(slice); };
    }
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * micro; }});
  }
  fill_in(
      found,
      take_turns(all, rounds, found.id),
      {"us/request", 2},
      {{ours_delaying, haproxy, 7.5}, {ours_delaying, ours}, {control_delaying, ours_delaying}}
  );
  return found;
}

}  // namespace surgeline::bench
