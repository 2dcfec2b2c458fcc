#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/resilience/outcome.hpp"

namespace surgeline::resilience {

/// How the wait grows from retry to retry.
enum class growth : std::uint8_t { none, fixed, linear, exponential };

/// How chance spreads the waits, so that callers do not come back together.
enum class jitter : std::uint8_t { none, full, equal, decorrelated };

/// What of an answer a caller obeys.
enum class wish : std::uint8_t { retry_after };

/// When a caller tries again, and after which wait.
struct retry {
  growth kind = growth::none;
  std::uint32_t attempts = 3;
  distribution base = distribution::fixed(std::chrono::milliseconds{100});
  double factor = 2;
  duration max = std::chrono::seconds{10};
  resilience::jitter jitter = resilience::jitter::none;
  std::vector<cause> retry_on{cause::server_error, cause::reset, cause::timeout, cause::connect};
  std::vector<wish> honour;

  static constexpr auto schema() {
    return config::describe(
        "retry",
        "When a caller tries again, and after which wait.",
        config::optional(
            &retry::kind,
            "kind",
            "how the wait grows: base, i·base, base·factor^(i-1) before retry i"
        ),
        config::optional(
            &retry::attempts,
            "attempts",
            "in all, the first one counts",
            {.min = 1, .max = 100}
        ),
        config::optional(&retry::base, "base", "the first wait", {.min = duration{}}),
        config::optional(
            &retry::factor,
            "factor",
            "growth from wait to wait, exponential",
            {.min = 1}
        ),
        config::optional(&retry::max, "max", "no wait is longer", {.min = duration{}}),
        config::optional(&retry::jitter, "jitter", "how chance spreads the waits"),
        config::optional(&retry::retry_on, "retry_on", "what is tried again"),
        config::optional(&retry::honour, "honour", "what of an answer is obeyed")
    );
  }

  /// True when an attempt that ended so may be followed by another, however many there were.
  bool covers(const answer& ended) const;
  /// True when attempt number `made` (from 1) that ended so may be followed by another, budget permitting.
  bool allows(std::uint32_t made, const answer& ended) const;
  /// The wait before a retry after an answer: what it asked for, if that is obeyed and longer than the caller's own, whatever
  /// `max` says.
  duration wait_after(const answer& ended, duration own) const;

  /// The wait before retry `ordinal` (from 1), at most `max`. `size` and `spread` are uniform in [0, 1): the base's and the
  /// jitter's number; `previous` is the wait before the last retry, which decorrelated jitter grows from. The jitters are
  /// those of Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
  duration wait(std::uint32_t ordinal, duration previous, double size, double spread) const;

  bool operator==(const retry&) const = default;
};

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::growth> = std::array{
    named{surgeline::resilience::growth::none, "none", "never tries again"},
    named{surgeline::resilience::growth::fixed, "fixed", "always base"},
    named{surgeline::resilience::growth::linear, "linear", "i·base"},
    named{surgeline::resilience::growth::exponential, "exponential", "base·factor^(i-1)"},
};

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::jitter> = std::array{
    named{surgeline::resilience::jitter::none, "none", "the wait itself"},
    named{surgeline::resilience::jitter::full, "full", "uniform from 0 to the wait"},
    named{
        surgeline::resilience::jitter::equal,
        "equal",
        "half of the wait, and uniform over the other half"
    },
    named{
        surgeline::resilience::jitter::decorrelated,
        "decorrelated",
        "uniform from base to three times the wait before, whatever the growth"
    },
};

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::wish> = std::array{
    named{
        surgeline::resilience::wish::retry_after,
        "retry-after",
        "no sooner than an answer asks for"
    },
};
