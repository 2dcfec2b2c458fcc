#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// A daemon that is gone until the window ends, and slow for a while after that.
struct daemon_crash {
  duration cold{};
  double cold_factor = 1;

  static constexpr auto schema() {
    return config::describe(
        "daemon_crash",
        "A daemon is gone: whoever it serves and whoever waits for it is refused, and so is who "
        "comes until the window ends. Then it is cold.",
        config::optional(&daemon_crash::cold, "cold", "how long it is slower after that"),
        config::optional(
            &daemon_crash::cold_factor,
            "cold_factor",
            "so many times longer it takes meanwhile",
            {.min = 1}
        )
    );
  }
  void check(config::checker& in) const {
    if (in.given("cold_factor") && !in.given("cold"))
      in.problem("cold_factor", "it is cold for no time at all", "add `cold`");
  }

  /// It acts on daemons, not on what travels.
  static constexpr bool acts_on_daemon = true;

  bool operator==(const daemon_crash&) const = default;
};

}  // namespace surgeline::fault
