#pragma once

#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/answer.hpp"
#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/identity.hpp"

namespace surgeline::fault {

/// So many requests pass in a window of time for each key; more are answered with a status, and with how long to wait. A
/// window begins with the first request that no window before holds.
struct http_quota {
  std::uint64_t limit = 0;
  duration window{};
  identity key{};
  std::uint32_t status = 429;
  bool marked = true;

  static constexpr auto schema() {
    return config::describe(
        "http_quota",
        "So many requests pass in a window of time; more are answered with `Retry-After`.",
        config::required(&http_quota::limit, "limit", "requests in a window", {.min = 0}),
        config::required(
            &http_quota::window,
            "window",
            "from its first request",
            {.above = duration{}}
        ),
        config::optional(&http_quota::key, "key", "counted for each of these"),
        config::optional(
            &http_quota::status,
            "status",
            "of the answer to those beyond",
            {.min = 200, .max = 599}
        ),
        config::optional(
            &http_quota::marked,
            "marked",
            "the answer names the fault: `x-surgeline-fault: <id>`"
        )
    );
  }

  const identity& counted_by() const { return key; }
  /// `count(window)` counts the request in its window: its ordinal there, and when the window ends.
  template <class Count>
  exchange_effect on_request(const request_context& at, Count count) const {
    const auto place = count(window);
    if (place.ordinal <= limit) return {};
    return {
        .answer = written(
            {.status = status, .retry_after = place.ends - at.what.arrived, .is_marked = marked},
            at
        )
    };
  }

  bool operator==(const http_quota&) const = default;
};

}  // namespace surgeline::fault
