#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// Connections are accepted and nothing is ever heard of what they say. When it ends they are closed. In one direction
/// alone the upstream sees the connection, and what travels the other way passes.
struct blackhole {
  bool dial = false;
  direction towards = direction::both;

  static constexpr auto schema() {
    return config::describe(
        "blackhole",
        "Connections are accepted and never answered; when it ends they are closed.",
        config::optional(&blackhole::dial, "dial", "the upstream sees a connection all the same"),
        config::optional(
            &blackhole::towards,
            "direction",
            "what is lost; one direction alone needs `dial`"
        )
    );
  }

  void check(config::checker& in) const {
    if (towards == direction::both || dial) return;
    in.problem(
        "direction",
        "nothing travels on a connection that is not dialled",
        "add dial = true"
    );
  }

  effect on_connect(const connect_context&) const {
    if (dial) return {};
    return {.hold = forever, .closes = true};
  }
  effect on_chunk(const chunk_context&) const { return {.hold = forever, .closes = true}; }

  bool operator==(const blackhole&) const = default;
};

}  // namespace surgeline::fault
