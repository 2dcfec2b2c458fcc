#pragma once

#include "surgeline/config/describe.hpp"

namespace surgeline::fault {

/// A daemon that serves nobody until the window ends, as if it had been stopped.
struct daemon_stall {
  bool spare_health = false;

  static constexpr auto schema() {
    return config::describe(
        "daemon_stall",
        "A daemon serves nobody until the window ends: whoever it was serving waits too. Then "
        "the daemon's `release` says how those who wait leave.",
        config::optional(
            &daemon_stall::spare_health,
            "spare_health",
            "health checks are answered all the same"
        )
    );
  }

  /// It acts on daemons, not on what travels.
  static constexpr bool acts_on_daemon = true;

  bool operator==(const daemon_stall&) const = default;
};

}  // namespace surgeline::fault
