#include "bench/http/measures.hpp"

#include <fmt/format.h>

#include "bench/http/contestants.hpp"

namespace surgeline::bench {
namespace {

constexpr std::size_t small = 128;

const std::vector<std::string_view>
    everybody{ours, control, unobserving, haproxy, haproxy_paired, nginx, bare, direct};

std::string counted(std::size_t connections) {
  return fmt::format("{} connection{}", connections, connections == 1 ? "" : "s");
}

/// What the goals for CPU are besides those against pooling peers.
std::vector<goal> and_others(std::vector<goal> goals) {
  goals.insert(
      goals.end(),
      {{ours, haproxy_paired}, {ours, bare}, {ours, unobserving, 1.05}, {control, ours}}
  );
  return goals;
}

std::vector<goal> request_goals(std::size_t connections) {
  if (connections == 1) return and_others({{ours, haproxy}, {ours, nginx}});
  return and_others({{ours, haproxy, connections > 100 ? 0.80 : 0.85}, {ours, nginx, 0.85}});
}

}  // namespace

result measure_requests(const circumstances& at, std::size_t connections) {
  const contest who{
      .id = fmt::format("http-{}", connections),
      .title = fmt::format("CPU per GET of {} bytes, {}", small, counted(connections)),
      .contestants = everybody,
      .behind = answers,
      .start = speaking_http,
      .words = get(small),
      .goals = request_goals(connections)
  };
  return compare_requests(at, who, connections);
}

result measure_requests_with_id(const circumstances& at) {
  constexpr std::size_t connections = 64;
  const contest who{
      .id = "http-64-id",
      .title = fmt::format(
          "CPU per GET of {} bytes with an x-request-id of its own, {}",
          small,
          counted(connections)
      ),
      .contestants = {ours, control, unobserving, haproxy, nginx, bare},
      .behind = answers,
      .start = speaking_http,
      .words = get_with_id(small),
      .goals = {{ours, unobserving, 1.05}, {ours, haproxy}, {ours, nginx}, {control, ours}}
  };
  return compare_requests(at, who, connections);
}

namespace {

/// Peers do better with large buffers, so those are there too.
contest bodies(std::string_view name, std::size_t bytes, std::size_t connections) {
  return {
      .id = fmt::format("body-{}", name),
      .title = fmt::format("CPU per GET of {} bytes, {}", bytes, counted(connections)),
      .contestants =
          {ours,
           control,
           unobserving,
           haproxy,
           haproxy_paired,
           haproxy_tuned,
           nginx,
           nginx_tuned,
           bare,
           direct},
      .behind = answers,
      .start = speaking_http,
      .words = get(bytes),
      .goals = and_others(
          {{ours, haproxy, 0.85}, {ours, haproxy_tuned}, {ours, nginx, 0.85}, {ours, nginx_tuned}}
      )
  };
}

}  // namespace

result measure_16k(const circumstances& at) {
  constexpr std::size_t connections = 16;
  return compare_requests(at, bodies("16k", 16 * 1024, connections), connections);
}

result measure_1m(const circumstances& at) {
  constexpr std::size_t connections = 8;
  return compare_requests_anew(at, bodies("1m", 1024 * 1024, connections), connections);
}

result measure_visits(const circumstances& at) {
  const contest who{
      .id = "connections",
      .title = "CPU per new connection",
      .contestants = everybody,
      .behind = answers,
      .start = speaking_http,
      .words = get(small, "Connection: close\r\n"),
      .goals = and_others({{ours, haproxy}, {ours, nginx}})
  };
  return compare_visits(at, who);
}

result measure_latency(const circumstances& at) {
  const contest who{
      .contestants = {direct, ours, control, unobserving, haproxy, haproxy_paired, nginx, bare},
      .behind = answers,
      .start = speaking_http,
      .words = get(small),
      .goals = and_others({{ours, haproxy, 0.70}, {ours, nginx}})
  };
  return compare_latency(at, who);
}

result measure_memory(const circumstances& at) {
  const contest who{
      .contestants = {ours, control, unobserving, haproxy, haproxy_paired, nginx, bare},
      .behind = answers,
      .start = speaking_http,
      .words = get(small)
  };
  return compare_memory(at, who, 1.1);
}

namespace {

contest traced() {
  return {
      .contestants = {ours, unobserving, haproxy, haproxy_paired, nginx, bare},
      .behind = answers,
      .start = speaking_http,
      .words = get(small)
  };
}

}  // namespace

result measure_calls(const circumstances& at) { return compare_calls(at, traced()); }

result measure_instructions(const circumstances& at) {
  return compare_instructions(at, traced(), no_number);
}

}  // namespace surgeline::bench
