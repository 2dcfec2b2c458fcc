#pragma once

#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/resilience/budget.hpp"
#include "surgeline/resilience/retry.hpp"

namespace surgeline::scenario {

/// How a caller behaves.
struct policy {
  std::string id;
  std::optional<duration> timeout;
  std::optional<resilience::retry> retry;
  std::optional<resilience::budget_terms> budget;
  resilience::balance balance = resilience::balance::random;

  static constexpr auto schema() {
    return config::describe(
        "policy",
        "How a caller behaves: timeout, retries and what pays for them.",
        config::required(&policy::id, "id", "its name", {.id = true}),
        config::optional(&policy::timeout, "timeout", "of one attempt", {.above = duration{}}),
        config::optional(&policy::retry, "retry", "when it tries again"),
        config::optional(&policy::budget, "budget", "how many retries it may afford"),
        config::optional(&policy::balance, "balance", "over the endpoints the caller sees"),
        config::planned("breaker", "order", "bulkhead", "hedge", "throttle", "skip_open")
    );
  }
  bool operator==(const policy&) const = default;
};

}  // namespace surgeline::scenario
