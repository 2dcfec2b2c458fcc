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
#include "surgeline/observe/client_groups.hpp"
#include "surgeline/observe/clue.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/scenario/http_route.hpp"
#include "surgeline/scenario/observing.hpp"

namespace surgeline::scenario {

/// One listener for every replica of the upstream.
enum class fan : std::uint8_t { one, endpoint };

/// What a proxy speaks.
enum class protocol : std::uint8_t { tcp, http };

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
  size head{64 << 10};
  std::uint32_t headers = 100;
  std::optional<size> body;
  duration head_timeout = std::chrono::seconds{30};
  duration idle_timeout = std::chrono::minutes{10};
  std::optional<duration> exchange_timeout;

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
        ),
        config::optional(
            &limits::head,
            "head",
            "http: bytes of the head of a message",
            {.min = 256, .max = 1 << 20}
        ),
        config::optional(
            &limits::headers,
            "headers",
            "http: fields of a head",
            {.min = 1, .max = 10'000}
        ),
        config::optional(&limits::body, "body", "http: bytes of a request's body; any if absent"),
        config::optional(
            &limits::head_timeout,
            "head_timeout",
            "http: from the first byte of a head to its last",
            {.above = duration{}}
        ),
        config::optional(
            &limits::idle_timeout,
            "idle_timeout",
            "http: a connection without a request is closed after this",
            {.above = duration{}}
        ),
        config::optional(
            &limits::exchange_timeout,
            "exchange_timeout",
            "http: from a request to the end of its answer; as long as it takes if absent",
            {.above = duration{}}
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
  std::vector<http_route> routes;
  std::vector<observe::client_group> clients;
  std::vector<observe::clue> identify_attempts;
  observing observe{};
  bool allow_connect = false;

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
            "the loads and services whose calls to the upstream go through here",
            {.id = true}
        ),
        config::optional(
            &proxy::each,
            "each",
            "`endpoint`: one listener per replica, so that callers choose"
        ),
        config::optional(&proxy::protocol, "protocol", "what it speaks"),
        config::optional(&proxy::limits, "limits", "what it may use"),
        config::optional(&proxy::routes, "routes", "http: requests that are counted together"),
        config::optional(
            &proxy::clients,
            "clients",
            "http: clients that are observed together; the rest is `other`"
        ),
        config::optional(
            &proxy::identify_attempts,
            "identify_attempts",
            "http: what tells attempts at one logical request, in order of trust; all but "
            "`fingerprint` if absent"
        ),
        config::optional(&proxy::observe, "observe", "http: attempts and breakers"),
        config::optional(&proxy::allow_connect, "allow_connect", "http: the method CONNECT"),
        config::planned("tls")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const proxy&) const = default;

 private:
  void check_tcp(config::checker& in) const;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::fan> = std::array{
    named{surgeline::scenario::fan::endpoint, "endpoint", "one listener per replica"},
};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::protocol> = std::array{
    named{surgeline::scenario::protocol::tcp, "tcp", "any bytes"},
    named{surgeline::scenario::protocol::http, "http", "HTTP/1.0 and HTTP/1.1"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::protocol> =
    std::array<std::string_view, 7>{"http2", "grpc", "udp", "redis", "postgres", "mysql", "kafka"};
