#pragma once

#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// Hosts that are gone until the window ends, and then start again.
struct host_crash {
  std::optional<duration> cold_start;

  static constexpr auto schema() {
    return config::describe(
        "host_crash",
        "The replicas on these hosts are gone: what they work on is lost, caches are empty, "
        "connections are reset, and so is who comes until the window ends. Then they start.",
        config::optional(
            &host_crash::cold_start,
            "cold_start",
            "how long they take jobs in and begin none after that; that of the service if absent"
        )
    );
  }

  /// It acts on hosts, not on what travels.
  static constexpr bool acts_on_host = true;

  bool operator==(const host_crash&) const = default;
};

}  // namespace surgeline::fault
