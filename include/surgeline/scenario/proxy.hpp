#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/resilience/balancer.hpp"

namespace surgeline::scenario {

/// One listener for every replica of the upstream.
enum class fan : std::uint8_t { one, endpoint };

/// What a proxy speaks.
enum class protocol : std::uint8_t { tcp };

/// Where a proxy's connections go: the replicas of a lab service, or addresses.
struct upstream {
  std::optional<std::string> service;
  std::vector<endpoint> endpoints;
  std::vector<std::string> labels;  ///< one for each endpoint or replica, or none
  resilience::balance balance = resilience::balance::round_robin;
  duration connect_timeout = std::chrono::seconds{5};

  static constexpr auto schema() {
    return config::describe(
        "upstream",
        "Where a proxy's connections go; an address alone is short for `{ endpoints = [address] "
        "}`.",
        config::optional(
            &upstream::service,
            "service",
            "a lab service: all its replicas",
            {.id = true}
        ),
        config::optional(&upstream::endpoints, "endpoints", "addresses", {.not_empty = true}),
        config::optional(
            &upstream::labels,
            "labels",
            "a label for each endpoint, or replica, in their order; faults can be meant for one",
            {.id = true, .not_empty = true}
        ),
        config::optional(
            &upstream::balance,
            "balance",
            "which endpoint a connection gets, with one listener"
        ),
        config::optional(
            &upstream::connect_timeout,
            "connect_timeout",
            "an attempt to connect takes at most this",
            {.above = duration{}}
        )
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
        config::optional(
            &limits::connections,
            "connections",
            "client connections at once",
            {.min = 1, .max = 1'000'000}
        ),
        config::optional(
            &limits::buffer,
            "buffer",
            "bytes held for one direction of a connection; then back-pressure",
            {.min = 4096}
        )
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
        config::optional(
            &proxy::listen,
            "listen",
            "where clients connect; needed without `from`",
            {.any_port = true}
        ),
        config::required(
            &proxy::upstream,
            "upstream",
            "where connections go: an address, or a table"
        ),
        config::optional(
            &proxy::from,
            "from",
            "the loads whose calls to the upstream go through here",
            {.id = true}
        ),
        config::optional(
            &proxy::each,
            "each",
            "`endpoint`: one listener per replica, so that callers choose"
        ),
        config::optional(&proxy::protocol, "protocol", "what it speaks"),
        config::optional(&proxy::limits, "limits", "what it may use"),
        config::planned("clients", "routes", "identify_attempts", "observe", "allow_connect", "tls")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const proxy&) const = default;
};

}  // namespace surgeline::scenario

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
    std::array<std::string_view, 8>{
        "http",
        "http2",
        "grpc",
        "udp",
        "redis",
        "postgres",
        "mysql",
        "kafka"
    };
