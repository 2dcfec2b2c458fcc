#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/config/checker.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

/// How many event loops carry traffic.
struct worker_count {
  std::uint32_t number = 1;  ///< 0: one for each core
  bool operator==(const worker_count&) const = default;
};

/// How long something armed may stay.
struct fault_age {
  duration longest = std::chrono::hours{1};  ///< `forever`: there is no limit
  bool operator==(const fault_age&) const = default;
};

/// What a whole sidecar may use; what the system allows if absent.
struct serve_limits {
  std::optional<std::uint32_t> connections;
  std::optional<std::uint32_t> descriptors;
  std::optional<rate> control_calls;

  static constexpr auto schema() {
    return config::describe(
        "serve_limits",
        "What a sidecar may use; what the system allows if absent.",
        config::optional(
            &serve_limits::connections,
            "connections",
            "client connections of each proxy at most, where it does not say less itself",
            {.min = 1, .max = 1'000'000}
        ),
        config::optional(
            &serve_limits::descriptors,
            "descriptors",
            "files and sockets the process may have open",
            {.min = 64, .max = 4'000'000}
        ),
        config::optional(
            &serve_limits::control_calls,
            "control_calls",
            "calls of the control API from one address, of which a second's worth may come at "
            "once; one with a wrong key counts as ten. If absent 50/s where `control` is beyond "
            "loopback and wants keys or certificates, else as many as come",
            {.min = 1}
        )
    );
  }
  bool operator==(const serve_limits&) const = default;
};

/// What a control listener shows in TLS, and whom it wants to be shown.
struct serve_tls {
  std::string cert, key;
  std::optional<std::string> client_ca;
  bool telemetry = false;

  static constexpr auto schema() {
    return config::describe(
        "serve_tls",
        "TLS 1.2 or 1.3 for `control`. SIGHUP reads the files again: new connections get what is "
        "new.",
        config::required(
            &serve_tls::cert,
            "cert",
            "a file in PEM, seen from this one: its certificate, then those that lead to its "
            "authority",
            {.not_empty = true}
        ),
        config::required(
            &serve_tls::key,
            "key",
            "a file in PEM that nobody else may read: the key of that certificate, without a "
            "password",
            {.not_empty = true}
        ),
        config::optional(
            &serve_tls::client_ca,
            "client_ca",
            "a file in PEM with authorities: every client has to show a certificate that one of "
            "them signed, and is known by its name",
            {.not_empty = true}
        ),
        config::optional(
            &serve_tls::telemetry,
            "telemetry",
            "`telemetry` speaks TLS with the same certificate, and asks nobody for one"
        )
    );
  }
  bool operator==(const serve_tls&) const = default;
};

/// How `surgeline serve` listens, and how it ends.
struct serve {
  endpoint control{.host = "127.0.0.1", .port = 8474};
  endpoint telemetry{.host = "127.0.0.1", .port = 9474};
  worker_count workers{};
  duration drain_timeout = std::chrono::seconds{30};
  fault_age max_fault_age{};
  serve_limits limits{};
  std::optional<std::string> keys, audit;
  std::optional<serve_tls> tls;
  std::optional<std::string> user, group;

  /// True when whoever reaches the control listener has to show who he is.
  bool asks_who() const { return keys || (tls && tls->client_ca); }

  static constexpr auto schema() {
    return config::describe(
        "serve",
        "How `surgeline serve` listens, and how it ends; `run` and `sim` ignore it.",
        config::optional(
            &serve::control,
            "control",
            "where faults are armed: loopback or a unix socket; beyond that only with `keys`, or "
            "with `tls` that has a `client_ca`",
            {.any_port = true}
        ),
        config::optional(
            &serve::telemetry,
            "telemetry",
            "where /metrics, /healthz and /readyz are read",
            {.any_port = true}
        ),
        config::optional(&serve::workers, "workers", "event loops; `\"auto\"`: one a core"),
        config::optional(
            &serve::drain_timeout,
            "drain_timeout",
            "how long open connections may take to end after SIGTERM"
        ),
        config::optional(
            &serve::max_fault_age,
            "max_fault_age",
            "as in [safety]; the stricter one counts"
        ),
        config::optional(&serve::limits, "limits", "what it may use"),
        config::optional(
            &serve::keys,
            "keys",
            "a file, seen from this one, that nobody else may read: on each line `viewer` or "
            "`operator`, a name and a key of 16 characters or more; whoever uses `control` then "
            "needs one",
            {.not_empty = true}
        ),
        config::optional(
            &serve::audit,
            "audit",
            "a file, seen from this one: a JSON line for each call that was to change something, "
            "or was refused",
            {.not_empty = true}
        ),
        config::optional(&serve::tls, "tls", "if absent, `control` is in clear"),
        config::optional(
            &serve::user,
            "user",
            "whom it becomes, a name or a number, once its ports are open, if root starts it",
            {.not_empty = true}
        ),
        config::optional(
            &serve::group,
            "group",
            "with `user`: another group than that user's",
            {.not_empty = true}
        )
    );
  }
  void check(config::checker& in) const {
    if (group && !user) in.problem("group", "`group` is of use with `user` only", "add `user`");
  }
  bool operator==(const serve&) const = default;
};

/// How many calls a second one peer may make on the control listener; nothing if as many as come.
inline std::optional<double> call_limit(const serve& how) {
  constexpr double from_elsewhere = 50;
  if (how.limits.control_calls) return how.limits.control_calls->per_second;
  if (how.control.is_local() || !how.asks_who()) return {};
  return from_elsewhere;
}

}  // namespace surgeline::scenario
