#pragma once

#include <chrono>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::scenario {

/// How an http proxy observes attempts and breakers.
struct observing {
  bool enabled = true;
  duration window = std::chrono::seconds{10};

  static constexpr auto schema() {
    return config::describe(
        "observe",
        "Whether attempts are grouped into logical requests, and breakers inferred.",
        config::optional(&observing::enabled, "enabled", "false saves a few percent of the work"),
        config::optional(
            &observing::window,
            "window",
            "another attempt may follow a failed one for so long",
            {.above = duration{}}
        ),
        config::planned("client")
    );
  }
  bool operator==(const observing&) const = default;
};

}  // namespace surgeline::scenario
