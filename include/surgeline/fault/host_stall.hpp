#pragma once

#include "surgeline/config/describe.hpp"

namespace surgeline::fault {

/// Hosts that do nothing until the window ends, as if they had been suspended.
struct host_stall {
  static constexpr auto schema() {
    return config::describe(
        "host_stall",
        "The replicas on these hosts freeze until the window ends: what they work on takes so much "
        "longer, and who asks them meanwhile waits."
    );
  }

  /// It acts on hosts, not on what travels.
  static constexpr bool acts_on_host = true;

  bool operator==(const host_stall&) const = default;
};

}  // namespace surgeline::fault
