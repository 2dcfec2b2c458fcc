#pragma once

#include "surgeline/config/describe.hpp"

namespace surgeline::fault {

/// Hosts on which everything takes longer.
struct host_slow {
  double factor = 1;

  static constexpr auto schema() {
    return config::describe(
        "host_slow",
        "The replicas on these hosts take longer: service times that begin meanwhile are "
        "multiplied. Factors of several faults multiply too.",
        config::required(&host_slow::factor, "factor", "so many times longer", {.min = 1})
    );
  }

  /// It acts on hosts, not on what travels.
  static constexpr bool acts_on_host = true;

  bool operator==(const host_slow&) const = default;
};

}  // namespace surgeline::fault
