#pragma once

#include <array>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// What a latency delays.
enum class latency_stage : std::uint8_t {
  connect,
  data,
  request_head,
  request_body,
  between_chunks,
  response_head,
  response_body,
};

/// Every byte of a stage arrives later; later bytes overlap the wait, so throughput is untouched. Between chunks it is a
/// pause: what comes later waits behind it.
struct latency {
  distribution delay{};
  duration jitter{};
  std::optional<latency_stage> stage;  ///< by what travels if absent
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
        config::optional(
            &latency::stage,
            "stage",
            "what is delayed; `data` on a tcp proxy and `request_head` on an http proxy if absent"
        ),
        config::optional(&latency::towards, "direction", "which way the bytes travel; for `data`")
    );
  }

  void check(config::checker& in) const {
    if (needs_http() && in.given("direction"))
      in.problem("direction", "this `stage` has a direction of its own", "remove `direction`");
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

  /// What it delays where bytes are of such a part.
  latency_stage stage_on(part of) const {
    return stage.value_or(of == part::stream ? latency_stage::data : latency_stage::request_head);
  }
  /// True when it delays a part of an exchange.
  bool needs_http() const { return stage && *stage > latency_stage::data; }
  bool may_act_on_exchanges() const { return needs_http() || !stage; }
  bool is_random() const { return delay.lowest() != delay.highest() || jitter != duration{}; }

  bool touches(direction at, part of) const {
    const bool asks = at == direction::to_upstream;
    switch (stage_on(of)) {
      case latency_stage::connect:
        return false;
      case latency_stage::data:
        return covers(towards, at);
      case latency_stage::request_head:
        return of == part::head && asks;
      case latency_stage::request_body:
        return of == part::body && asks;
      case latency_stage::response_head:
        return of == part::head && !asks;
      case latency_stage::between_chunks:
      case latency_stage::response_body:
        return of == part::body && !asks;
    }
    return false;
  }
  effect on_connect(const connect_context& at) const {
    if (stage != latency_stage::connect) return {};
    return {.delay = sample(at.draw, at.elapsed)};
  }
  effect on_chunk(const chunk_context& at) const {
    if (stage != latency_stage::between_chunks) return {.delay = sample(at.draw, at.elapsed)};
    if (at.first) return {};
    return {.hold = sample(at.draw, at.elapsed)};
  }

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
    named{surgeline::fault::latency_stage::request_head, "request_head", "the head of a request"},
    named{
        surgeline::fault::latency_stage::request_body,
        "request_body",
        "each chunk of a request's body"
    },
    named{
        surgeline::fault::latency_stage::between_chunks,
        "between_chunks",
        "each chunk of a response's body but the first, one after the other"
    },
    named{
        surgeline::fault::latency_stage::response_head,
        "response_head",
        "the head of a response"
    },
    named{
        surgeline::fault::latency_stage::response_body,
        "response_body",
        "each chunk of a response's body"
    },
};
