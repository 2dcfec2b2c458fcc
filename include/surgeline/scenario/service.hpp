#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/queue_terms.hpp"
#include "surgeline/scenario/hosts.hpp"
#include "surgeline/scenario/service_call.hpp"

namespace surgeline::scenario {

/// What a lab service is.
enum class role : std::uint8_t { server };

/// Keys of a service that are reserved.
inline constexpr auto planned_service_keys = config::planned(
    "per_in_flight",
    "per_queued",
    "failure",
    "cold_start",
    "capacity",
    "kind",
    "keys",
    "size",
    "zipf",
    "ttl",
    "warm",
    "lease",
    "heartbeat",
    "fencing",
    "partitions",
    "idempotent",
    "endpoints",
    "model",
    "run",
    "cwd",
    "env",
    "address",
    "ready",
    "stop"
);

/// A lab service: run on sockets by `run`, in virtual time by `sim`.
struct service {
  std::string id;
  scenario::role role = role::server;
  std::uint32_t replicas = 1;
  std::uint32_t slots = 16;
  resilience::queue_terms queue{};
  distribution service_time = distribution::fixed(std::chrono::milliseconds{1});
  std::vector<service_call> calls;
  bool cancel_on_disconnect = false;
  host_list hosts;
  std::map<std::string, std::string> labels;

  static constexpr auto schema() {
    return config::describe(
        "service",
        "A lab service: replicas with slots and a queue, run on sockets or modelled.",
        config::required(&service::id, "id", "its name in metrics and reports", {.id = true}),
        config::optional(&service::role, "role", "what it is"),
        config::optional(
            &service::replicas,
            "replicas",
            "instances, each its own endpoint",
            {.min = 1, .max = 1000}
        ),
        config::optional(
            &service::slots,
            "slots",
            "jobs a replica works on at once",
            {.min = 1, .max = 1'000'000}
        ),
        config::optional(&service::queue, "queue", "the waiting room in front of the slots"),
        config::optional(
            &service::service_time,
            "service_time",
            "time a slot is held by a job",
            {.min = duration{}}
        ),
        config::optional(
            &service::calls,
            "calls",
            "what it asks of other services for each job, in this order, behind its own work"
        ),
        config::optional(
            &service::cancel_on_disconnect,
            "cancel_on_disconnect",
            "stop working when the caller has gone (only false in this version)"
        ),
        config::optional(
            &service::hosts,
            "hosts",
            "where replica n lives, going round if they are fewer; `<id>-1`, `<id>-2` and so on if "
            "absent"
        ),
        config::optional(&service::labels, "labels", "of hosts: host = label; for targets"),
        planned_service_keys
    );
  }
  void check(config::checker& in) const;
  /// Jobs per second all replicas can do, `elapsed` after the start of the run; infinite for no service time, zero if jobs
  /// may never end.
  double capacity(duration elapsed = {}) const;
  /// Where a replica lives, counted from 0.
  std::string host_of(std::uint32_t replica) const;
  bool operator==(const service&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::role> = std::array{
    named{surgeline::scenario::role::server, "server", "slots, a queue and a service time"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::role> =
    std::array<std::string_view, 5>{"cache", "queue", "log", "external", "command"};
