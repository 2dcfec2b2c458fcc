#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"

namespace surgeline::resilience {

/// What pays for retries.
enum class funding : std::uint8_t { per_success };

/// How many retries a caller may afford.
struct budget_terms {
  resilience::funding funding = funding::per_success;
  double capacity = 100;
  double refill = 0.1;
  double cost = 1;
  std::optional<double> initial;

  static constexpr auto schema() {
    return config::describe(
        "budget",
        "How many retries a caller may afford.",
        config::optional(&budget_terms::funding, "funding", "what pays for retries"),
        config::optional(
            &budget_terms::capacity,
            "capacity",
            "tokens it holds at most",
            {.min = 0}
        ),
        config::optional(&budget_terms::refill, "refill", "tokens a success pays in", {.min = 0}),
        config::optional(&budget_terms::cost, "cost", "tokens a retry costs", {.above = 0}),
        config::optional(
            &budget_terms::initial,
            "initial",
            "tokens at the start (= capacity)",
            {.min = 0}
        )
    );
  }
  bool operator==(const budget_terms&) const = default;
};

/// A bucket of tokens that successes fill and retries empty (as gRPC's and the AWS SDK's throttles do).
class budget {
 public:
  /// Starts with `initial` tokens, or full.
  explicit budget(const budget_terms& terms);

  /// Pays for one retry; false when it cannot be afforded.
  bool withdraw();
  /// An attempt was answered well: pays in, as far as there is room.
  void succeeded();
  /// What it holds, from 0 to its capacity.
  double tokens() const { return tokens_; }

 private:
  budget_terms terms_;
  double tokens_;
};

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::funding> = std::array{
    named{surgeline::resilience::funding::per_success, "per_success", "every success pays in"},
};
