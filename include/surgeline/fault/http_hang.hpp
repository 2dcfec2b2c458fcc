#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/exchange_effect.hpp"

namespace surgeline::fault {

/// The request is read and goes no further; nobody ever answers it.
struct http_hang {
  static constexpr auto schema() {
    return config::describe(
        "http_hang",
        "The request is read, goes no further, and is never answered."
    );
  }

  exchange_effect on_request(const request_context&) const { return {.hangs = true}; }

  bool operator==(const http_hang&) const = default;
};

}  // namespace surgeline::fault
