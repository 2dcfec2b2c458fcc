#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <variant>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/resilience/holder.hpp"

namespace surgeline::resilience {

/// What a breaker guards.
enum class breaker_scope : std::uint8_t { service, host };

/// Opens at a share of failures.
struct error_rate {
  share open_at{0.5};
  duration window = std::chrono::seconds{10};
  std::uint32_t min_requests = 20;

  static constexpr auto schema() {
    return config::describe(
        "error_rate",
        "Opens at a share of failures.",
        config::optional(
            &error_rate::open_at,
            "open_at",
            "share of failures, or more",
            {.above = 0}
        ),
        config::optional(
            &error_rate::window,
            "window",
            "over which it is taken",
            {.min = std::chrono::milliseconds{1}}
        ),
        config::optional(
            &error_rate::min_requests,
            "min_requests",
            "it does not open on fewer",
            {.min = 1}
        )
    );
  }
  bool operator==(const error_rate&) const = default;
};

/// Opens at so many failures in a row.
struct consecutive {
  std::uint32_t open_at = 5;

  static constexpr auto schema() {
    return config::describe(
        "consecutive",
        "Opens at failures in a row.",
        config::optional(&consecutive::open_at, "open_at", "failures in a row", {.min = 1})
    );
  }
  bool operator==(const consecutive&) const = default;
};

/// Opens at a share of slow calls, whether they were answered or given up.
struct slow_rate {
  share open_at{0.5};
  duration slow_after{};
  duration window = std::chrono::seconds{10};
  std::uint32_t min_requests = 20;

  static constexpr auto schema() {
    return config::describe(
        "slow_rate",
        "Opens at a share of slow calls, whether they were answered or given up.",
        config::required(
            &slow_rate::slow_after,
            "slow_after",
            "who takes longer is slow",
            {.above = duration{}}
        ),
        config::optional(
            &slow_rate::open_at,
            "open_at",
            "share of slow ones, or more",
            {.above = 0}
        ),
        config::optional(
            &slow_rate::window,
            "window",
            "over which it is taken",
            {.min = std::chrono::milliseconds{1}}
        ),
        config::optional(
            &slow_rate::min_requests,
            "min_requests",
            "it does not open on fewer",
            {.min = 1}
        )
    );
  }
  bool operator==(const slow_rate&) const = default;
};

/// Opens at a share of failures exactly as afex/hystrix-go does: ten seconds in buckets of one, whole percents, judged when the
/// next call comes; one probe each `open_for`; any success while open closes and forgets; what it refuses counts as failed.
struct hystrix {
  share open_at{0.5};
  std::uint32_t min_requests = 20;

  static constexpr auto schema() {
    return config::describe(
        "hystrix",
        "Opens at a share of failures exactly as the library hystrix-go does.",
        config::optional(
            &hystrix::open_at,
            "open_at",
            "share of failures in whole percents, or more",
            {.above = 0}
        ),
        config::optional(
            &hystrix::min_requests,
            "min_requests",
            "it does not open on fewer",
            {.min = 1}
        )
    );
  }
  bool operator==(const hystrix&) const = default;
};

/// When calls are not even tried.
struct breaker_terms {
  std::variant<error_rate, consecutive, slow_rate, hystrix> kind;
  breaker_scope scope = breaker_scope::service;
  holder held_by = holder::load;
  duration open_for = std::chrono::seconds{5};
  std::uint32_t probes = 1;
  bool count_rejections = false;

  /// afex/hystrix-go with its defaults.
  static breaker_terms of_hystrix();

  static constexpr auto schema();
  bool operator==(const breaker_terms&) const = default;
};

constexpr auto breaker_terms::schema() {
  return config::describe(
      "breaker",
      "When calls are not even tried.",
      config::preset(
          "preset",
          "a known one, which keys beside it change",
          std::array{config::named{
              &breaker_terms::of_hystrix,
              "hystrix",
              "hystrix-go: half of 20 in 10 s, one probe each 5 s, rejections count"
          }}
      ),
      config::one_of(&breaker_terms::kind, "kind", "what it opens at"),
      config::optional(&breaker_terms::scope, "scope", "what it guards"),
      config::optional(&breaker_terms::held_by, "held_by", "who has one"),
      config::optional(
          &breaker_terms::open_for,
          "open_for",
          "until it probes",
          {.above = duration{}}
      ),
      config::optional(
          &breaker_terms::probes,
          "probes",
          "it closes when so many in a row went well",
          {.min = 1}
      ),
      config::optional(
          &breaker_terms::count_rejections,
          "count_rejections",
          "what the caller's own bulkhead refused counts as failed"
      )
  );
}

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::breaker_scope> = std::array{
    named{surgeline::resilience::breaker_scope::service, "service", "all of what is called"},
    named{
        surgeline::resilience::breaker_scope::host,
        "host",
        "each endpoint that the caller sees has its own"
    },
};
