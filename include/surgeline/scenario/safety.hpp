#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/target.hpp"
#include "surgeline/scenario/serve.hpp"

namespace surgeline::scenario {

/// The shortest and the longest silence that a lease may allow.
inline constexpr duration shortest_lease = std::chrono::seconds{1};
inline constexpr duration longest_lease = std::chrono::minutes{5};

/// What keeps an experiment from hurting more than it should.
struct safety {
  bool allow_static = false;
  duration lease = std::chrono::seconds{10};
  fault_age max_fault_age{};
  std::optional<surgeline::fault::client_share> control;
  share quorum{1};
  std::optional<std::uint32_t> expect_sidecars;

  static constexpr auto schema() {
    return config::describe(
        "safety",
        "What keeps an experiment from hurting more than it should.",
        config::optional(
            &safety::allow_static,
            "allow_static",
            "faults may stay for good: those of a `serve` file, also on a proxy that listens "
            "beyond loopback, and `max_fault_age = \"none\"`"
        ),
        config::optional(
            &safety::lease,
            "lease",
            "faults armed over the API clear after this silence of whoever armed them",
            {.min = shortest_lease, .max = longest_lease}
        ),
        config::optional(
            &safety::max_fault_age,
            "max_fault_age",
            "the longest any fault stays armed in a sidecar, renewed or not"
        ),
        config::optional(
            &safety::control,
            "control",
            "a share of the clients that no fault touches, always the same: what the others are "
            "compared with (`of = \"control\"`)"
        ),
        config::optional(
            &safety::quorum,
            "quorum",
            "the share of the sidecars (`run --target`) that must stay; when fewer are left, the "
            "run is aborted and everything cleared",
            {.max = 1, .above = 0}
        ),
        config::optional(
            &safety::expect_sidecars,
            "expect_sidecars",
            "`run` starts only with exactly so many `--target`s",
            {.min = 1, .max = 1000}
        ),
        config::planned(
            "require_env",
            "allow_upstream",
            "exclude_paths",
            "max_faulted",
            "mark_responses"
        )
    );
  }
  bool operator==(const safety&) const = default;
};

}  // namespace surgeline::scenario
