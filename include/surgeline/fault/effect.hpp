#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// Which way bytes travel through a proxy.
enum class direction : std::uint8_t { to_upstream, to_client, both };

/// True when a fault that acts in direction `wanted` touches bytes that travel in direction `at`.
constexpr bool covers(direction wanted, direction at) {
  return wanted == direction::both || wanted == at;
}

/// What becomes of the connection once the bytes that still pass have passed.
enum class action : std::uint8_t {
  pass,   ///< nothing
  close,  ///< an orderly end on both sides
  reset,  ///< a real RST on both sides; what is held is dropped
};

/// No fault: the slot that nobody has.
inline constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// What a plan decides for one event. Faults decide; only the data path (or the simulator's) carries out.
struct effect {
  static constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

  duration delay{};                ///< overlaps: later bytes share the wait (propagation)
  duration hold{};                 ///< queues: later bytes wait behind it (transmission); `forever` = until the fault ends
  std::size_t limit = everything;  ///< bytes of this chunk that still pass before `then`
  action then = action::pass;      ///< what happens after those bytes
  std::uint32_t by = nobody;       ///< slot of the fault that delays the most, for attestation

  /// True when the event passes as if nothing were armed.
  constexpr bool is_neutral() const {
    return delay == duration{} && hold == duration{} && then == action::pass;
  }
  bool operator==(const effect&) const = default;
};

/// Both effects on one event: delays and holds add; the first terminal action in plan order wins.
constexpr effect operator+(effect first, const effect& second) {
  const auto add = [](duration a, duration b) { return a == forever || b == forever ? forever : a + b; };
  if (second.delay + std::min(second.hold, forever / 2) > first.delay + std::min(first.hold, forever / 2)) {
    first.by = second.by;
  }
  first.delay = add(first.delay, second.delay);
  first.hold = add(first.hold, second.hold);
  if (first.then == action::pass) {
    first.limit = second.limit;
    first.then = second.then;
  }
  return first;
}

}  // namespace surgeline::fault
