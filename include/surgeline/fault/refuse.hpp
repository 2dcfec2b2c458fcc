#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// Nobody gets in: connections are reset before anything is said. Those that are open already go on.
struct refuse {
  static constexpr auto schema() {
    return config::describe(
        "refuse",
        "New connections are refused: reset as soon as they are accepted."
    );
  }

  effect on_connect(const connect_context&) const { return {.limit = 0, .then = action::reset}; }

  bool operator==(const refuse&) const = default;
};

}  // namespace surgeline::fault
