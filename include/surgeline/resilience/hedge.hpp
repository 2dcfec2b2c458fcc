#pragma once

#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/resilience/quantile_watch.hpp"

namespace surgeline::resilience {

/// How long a hedge waits: a fixed while, or a quantile of what good answers took.
struct hedge_delay {
  duration fixed{};
  std::uint32_t percentile = 0;  ///< 0: fixed
  bool operator==(const hedge_delay&) const = default;
};

/// When a caller asks a second time without giving up the first.
struct hedge_terms {
  hedge_delay after{};
  share max_share{0.05};
  std::uint32_t attempts = 2;

  static constexpr auto schema() {
    return config::describe(
        "hedge",
        "When a caller asks a second time without giving up the first.",
        config::required(
            &hedge_terms::after,
            "after",
            "without an answer; a quantile is that of the good answers so far, from 20 on"
        ),
        config::optional(
            &hedge_terms::max_share,
            "max_share",
            "of all calls, those hedged at most"
        ),
        config::optional(
            &hedge_terms::attempts,
            "attempts",
            "at once, the first one counts",
            {.min = 2, .max = 10}
        )
    );
  }
  bool operator==(const hedge_terms&) const = default;
};

/// Decides when calls are hedged.
class hedge {
 public:
  /// Before so many good answers a quantile says nothing.
  static constexpr std::uint64_t least_seen = 20;

  explicit hedge(const hedge_terms& terms);

  /// A call begins.
  void began() { ++calls_; }
  /// An attempt was answered well after so long.
  void succeeded(duration took);
  /// How long after an attempt the next one goes; empty while that is not known.
  std::optional<duration> after() const;
  /// Whether one more may go beside so many attempts under way; counts it.
  bool admits(std::uint32_t under_way);

 private:
  hedge_terms terms_;
  std::optional<quantile_watch> seen_;
  std::uint64_t calls_ = 0, hedged_ = 0;
};

}  // namespace surgeline::resilience
