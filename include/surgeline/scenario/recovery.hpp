#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/steady_state.hpp"

namespace surgeline::scenario {

/// The test whether a system that stays down comes back when its load is cut for a while.
struct relief {
  std::optional<share> rate;
  duration at_most = std::chrono::seconds{60};

  static constexpr auto schema() {
    return config::describe(
        "probe_relief",
        "Cuts the load if recovery misses its deadline, until the backlog must be gone; does it "
        "come back, and hold at the old load?",
        config::optional(
            &relief::rate,
            "rate",
            "share of the load that stays; so that rate × attempts ≤ capacity / 2 if absent",
            {.min = 0, .below = 1}
        ),
        config::optional(
            &relief::at_most,
            "for",
            "the cut lasts at most this",
            {.max = std::chrono::hours{24}, .above = duration{}}
        )
    );
  }
  bool operator==(const relief&) const = default;
};

/// The way back: when the system counts as recovered, and how long it may take.
struct recovery {
  std::string metric;
  share at_least{0.95};
  reference of = reference::baseline;
  duration stable_for = std::chrono::seconds{10};
  duration deadline{};
  std::optional<relief> probe_relief;

  static constexpr auto schema() {
    return config::describe(
        "recovery",
        "The way back, from the end of the last fault to the start of the first window that holds.",
        config::required(&recovery::metric, "metric", "the goodput of a load"),
        config::optional(
            &recovery::at_least,
            "at_least",
            "share of the reference that counts as recovered",
            {.above = 0}
        ),
        config::optional(&recovery::of, "of", "`baseline` or `offered`"),
        config::optional(
            &recovery::stable_for,
            "stable_for",
            "the window that must hold",
            {.min = std::chrono::milliseconds{250}}
        ),
        config::required(
            &recovery::deadline,
            "deadline",
            "it may take this long",
            {.above = duration{}}
        ),
        config::optional(
            &recovery::probe_relief,
            "probe_relief",
            "without it metastability cannot be proved: a miss is `fail`"
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const recovery&) const = default;
};

}  // namespace surgeline::scenario
