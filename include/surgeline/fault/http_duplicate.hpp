#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/exchange_effect.hpp"

namespace surgeline::fault {

/// A request reaches the upstream twice; the client sees the first answer.
struct http_duplicate {
  duration gap{};

  static constexpr auto schema() {
    return config::describe(
        "http_duplicate",
        "A request reaches the upstream twice; the client sees the first answer.",
        config::optional(&http_duplicate::gap, "gap", "how much later it comes again")
    );
  }

  exchange_effect on_request(const request_context&) const { return {.again = gap}; }

  bool operator==(const http_duplicate&) const = default;
};

}  // namespace surgeline::fault
