#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// Every byte in one direction arrives later; later bytes overlap the wait, so throughput is untouched.
struct latency {
  distribution delay{};
  direction towards = direction::to_client;

  static constexpr auto schema() {
    return config::describe(
        "latency",
        "Bytes arrive later; order and throughput stay.",
        config::required(&latency::delay, "delay", "added to each chunk", {.min = duration{}}),
        config::optional(&latency::towards, "direction", "which way the bytes travel")
    );
  }

  effect on_chunk(const chunk_context& at) const {
    return {.delay = delay.sample(at.draw, at.elapsed)};
  }

  bool operator==(const latency&) const = default;
};

}  // namespace surgeline::fault
