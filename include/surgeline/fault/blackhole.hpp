#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// Connections are accepted and nothing is ever heard of what they say. When it ends they are closed.
struct blackhole {
  bool dial = false;

  static constexpr auto schema() {
    return config::describe(
        "blackhole",
        "Connections are accepted and never answered; when it ends they are closed.",
        config::optional(&blackhole::dial, "dial", "the upstream sees a connection all the same")
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
