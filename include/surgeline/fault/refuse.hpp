#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// Nobody gets in. Those who are in already go on.
struct refuse {
  static constexpr auto schema() {
    return config::describe(
        "refuse",
        "New connections are refused: the listener is closed, which counts as one hit however many "
        "try. Where that cannot "
        "be, because the fault is meant for some only or the listener is a unix socket, they are "
        "accepted and reset at once. Who has a connection keeps it: put a `reset` beside it to end "
        "those too."
    );
  }

  /// In force for everybody, it closes the door instead of asking each.
  static constexpr bool closes_listener = true;

  effect on_connect(const connect_context&) const { return {.limit = 0, .then = action::reset}; }

  bool operator==(const refuse&) const = default;
};

}  // namespace surgeline::fault
