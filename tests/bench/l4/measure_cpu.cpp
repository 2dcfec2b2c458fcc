// CPU per request, per gigabyte, per new connection: the same comparison of slices, over three loads.
#include <fmt/format.h>

#include <memory>

#include "bench/l4/bulk_load.hpp"
#include "bench/l4/measures.hpp"
#include "bench/l4/request_load.hpp"
#include "bench/l4/visit_load.hpp"

namespace surgeline::bench {
namespace {

using std::chrono::milliseconds;

constexpr double micro = 1e6;
constexpr double giga = 1e9;

const std::vector<std::string_view>
    everybody{ours, control, haproxy, haproxy_tuned, nginx, bare, direct};

std::string method_of(int rounds, milliseconds slice, cpus on) {
  return fmt::format(
      "{} rounds of {} ms slices in random order; {}; ratios are medians of paired rounds",
      rounds,
      slice.count(),
      on.proxies == on.load ? "everything on one CPU" : "proxies on one CPU, load on another"
  );
}

std::string counted(std::size_t connections) {
  return fmt::format("{} connection{}", connections, connections == 1 ? "" : "s");
}

/// The goals for a plain relay's CPU.
std::vector<goal> request_goals(std::size_t connections) {
  std::vector<goal> goals{{ours, nginx, 1.0}, {ours, bare, 1.15}, {control, ours}};
  if (connections == 64) goals.insert(goals.begin(), {ours, haproxy, 0.95});
  if (connections == 512) goals.insert(goals.begin(), {ours, haproxy, 0.90});
  return goals;
}

}  // namespace

result measure_requests(const circumstances& at, std::size_t connections) {
  const int rounds = at.either(40, 12);
  const milliseconds slice{connections > 100 ? at.either(120, 80) : at.either(80, 60)};
  const cpus on = connections == 1 ? at.together() : at.where;
  result found{
      .id = fmt::format("requests-{}", connections),
      .title = fmt::format("CPU per request of 128 bytes, {}", counted(connections)),
      .method = method_of(rounds, slice, on)
  };
  const fleet here(upstream_kind::echo, everybody, on);
  pin_to(on.load);
  std::vector<std::unique_ptr<request_load>> loads;
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    auto& load = *loads.emplace_back(std::make_unique<request_load>(one.where, connections));
    const auto work = [&load, slice] { return load.run(slice); };
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * micro; }});
  }
  fill_in(found, take_turns(all, rounds, found.id), {"us/request", 2}, request_goals(connections));
  return found;
}

result measure_bulk(const circumstances& at, std::size_t connections) {
  const int rounds = at.either(20, 8);
  const milliseconds slice{at.either(400, 250)};
  result found{
      .id = fmt::format("bulk-{}", connections),
      .title = fmt::format("CPU per gigabyte, {} anew each slice", counted(connections)),
      .method = method_of(rounds, slice, at.where)
  };
  const fleet here(upstream_kind::sink, everybody, at.where);
  pin_to(at.where.load);
  std::vector<subject> all;
  std::vector<series> rates;
  for (const target& one : here.targets()) rates.push_back({one.name, {}});
  for (std::size_t i = 0; i < here.targets().size(); ++i) {
    const target& one = here.targets()[i];
    auto& rate = rates[i].rounds;
    const auto work = [&one, &rate, connections, slice] {
      const duration start = now();
      const std::size_t bytes = run_bulk(one.where, connections, slice);
      rate.push_back(static_cast<double>(bytes) / seconds(now() - start) / giga);
      return bytes;
    };
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * giga; }});
  }
  fill_in(
      found,
      take_turns(all, rounds, found.id),
      {"s/GB", 3},
      {{ours, haproxy, 0.55}, {ours, haproxy_tuned, 1.5}, {ours, bare}, {control, ours}}
  );
  found.columns.push_back({"GB/s", 2});
  for (std::size_t i = 0; i < rates.size(); ++i)
    found.rows[i].figures.push_back({median(rates[i].rounds), {}});
  return found;
}

result measure_visits(const circumstances& at) {
  constexpr std::size_t at_a_time = 32;
  const int rounds = at.either(40, 12);
  const milliseconds slice{at.either(80, 60)};
  result found{
      .id = "connections",
      .title = fmt::format("CPU per new connection, {} at a time", at_a_time),
      .method = method_of(rounds, slice, at.where)
  };
  const fleet here(upstream_kind::answer, everybody, at.where);
  pin_to(at.where.load);
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    const auto work = [&one, slice] { return run_visits(one.where, at_a_time, slice); };
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * micro; }});
  }
  fill_in(
      found,
      take_turns(all, rounds, found.id),
      {"us/connection", 2},
      {{ours, haproxy, 1.05}, {ours, nginx}, {ours, bare}, {control, ours}}
  );
  return found;
}

}  // namespace surgeline::bench
