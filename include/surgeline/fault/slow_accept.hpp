#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// Connections are taken one after another, each so much later than the one before: a server that is slow to accept. (A
/// latency of stage `connect` delays each by itself.)
struct slow_accept {
  distribution delay{};

  static constexpr auto schema() {
    return config::describe(
        "slow_accept",
        "New connections are taken slowly, one after another.",
        config::required(&slow_accept::delay, "delay", "before each of them", {.min = duration{}})
    );
  }

  effect on_connect(const connect_context& at) const {
    return {.hold = delay.sample(at.draw, at.elapsed)};
  }

  bool operator==(const slow_accept&) const = default;
};

}  // namespace surgeline::fault
