#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"
#include "surgeline/fault/token_bucket.hpp"

namespace surgeline::fault {

/// Who shares one bucket.
enum class bucket_scope : std::uint8_t { connection, proxy };

/// A narrow pipe: bytes pass no faster than `rate`, later ones wait behind. The first bytes of a connection wait too, by
/// their own length, as on a line; `burst` lets so many pass ahead of the rate.
struct bandwidth {
  varying<surgeline::bandwidth> rate{};
  size burst{};
  bucket_scope scope = bucket_scope::connection;
  direction towards = direction::to_client;

  static constexpr auto schema() {
    return config::describe(
        "bandwidth",
        "Bytes pass no faster than a rate; later ones wait behind.",
        config::required(&bandwidth::rate, "rate", "bytes per second", {.above = 0}),
        config::optional(&bandwidth::burst, "burst", "bytes that may pass ahead of the rate"),
        config::optional(&bandwidth::scope, "scope", "who shares it"),
        config::optional(&bandwidth::towards, "direction", "which way the bytes travel")
    );
  }

  /// Small enough that bytes flow instead of coming in heaps: ten milliseconds' worth, at least a small packet.
  std::size_t longest_chunk(const chunk_context& at) const { return shortest_chunk(at.elapsed); }
  std::size_t shortest_chunk(duration elapsed) const {
    return flowing(rate.at(elapsed).bytes_per_second);
  }
  static std::size_t flowing(double bytes_per_second) {
    constexpr double smallest = 512, largest = 64 * 1024, worth = 0.01;
    return static_cast<std::size_t>(std::clamp(bytes_per_second * worth, smallest, largest));
  }

  /// True when the bucket is the proxy's, not the connection's.
  bool is_shared() const { return scope == bucket_scope::proxy; }
  /// `passes(size, rate, burst)` asks the bucket when these bytes have passed.
  template <class Bucket>
  effect on_chunk(const chunk_context& at, Bucket passes) const {
    const double per_second = rate.at(at.elapsed).bytes_per_second;
    const time_point passed = passes(at.size, per_second, static_cast<std::size_t>(burst.bytes));
    if (passed <= at.arrived) return {};
    return {.earliest = passed};
  }

  bool operator==(const bandwidth&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::bucket_scope> = std::array{
    named{surgeline::fault::bucket_scope::connection, "connection", "each connection has its own"},
    named{surgeline::fault::bucket_scope::proxy, "proxy", "all connections of the proxy together"},
};
