#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/resilience/queue_terms.hpp"
#include "surgeline/scenario/hosts.hpp"

namespace surgeline::scenario {

/// How many instances a daemon has.
enum class daemon_scope : std::uint8_t { shared, per_host, per_replica };

/// How those who have waited for the end of a stall leave.
enum class daemon_release_mode : std::uint8_t { burst, paced, lifo };

/// Says how they leave.
struct daemon_release {
  daemon_release_mode mode = daemon_release_mode::burst;
  std::optional<surgeline::rate> rate;

  static constexpr auto schema() {
    return config::describe(
        "daemon_release",
        "How those who have waited for the end of a stall leave.",
        config::optional(&daemon_release::mode, "mode", "in which order, and how fast"),
        config::optional(
            &daemon_release::rate,
            "rate",
            "how many a second, of each instance, with `paced`",
            {.above = 0}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const daemon_release&) const = default;
};

/// Where in the life of a job or a connection its service waits for the daemon.
enum class daemon_stage : std::uint8_t { accept, before, after };

/// What becomes of who has waited for too long.
struct late_waiter {
  bool goes_on = false;  ///< as if it had been served
  std::uint16_t status =
      503;  ///< the answer it gets otherwise; a connection on a tcp proxy is reset

  bool operator==(const late_waiter&) const = default;
};

/// Who waits for a daemon.
struct attachment {
  std::optional<std::string> service;  ///< `*`: all of the laboratory
  std::optional<std::string> proxy;
  std::optional<daemon_stage> at;
  surgeline::share share{1};
  std::optional<duration> timeout;
  std::optional<late_waiter> on_timeout;

  static constexpr auto schema() {
    return config::describe(
        "attach",
        "Who waits for a daemon, and when.",
        config::optional(
            &attachment::service,
            "service",
            "each job of this service; `*`: of all lab services",
            {.not_empty = true}
        ),
        config::optional(
            &attachment::proxy,
            "proxy",
            "each connection of this proxy, from before it is dialled until it ends; or each "
            "exchange",
            {.id = true}
        ),
        config::optional(
            &attachment::at,
            "at",
            "when: a job `before` its own work or `after` that and its calls, with its slot held; "
            "of an http proxy an "
            "exchange `before` its request goes on or `after` it was answered; a connection on "
            "`accept`. `before` for a service, `accept` for a proxy if absent"
        ),
        config::optional(
            &attachment::share,
            "share",
            "of jobs, connections or exchanges that need the daemon",
            {.min = 0, .max = 1}
        ),
        config::optional(
            &attachment::timeout,
            "timeout",
            "they wait so long at most",
            {.above = duration{}}
        ),
        config::optional(
            &attachment::on_timeout,
            "on_timeout",
            "what comes of it then; a connection of a tcp proxy is reset if absent"
        )
    );
  }
  void check(config::checker& in) const;
  daemon_stage stage() const {
    return at.value_or(proxy ? daemon_stage::accept : daemon_stage::before);
  }
  bool operator==(const attachment&) const = default;
};

/// A shared thing that services wait for: slots, a queue, and a way to release those who wait.
struct daemon {
  std::string id;
  daemon_scope scope = daemon_scope::per_host;
  host_list hosts;
  std::uint32_t slots = 1;
  distribution service_time = distribution::fixed(duration{});
  resilience::queue_terms queue{.on_full = resilience::on_full::block};
  daemon_release release{};
  std::vector<attachment> attach;

  static constexpr auto schema() {
    return config::describe(
        "daemon",
        "A shared thing that services wait for: a container runtime, a log shipper, a credential "
        "agent, a lock service.",
        config::required(&daemon::id, "id", "its name in metrics and reports", {.id = true}),
        config::optional(&daemon::scope, "scope", "how many instances it has"),
        config::optional(
            &daemon::hosts,
            "hosts",
            "where its instances are, with `per_host`; where the services attached to it live if "
            "absent"
        ),
        config::optional(
            &daemon::slots,
            "slots",
            "callers an instance serves at once",
            {.min = 1, .max = 1'000'000}
        ),
        config::optional(
            &daemon::service_time,
            "service_time",
            "time a slot is held by a job; by a connection: longer than that by so much",
            {.min = duration{}}
        ),
        config::optional(&daemon::queue, "queue", "the waiting room in front of the slots"),
        config::optional(&daemon::release, "release", "how waiters leave after a stall"),
        config::optional(&daemon::attach, "attach", "who waits for it")
    );
  }
  bool operator==(const daemon&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::daemon_scope> = std::array{
    named{surgeline::scenario::daemon_scope::shared, "shared", "one in all"},
    named{surgeline::scenario::daemon_scope::per_host, "per_host", "one on each host"},
    named{
        surgeline::scenario::daemon_scope::per_replica,
        "per_replica",
        "one for each replica that waits for it"
    },
};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::daemon_release_mode> =
    std::array{
        named{
            surgeline::scenario::daemon_release_mode::burst,
            "burst",
            "as fast as the slots take them, in the order of the queue"
        },
        named{
            surgeline::scenario::daemon_release_mode::paced,
            "paced",
            "one after the other at `rate`, until all who waited have left"
        },
        named{
            surgeline::scenario::daemon_release_mode::lifo,
            "lifo",
            "as fast as the slots take them, whoever came last first, until nobody waits"
        },
    };
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::daemon_stage> = std::array{
    named{
        surgeline::scenario::daemon_stage::accept,
        "accept",
        "a connection, before it is dialled; it holds the daemon's slot until it ends"
    },
    named{
        surgeline::scenario::daemon_stage::before,
        "before",
        "a job, before its own work; an exchange, before its request goes on"
    },
    named{
        surgeline::scenario::daemon_stage::after,
        "after",
        "a job, after its own work; an exchange, before its response goes back"
    },
};
