#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/resilience/breaker_terms.hpp"
#include "surgeline/resilience/budget_terms.hpp"
#include "surgeline/resilience/bulkhead.hpp"
#include "surgeline/resilience/hedge.hpp"
#include "surgeline/resilience/retry.hpp"
#include "surgeline/resilience/throttle.hpp"

namespace surgeline::scenario {

/// What nests in what.
enum class nesting : std::uint8_t { breaker_in_retry, retry_in_breaker };

/// How a caller behaves.
struct policy {
  std::string id;
  std::optional<duration> timeout;
  std::optional<resilience::retry> retry;
  std::optional<resilience::budget_terms> budget;
  std::optional<resilience::breaker_terms> breaker;
  nesting order = nesting::breaker_in_retry;
  std::optional<resilience::bulkhead_terms> bulkhead;
  std::optional<resilience::hedge_terms> hedge;
  std::optional<resilience::throttle_terms> throttle;
  resilience::balance balance = resilience::balance::random;
  bool skip_open = false;

  static constexpr auto schema() {
    return config::describe(
        "policy",
        "How a caller behaves: when it gives up, tries again, or does not even ask.",
        config::required(&policy::id, "id", "its name", {.id = true}),
        config::optional(
            &policy::timeout,
            "timeout",
            "of one attempt; a call ends after attempts × timeout and the waits between",
            {.above = duration{}}
        ),
        config::optional(&policy::retry, "retry", "when it tries again"),
        config::optional(&policy::budget, "budget", "how many retries it may afford"),
        config::optional(&policy::breaker, "breaker", "when it does not even try"),
        config::optional(&policy::order, "order", "what nests in what"),
        config::optional(&policy::bulkhead, "bulkhead", "how many attempts at once"),
        config::optional(&policy::hedge, "hedge", "when it asks a second time beside the first"),
        config::optional(&policy::throttle, "throttle", "when it refuses itself, by chance"),
        config::optional(&policy::balance, "balance", "over the endpoints the caller sees"),
        config::optional(
            &policy::skip_open,
            "skip_open",
            "leaves out endpoints whose breaker would refuse"
        )
    );
  }
  bool operator==(const policy&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::nesting> = std::array{
    named{
        surgeline::scenario::nesting::breaker_in_retry,
        "breaker_in_retry",
        "the breaker sees every attempt"
    },
    named{
        surgeline::scenario::nesting::retry_in_breaker,
        "retry_in_breaker",
        "the breaker sees calls, after their last retry; one for each host keeps all attempts of a "
        "call on one host"
    },
};
