#pragma once

#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// Connections are accepted and nothing is ever heard of what they say. When it ends they are closed. In one direction
/// alone the upstream sees the connection, and what travels the other way passes.
struct blackhole {
  bool dial = false;
  direction towards = direction::both;
  bool discard = false;

  static constexpr auto schema() {
    return config::describe(
        "blackhole",
        "Connections are accepted and never answered; when it ends they are closed.",
        config::optional(&blackhole::dial, "dial", "the upstream sees a connection all the same"),
        config::optional(
            &blackhole::towards,
            "direction",
            "what is lost; one direction alone needs `dial`"
        ),
        config::optional(
            &blackhole::discard,
            "discard",
            "what is said is read and thrown away, however much it is; else it waits in vain, and "
            "in the "
            "end is not read"
        )
    );
  }

  void check(config::checker& in) const {
    if (dial) return;
    const auto refuse = [&](const char* key) {
      in.problem(key, "nothing travels on a connection that is not dialled", "add dial = true");
    };
    if (towards != direction::both) refuse("direction");
    if (discard) refuse("discard");
  }

  effect on_connect(const connect_context&) const {
    if (dial) return {};
    return {.hold = forever, .closes = true};
  }
  effect on_chunk(const chunk_context&) const {
    if (discard) return {.limit = 0, .then = action::swallow, .closes = true};
    return {.hold = forever, .closes = true};
  }

  /// What of it no model has, so that only sockets carry it out; empty if all has one.
  std::string_view not_simulated() const { return discard ? "that bytes are thrown away" : ""; }

  bool operator==(const blackhole&) const = default;
};

}  // namespace surgeline::fault
