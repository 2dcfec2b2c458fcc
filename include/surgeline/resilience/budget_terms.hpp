#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/resilience/holder.hpp"

namespace surgeline::resilience {

/// What empties a bucket of tokens.
enum class charge : std::uint8_t { retry, failure };

/// A bucket of tokens that successes fill (as gRPC's and the AWS SDK's throttles do).
struct per_success {
  double capacity = 100;
  double refill = 0.1;
  double cost = 1;
  std::optional<double> initial;
  resilience::charge charge = charge::retry;
  share keep{0};

  static constexpr auto schema() {
    return config::describe(
        "per_success",
        "A bucket of tokens that successes fill.",
        config::optional(&per_success::capacity, "capacity", "tokens it holds at most", {.min = 0}),
        config::optional(&per_success::refill, "refill", "tokens a success pays in", {.min = 0}),
        config::optional(&per_success::cost, "cost", "tokens it is charged", {.above = 0}),
        config::optional(
            &per_success::initial,
            "initial",
            "tokens at the start (= capacity)",
            {.min = 0}
        ),
        config::optional(&per_success::charge, "charge", "what it is charged for"),
        config::optional(
            &per_success::keep,
            "keep",
            "no retry while it holds this share of its capacity or less"
        )
    );
  }
  bool operator==(const per_success&) const = default;
};

/// A share of the requests of the last while, good or bad (as Finagle's and Linkerd's budgets).
struct per_request {
  share ratio{0.2};
  duration ttl = std::chrono::seconds{10};
  rate reserve{};

  static constexpr auto schema() {
    return config::describe(
        "per_request",
        "A share of the requests of the last while.",
        config::optional(&per_request::ratio, "ratio", "retries for each request"),
        config::optional(
            &per_request::ttl,
            "ttl",
            "how long a request pays; (ratio · requests a second + reserve) · ttl retries may go "
            "at once",
            {.min = std::chrono::milliseconds{1}}
        ),
        config::optional(
            &per_request::reserve,
            "reserve",
            "retries for free, besides; those of a whole ttl may go at once",
            {.min = 0}
        )
    );
  }
  bool operator==(const per_request&) const = default;
};

/// A share of what is under way (as Envoy's retry budget).
struct in_flight {
  share ratio{0.2};
  std::uint32_t min_slots = 3;

  static constexpr auto schema() {
    return config::describe(
        "in_flight",
        "A share of what is under way.",
        config::optional(&in_flight::ratio, "ratio", "of the calls under way, those that retry"),
        config::optional(&in_flight::min_slots, "min_slots", "so many may always retry")
    );
  }
  bool operator==(const in_flight&) const = default;
};

/// How many retries a caller may afford.
struct budget_terms {
  std::variant<per_success, per_request, in_flight> funding;
  holder held_by = holder::load;

  /// Twitter's Finagle, `RetryBudget`: a fifth of the requests of 10 s, and 10 retries/s for free.
  static budget_terms finagle();
  /// Envoy's `retry_budget`: a fifth of what is active or pending, at least 3.
  static budget_terms envoy();
  /// Linkerd's service profiles: a fifth of the requests of 10 s, and 10 retries/s for free.
  static budget_terms linkerd();
  /// gRPC's retry throttling with the numbers of its proposal A6: 10 tokens, a failure takes one, a success gives a tenth, no
  /// retry at half of them or less.
  static budget_terms grpc();
  /// The AWS SDKs' standard mode: 500 tokens, a retry costs 5, a success gives 1. (The SDK gives a retry that succeeds its 5
  /// back.)
  static budget_terms aws_sdk();
  /// Google's SRE book, "Handling Overload": a tenth of each client's requests of a minute.
  static budget_terms sre();

  static constexpr auto schema();
  bool operator==(const budget_terms&) const = default;
};

constexpr auto budget_terms::schema() {
  return config::describe(
      "budget",
      "How many retries a caller may afford.",
      config::preset(
          "preset",
          "a known one, which keys beside it change",
          std::array{
              config::named{&budget_terms::finagle, "finagle", "20 % of requests, 10/s free"},
              config::named{&budget_terms::envoy, "envoy", "20 % of what is under way, at least 3"},
              config::named{&budget_terms::linkerd, "linkerd", "20 % of requests, 10/s free"},
              config::named{&budget_terms::grpc, "grpc", "10 tokens, stops at half of them"},
              config::named{&budget_terms::aws_sdk, "aws_sdk", "500 tokens, 5 a retry"},
              config::named{&budget_terms::sre, "sre", "10 % of each client's requests"},
          }
      ),
      config::optional_one_of(&budget_terms::funding, "funding", "what pays for retries"),
      config::optional(&budget_terms::held_by, "held_by", "who has one")
  );
}

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::charge> = std::array{
    named{surgeline::resilience::charge::retry, "retry", "each retry"},
    named{
        surgeline::resilience::charge::failure,
        "failure",
        "each attempt that could be tried again; retries themselves are free"
    },
};
