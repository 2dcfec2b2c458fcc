#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/bandwidth.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// Whose body is slow.
enum class throttle_stage : std::uint8_t { request_body, response_body };

/// A body passes no faster than a rate; each connection has its own. Heads are as fast as ever.
struct http_throttle {
  varying<surgeline::bandwidth> rate{};
  throttle_stage stage = throttle_stage::response_body;

  static constexpr auto schema() {
    return config::describe(
        "http_throttle",
        "A body passes no faster than a rate.",
        config::required(&http_throttle::rate, "rate", "bytes per second", {.above = 0}),
        config::optional(&http_throttle::stage, "stage", "whose body")
    );
  }

  static constexpr bool needs_http() { return true; }
  bool touches(direction towards, part of) const {
    const bool asks = towards == direction::to_upstream;
    return of == part::body && asks == (stage == throttle_stage::request_body);
  }

  /// As small as those of a `bandwidth`.
  std::size_t longest_chunk(const chunk_context& at) const { return shortest_chunk(at.elapsed); }
  std::size_t shortest_chunk(duration elapsed) const {
    return bandwidth::flowing(rate.at(elapsed).bytes_per_second);
  }

  static constexpr bool is_shared() { return false; }
  /// `passes(size, rate, burst)` asks the bucket when these bytes have passed.
  template <class Bucket>
  effect on_chunk(const chunk_context& at, Bucket passes) const {
    const time_point passed = passes(at.size, rate.at(at.elapsed).bytes_per_second, 0);
    if (passed <= at.arrived) return {};
    return {.earliest = passed};
  }

  bool operator==(const http_throttle&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::throttle_stage> = std::array{
    named{surgeline::fault::throttle_stage::request_body, "request_body", "the request's"},
    named{surgeline::fault::throttle_stage::response_body, "response_body", "the response's"},
};
