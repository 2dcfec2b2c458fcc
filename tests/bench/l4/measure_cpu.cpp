// CPU per request, per gigabyte, per new connection, and what a proxy adds to the time of a request.
#include <fmt/format.h>

#include <map>

#include "bench/comparison/fleet.hpp"
#include "bench/l4/bulk_load.hpp"
#include "bench/l4/measures.hpp"

namespace surgeline::bench {
namespace {

using std::chrono::milliseconds;

constexpr double giga = 1e9;

const std::vector<std::string_view>
    everybody{ours, control, haproxy, haproxy_tuned, nginx, bare, direct};

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
  const contest who{
      .id = fmt::format("requests-{}", connections),
      .title = fmt::format("CPU per request of 128 bytes, {}", counted(connections)),
      .contestants = everybody,
      .behind = echo,
      .start = relaying,
      .words = small_talk(),
      .goals = request_goals(connections)
  };
  return compare_requests(at, who, connections);
}

result measure_bulk(const circumstances& at, std::size_t connections) {
  const slicing how{
      .when = at.either(schedule{5, 4}, schedule{2, 4}),
      .span = milliseconds{at.either(400, 250)},
      .on = at.where,
      .unit = {"s/GB", 3}
  };
  const contest who{
      .id = fmt::format("bulk-{}", connections),
      .title = fmt::format("CPU per gigabyte, {} anew each slice", counted(connections)),
      .contestants = everybody,
      .behind = sink,
      .start = relaying,
      .goals = {{ours, haproxy, 0.55}, {ours, haproxy_tuned, 1.5}, {ours, bare}, {control, ours}}
  };
  std::map<std::string, std::vector<double>, std::less<>> rates;
  result found = compare_slices(who, how, [&](const target& one) {
    auto& rate = rates[std::string(one.name)];
    const auto work = [&] {
      const duration start = now();
      const std::size_t bytes = run_bulk(one.where, connections, how.span);
      rate.push_back(static_cast<double>(bytes) / seconds(now() - start) / giga);
      return bytes;
    };
    return [&one, work] { return cpu_per_unit(one, work) * giga; };
  });
  found.columns.push_back({"GB/s", 2});
  for (row& each : found.rows) each.figures.push_back({median(rates[each.name]), {}});
  return found;
}

result measure_visits(const circumstances& at) {
  const contest who{
      .id = "connections",
      .title = "CPU per new connection",
      .contestants = everybody,
      .behind = answer_once,
      .start = relaying,
      .words = small_talk(),
      .goals = {{ours, haproxy, 1.05}, {ours, nginx}, {ours, bare}, {control, ours}}
  };
  return compare_visits(at, who);
}

result measure_latency(const circumstances& at) {
  const contest who{
      .contestants = {direct, ours, control, haproxy, haproxy_tuned, nginx, bare},
      .behind = echo,
      .start = relaying,
      .words = small_talk(),
      .goals = {{ours, haproxy, 0.85}, {ours, nginx, 1.0}, {ours, bare}, {control, ours}}
  };
  return compare_latency(at, who);
}

result measure_memory(const circumstances& at) {
  const contest who{
      .contestants = {ours, control, haproxy, haproxy_tuned, nginx, bare},
      .behind = echo,
      .start = relaying,
      .words = small_talk()
  };
  return compare_memory(at, who, 1.0);
}

namespace {

contest traced() {
  return {
      .contestants = {ours, haproxy, nginx, bare},
      .behind = echo,
      .start = relaying,
      .words = small_talk()
  };
}

}  // namespace

result measure_calls(const circumstances& at) { return compare_calls(at, traced()); }
result measure_instructions(const circumstances& at) {
  return compare_instructions(at, traced(), 0.01);
}

}  // namespace surgeline::bench
