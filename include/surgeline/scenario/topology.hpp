#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/resilience/budget.hpp"
#include "surgeline/resilience/queue.hpp"
#include "surgeline/resilience/retry.hpp"

namespace surgeline::scenario {

/// What a lab service is.
enum class role : std::uint8_t { server };

/// A lab service: run on sockets by `run`, in virtual time by `sim`.
struct service {
  std::string id;
  scenario::role role = role::server;
  std::uint32_t replicas = 1;
  std::uint32_t slots = 16;
  resilience::queue_terms queue{};
  distribution service_time = distribution::fixed(std::chrono::milliseconds{1});
  bool cancel_on_disconnect = false;

  static constexpr auto schema() {
    return config::describe(
        "service",
        "A lab service: replicas with slots and a queue, run on sockets or modelled.",
        config::required(&service::id, "id", "its name in metrics and reports", {.id = true}),
        config::optional(&service::role, "role", "what it is"),
        config::optional(&service::replicas, "replicas", "instances, each its own endpoint", {.min = 1, .max = 1000}),
        config::optional(&service::slots, "slots", "jobs a replica works on at once", {.min = 1, .max = 1'000'000}),
        config::optional(&service::queue, "queue", "the waiting room in front of the slots"),
        config::optional(&service::service_time, "service_time", "time a slot is held by a job", {.min = duration{}}),
        config::optional(&service::cancel_on_disconnect, "cancel_on_disconnect", "stop working when the caller has gone (only false in this version)"),
        config::planned("hosts", "labels", "per_in_flight", "per_queued", "failure", "calls", "cold_start", "capacity",
                        "kind", "keys", "size", "zipf", "ttl", "warm", "lease", "heartbeat", "fencing", "partitions",
                        "idempotent", "endpoints", "model", "run", "cwd", "env", "address", "ready", "stop")
    );
  }
  void check(config::checker& in) const;
  /// Jobs per second all replicas can do; infinite for no service time, zero if jobs may never end.
  double capacity() const;
  bool operator==(const service&) const = default;
};

/// One listener for every replica of the upstream.
enum class fan : std::uint8_t { one, endpoint };

/// What a proxy speaks.
enum class protocol : std::uint8_t { tcp };

/// Where a proxy's connections go: the replicas of a lab service, or addresses.
struct upstream {
  std::optional<std::string> service;
  std::vector<endpoint> endpoints;
  resilience::balance balance = resilience::balance::round_robin;
  duration connect_timeout = std::chrono::seconds{5};

  static constexpr auto schema() {
    return config::describe(
        "upstream",
        "Where a proxy's connections go; an address alone is short for `{ endpoints = [address] }`.",
        config::optional(&upstream::service, "service", "a lab service: all its replicas", {.id = true}),
        config::optional(&upstream::endpoints, "endpoints", "addresses"),
        config::optional(&upstream::balance, "balance", "which endpoint a connection gets, with one listener"),
        config::optional(&upstream::connect_timeout, "connect_timeout", "an attempt to connect takes at most this", {.above = duration{}})
    );
  }
  void check(config::checker& in) const;
  bool operator==(const upstream&) const = default;
};

/// The limits of one proxy.
struct limits {
  std::uint32_t connections = 10'000;
  size buffer{1 << 20};

  static constexpr auto schema() {
    return config::describe(
        "limits",
        "What one proxy may use.",
        config::optional(&limits::connections, "connections", "client connections at once", {.min = 1, .max = 1'000'000}),
        config::optional(&limits::buffer, "buffer", "bytes held for one direction of a connection; then back-pressure", {.min = 4096})
    );
  }
  bool operator==(const limits&) const = default;
};

/// A named listener → upstream pair that faults are armed on.
struct proxy {
  std::string id;
  std::optional<endpoint> listen;
  scenario::upstream upstream{};
  std::vector<std::string> from;
  std::optional<fan> each;
  scenario::protocol protocol = protocol::tcp;
  scenario::limits limits{};

  static constexpr auto schema() {
    return config::describe(
        "proxy",
        "A named listener → upstream pair that faults are armed on.",
        config::optional(&proxy::id, "id", "its name; `proxy-<n>` if absent", {.id = true}),
        config::optional(&proxy::listen, "listen", "where clients connect; needed without `from`", {.any_port = true}),
        config::required(&proxy::upstream, "upstream", "where connections go: an address, or a table"),
        config::optional(&proxy::from, "from", "the loads whose calls to the upstream go through here", {.id = true}),
        config::optional(&proxy::each, "each", "`endpoint`: one listener per replica, so that callers choose"),
        config::optional(&proxy::protocol, "protocol", "what it speaks"),
        config::optional(&proxy::limits, "limits", "what it may use"),
        config::planned("clients", "routes", "identify_attempts", "observe", "allow_connect", "tls")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const proxy&) const = default;
};

/// How a caller behaves.
struct policy {
  std::string id;
  std::optional<duration> timeout;
  std::optional<resilience::retry> retry;
  std::optional<resilience::budget_terms> budget;
  resilience::balance balance = resilience::balance::random;

  static constexpr auto schema() {
    return config::describe(
        "policy",
        "How a caller behaves: timeout, retries and what pays for them.",
        config::required(&policy::id, "id", "its name", {.id = true}),
        config::optional(&policy::timeout, "timeout", "of one attempt", {.above = duration{}}),
        config::optional(&policy::retry, "retry", "when it tries again"),
        config::optional(&policy::budget, "budget", "how many retries it may afford"),
        config::optional(&policy::balance, "balance", "over the endpoints the caller sees"),
        config::planned("breaker", "order", "bulkhead", "hedge", "throttle", "skip_open")
    );
  }
  bool operator==(const policy&) const = default;
};

/// The callers behind a load.
struct clients {
  std::uint32_t count = 1;
  std::uint32_t connections_per_client = 1;

  static constexpr auto schema() {
    return config::describe(
        "clients",
        "The callers behind a load; requests are dealt to them at random, each keeps its connections.",
        config::optional(&clients::count, "count", "clients", {.min = 1, .max = 60'000}),
        config::optional(&clients::connections_per_client, "connections_per_client", "connections of each to each endpoint", {.min = 1, .max = 1000}),
        config::planned("think")
    );
  }
  bool operator==(const clients&) const = default;
};

/// How a load's requests come.
enum class load_model : std::uint8_t { open };
/// The law of the gaps between arrivals.
enum class arrival : std::uint8_t { poisson, constant };

/// A population of clients that asks: an arrival process and a policy.
struct load {
  std::string id;
  std::string to;
  load_model model = load_model::open;
  scenario::arrival arrival = arrival::poisson;
  varying<surgeline::rate> rate{};
  scenario::clients clients{};
  std::optional<duration> deadline;
  std::optional<std::string> policy;

  static constexpr auto schema() {
    return config::describe(
        "load",
        "A population of clients that asks; open: arrivals do not wait for answers.",
        config::required(&load::id, "id", "its name in metrics and reports", {.id = true}),
        config::required(&load::to, "to", "the service or proxy it calls", {.id = true}),
        config::optional(&load::model, "model", "whether arrivals wait for answers"),
        config::optional(&load::arrival, "arrival", "the law of the gaps between requests"),
        config::required(&load::rate, "rate", "logical requests, from all clients together", {.min = 0}),
        config::optional(&load::clients, "clients", "who asks"),
        config::optional(&load::deadline, "deadline", "a later answer is throughput, not goodput; from the intended start, over all attempts", {.above = duration{}}),
        config::optional(&load::policy, "policy", "how they behave; one attempt without timeout if absent", {.id = true}),
        config::planned("stages", "mix", "trace", "run", "cwd", "env", "stop")
    );
  }
  bool operator==(const load&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::role> = std::array{
    named{surgeline::scenario::role::server, "server", "slots, a queue and a service time"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::role> =
    std::array<std::string_view, 5>{"cache", "queue", "log", "external", "command"};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::fan> = std::array{
    named{surgeline::scenario::fan::endpoint, "endpoint", "one listener per replica"},
};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::protocol> = std::array{
    named{surgeline::scenario::protocol::tcp, "tcp", "any bytes"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::protocol> =
    std::array<std::string_view, 8>{"http", "http2", "grpc", "udp", "redis", "postgres", "mysql", "kafka"};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::load_model> = std::array{
    named{surgeline::scenario::load_model::open, "open", "arrivals do not wait for answers"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::load_model> =
    std::array<std::string_view, 3>{"closed", "external", "command"};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::arrival> = std::array{
    named{surgeline::scenario::arrival::poisson, "poisson", "independent of one another"},
    named{surgeline::scenario::arrival::constant, "constant", "evenly spaced"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::arrival> =
    std::array<std::string_view, 1>{"trace"};
