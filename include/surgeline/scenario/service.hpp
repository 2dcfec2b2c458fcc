#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/varying.hpp"
#include "surgeline/resilience/queue_terms.hpp"
#include "surgeline/scenario/failure.hpp"
#include "surgeline/scenario/hosts.hpp"
#include "surgeline/scenario/program.hpp"
#include "surgeline/scenario/service_call.hpp"
#include "surgeline/scenario/service_model.hpp"
#include "surgeline/scenario/service_roles.hpp"

namespace surgeline::scenario {

/// What a lab service is.
enum class role : std::uint8_t { server, cache, queue, log, external, command };

/// Describes the keys that say where a service is, what it is if it is real, and those of roles, behind some others.
template <class Self, class... First>
constexpr auto describe_service(std::string_view help, First... first) {
  return config::describe(
      "service",
      help,
      first...,
      config::optional(
          &Self::cancel_on_disconnect,
          "cancel_on_disconnect",
          "stop working when the caller has gone"
      ),
      config::optional(
          &Self::hosts,
          "hosts",
          "where replica n lives, going round if they are fewer; `<id>-1`, `<id>-2` and so on if "
          "absent. `{ prefix = \"rack\", count = 2 }` is `rack1` and `rack2`"
      ),
      config::optional(&Self::labels, "labels", "of hosts: host = label; for targets"),
      config::optional(
          &Self::endpoints,
          "endpoints",
          "external: where it is, an address for each replica",
          {.not_empty = true}
      ),
      config::optional(
          &Self::address,
          "address",
          "command: where it listens; without it nobody can call it"
      ),
      config::inlined(&Self::program),
      config::optional(
          &Self::model,
          "model",
          "external, command: what stands for it in `sim`, which needs it"
      ),
      config::inlined(&Self::cache),
      config::inlined(&Self::lease),
      config::inlined(&Self::log)
  );
}

/// A lab service: run on sockets by `run`, in virtual time by `sim`.
struct service {
  std::string id;
  scenario::role role = role::server;
  std::uint32_t replicas = 1;
  std::uint32_t slots = 16;
  resilience::queue_terms queue{};
  distribution service_time = distribution::fixed(std::chrono::milliseconds{1});
  duration per_in_flight{};
  duration per_queued{};
  std::optional<scenario::failure> failure;
  std::vector<service_call> calls;
  duration cold_start{};
  varying<double> speed{1.0};
  bool cancel_on_disconnect = false;
  host_list hosts;
  std::map<std::string, std::string> labels;
  std::vector<endpoint> endpoints;
  std::optional<endpoint> address;
  scenario::program program{};
  std::optional<service_model> model;
  cache_terms cache{};
  lease_terms lease{};
  log_terms log{};

  static constexpr auto schema() {
    return describe_service<service>(
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
            &service::per_in_flight,
            "per_in_flight",
            "added to the service time for each other job that the replica has in work by then"
        ),
        config::optional(
            &service::per_queued,
            "per_queued",
            "added to the service time for each job that waits at the replica by then"
        ),
        config::optional(&service::failure, "failure", "jobs that fail by themselves"),
        config::optional(
            &service::cold_start,
            "cold_start",
            "a replica that starts takes jobs in, and begins none for this long; at the start of "
            "the run too"
        ),
        config::optional(
            &service::speed,
            "capacity",
            "how fast it works: service times are divided by it",
            {.max = 1e6, .above = 0}
        ),
        config::optional(
            &service::calls,
            "calls",
            "what it asks of other services for each job, in this order, behind its own work"
        )
    );
  }
  void check(config::checker& in) const;
  /// True where replicas are run by us; the others are real: somebody's, or a program that we start.
  bool is_lab() const {
    return role != scenario::role::external && role != scenario::role::command;
  }
  /// True when who no longer waits for an answer makes a difference.
  bool heeds_leaving() const {
    return cancel_on_disconnect ||
           (role == scenario::role::cache && cache.kind == cache_kind::look_aside);
  }
  /// Jobs per second all replicas can do, `elapsed` after the start of the run; infinite for no service time, zero if jobs
  /// may never end.
  double capacity(duration elapsed = {}) const;
  /// Where a replica lives, counted from 0.
  std::string host_of(std::uint32_t replica) const;
  bool operator==(const service&) const = default;

 private:
  void check_role(config::checker& in) const;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::role> = std::array{
    named{surgeline::scenario::role::server, "server", "slots, a queue and a service time"},
    named{
        surgeline::scenario::role::cache,
        "cache",
        "holds some of many keys; for one that it has not it calls who has, by the one entry of "
        "its "
        "`calls`"
    },
    named{
        surgeline::scenario::role::queue,
        "queue",
        "hands jobs to workers, its slots, under a lease; a job is answered when it is done"
    },
    named{surgeline::scenario::role::log, "log", "appends what it is sent, and acknowledges it"},
    named{
        surgeline::scenario::role::external,
        "external",
        "real addresses, which `run` only calls; `sim` needs `model`"
    },
    named{
        surgeline::scenario::role::command,
        "command",
        "a program that `run` starts, with the addresses of the proxies in its environment, and "
        "stops; `sim` needs `model`"
    },
};
