#pragma once

#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/core/varying.hpp"

namespace surgeline::scenario {

/// How a job that fails ends.
struct failure_outcome {
  enum class sort : std::uint8_t {
    status,  ///< an answer that says so: nothing was done
    reset,   ///< what was asked is done, and the connection is lost
    hang,    ///< what was asked is done, and no answer comes; the slot is free
  };
  sort what = sort::status;
  std::uint16_t status = 500;
  bool operator==(const failure_outcome&) const = default;
};

/// The jobs of a service that fail by themselves.
struct failure {
  varying<surgeline::share> share{};
  failure_outcome outcome{};

  static constexpr auto schema() {
    return config::describe(
        "failure",
        "Jobs that fail by themselves, at the end of their time.",
        config::required(&failure::share, "share", "of the jobs, by a draw", {.min = 0, .max = 1}),
        config::optional(
            &failure::outcome,
            "outcome",
            "how they end: a status (`\"500\"` to `\"599\"`), and nothing is done; `reset` or "
            "`hang`: what was asked is done, and the answer is lost"
        )
    );
  }
  bool operator==(const failure&) const = default;
};

}  // namespace surgeline::scenario
