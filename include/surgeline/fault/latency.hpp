#pragma once

#include <array>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// What a latency delays.
enum class latency_stage : std::uint8_t { connect, data };

/// Every byte in one direction arrives later; later bytes overlap the wait, so throughput is untouched.
struct latency {
  distribution delay{};
  duration jitter{};
  latency_stage stage = latency_stage::data;
  direction towards = direction::to_client;

  static constexpr auto schema() {
    return config::describe(
        "latency",
        "Bytes arrive later; order and throughput stay.",
        config::required(&latency::delay, "delay", "added to each chunk", {.min = duration{}}),
        config::optional(
            &latency::jitter,
            "jitter",
            "so much more or less than a fixed delay, evenly"
        ),
        config::optional(&latency::stage, "stage", "what is delayed"),
        config::optional(&latency::towards, "direction", "which way the bytes travel")
    );
  }

  void check(config::checker& in) const {
    if (jitter == duration{}) return;
    if (delay.lowest() != delay.highest()) {
      in.problem(
          "jitter",
          "`jitter` goes with a fixed delay",
          "use { dist = \"normal\", … } alone"
      );
    } else if (jitter > delay.lowest()) {
      in.problem("jitter", "the jitter is longer than the delay", "no byte can arrive early");
    }
  }

  bool touches(direction at) const { return stage == latency_stage::data && covers(towards, at); }
  effect on_connect(const connect_context& at) const {
    if (stage != latency_stage::connect) return {};
    return {.delay = sample(at.draw, at.elapsed)};
  }
  effect on_chunk(const chunk_context& at) const { return {.delay = sample(at.draw, at.elapsed)}; }

  duration sample(double draw, duration elapsed) const {
    const duration middle = delay.sample(draw, elapsed);
    if (jitter == duration{}) return middle;
    return middle + from_seconds((2 * draw - 1) * seconds(jitter));
  }

  bool operator==(const latency&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::latency_stage> = std::array{
    named{surgeline::fault::latency_stage::connect, "connect", "the connection to the upstream"},
    named{surgeline::fault::latency_stage::data, "data", "each chunk"},
};
