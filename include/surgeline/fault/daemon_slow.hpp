#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/core/varying.hpp"

namespace surgeline::fault {

/// A daemon that takes longer for everything it begins.
struct daemon_slow {
  varying<double> factor{1.0};
  bool spare_health = false;

  static constexpr auto schema() {
    return config::describe(
        "daemon_slow",
        "A daemon takes longer: service times that begin meanwhile are multiplied. Factors of "
        "several faults multiply too.",
        config::required(&daemon_slow::factor, "factor", "so many times longer", {.min = 1}),
        config::optional(
            &daemon_slow::spare_health,
            "spare_health",
            "health checks take as long as ever"
        )
    );
  }

  /// It acts on daemons, not on what travels.
  static constexpr bool acts_on_daemon = true;

  bool operator==(const daemon_slow&) const = default;
};

}  // namespace surgeline::fault
