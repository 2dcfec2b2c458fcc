#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

/// How the calls of a service follow one another.
enum class call_mode : std::uint8_t { serial, parallel };

/// What a service does when a call has failed.
struct fallback {
  distribution service_time;

  static constexpr auto schema() {
    return config::describe(
        "fallback",
        "What a service does in place of a call that failed; its answer is then `degraded`, "
        "and counts as good.",
        config::required(
            &fallback::service_time,
            "service_time",
            "time it takes, the slot still held",
            {.min = duration{}}
        )
    );
  }
  bool operator==(const fallback&) const = default;
};

/// A call that a service makes for each of its jobs, behind its own work and with the slot held.
struct service_call {
  std::string to;
  std::optional<std::string> policy;
  std::uint32_t times = 1;
  call_mode mode = call_mode::serial;
  surgeline::share share{1};
  std::optional<scenario::fallback> fallback;

  static constexpr auto schema() {
    return config::describe(
        "call",
        "A call that a service makes for each of its jobs, behind its own work and with the slot "
        "held.",
        config::required(&service_call::to, "to", "the service or proxy it calls", {.id = true}),
        config::optional(
            &service_call::policy,
            "policy",
            "how it behaves; one attempt without timeout if absent",
            {.id = true}
        ),
        config::optional(
            &service_call::times,
            "times",
            "calls a job makes here",
            {.min = 1, .max = 1000}
        ),
        config::optional(
            &service_call::mode,
            "mode",
            "`serial`: one after the other; `parallel`: all of `times` at once, together with "
            "those of parallel entries beside this one"
        ),
        config::optional(
            &service_call::share,
            "share",
            "of the jobs that make these calls, by a draw"
        ),
        config::optional(
            &service_call::fallback,
            "fallback",
            "what is done when a call failed; its job fails too if absent"
        )
    );
  }
  bool operator==(const service_call&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::call_mode> = std::array{
    named{surgeline::scenario::call_mode::serial, "serial", "one after the other"},
    named{surgeline::scenario::call_mode::parallel, "parallel", "together"},
};
