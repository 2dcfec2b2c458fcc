#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// Which way bytes travel through a proxy.
enum class direction : std::uint8_t { to_upstream, to_client, both };

/// True when a fault that acts in direction `wanted` touches bytes that travel in direction `at`.
constexpr bool covers(direction wanted, direction at) {
  return wanted == direction::both || wanted == at;
}

/// Of what a chunk is.
enum class part : std::uint8_t {
  stream,  ///< raw bytes, on a tcp proxy
  head,    ///< a head, on an http proxy
  body,    ///< a body, on an http proxy
};

/// What becomes of the connection once the bytes that still pass have passed.
enum class action : std::uint8_t {
  pass,     ///< nothing
  swallow,  ///< the rest of these bytes is lost, and the connection goes on
  close,    ///< an orderly end on both sides
  reset,    ///< a real RST on both sides; what is held is dropped
};

/// How long a connection lives from when a fault comes upon it, and how it ends then.
struct lifetime {
  duration span{};
  action then = action::close;
  std::optional<direction> after{};  ///< counted anew from each byte that travels so
  bool operator==(const lifetime&) const = default;
};

/// No fault: the slot that nobody has.
inline constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// One wait and another; `forever` with anything is forever. Neither is negative.
constexpr duration together(duration one, duration other) {
  return one > forever - other ? forever : one + other;
}

/// What a plan decides for one event. Faults decide; only the data path (or the simulator's) carries out.
struct effect {
  static constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

  duration delay{};  ///< overlaps: later bytes share the wait (propagation)
  duration hold{};   ///< queues: later bytes wait behind it; `forever` = until the fault ends
  time_point earliest{
  };  ///< when a narrow place that others share has let it through; the delay comes on top, as distance does
  std::size_t limit = everything;  ///< bytes of this chunk that still pass before `then`
  action then = action::pass;      ///< what happens after those bytes
  double release =
      0;  ///< bytes per second at which what was held forever leaves in the end; 0 = all at once
  bool closes =
      false;  ///< when the fault that held bytes forever, or swallowed them, is over, the connection ends
  bool cut_up = false;  ///< these bytes travel by themselves, apart from those before and after
  std::uint32_t by = nobody;  ///< slot of the fault whose own wait is the longest, for attestation
  std::uint64_t turn = 0;     ///< the connection's turn it was decided in

  /// True when the event passes as if nothing were armed.
  constexpr bool is_neutral() const { return !waits() && !cut_up && then == action::pass; }
  /// True when the event is later for it.
  constexpr bool waits() const {
    return delay != duration{} || hold != duration{} || earliest != time_point{};
  }
  /// Bytes of a chunk of `size` that go no further.
  constexpr std::size_t lost(std::size_t size) const {
    return then == action::pass ? 0 : size - std::min(limit, size);
  }
  /// How much later, with nothing before it.
  constexpr duration wait() const { return together(delay, hold); }

  bool operator==(const effect&) const = default;
};

/// Both effects on one event: delays and holds add; the latest `earliest` counts, and delays come on top of it; what is
/// released slowly by one is not released faster by another; the first terminal action in plan order wins. Whose wait is the
/// longest only a plan can say, which sees each by itself: `by` and `turn` stay the first's.
constexpr effect operator+(effect first, const effect& second) {
  first.delay = together(first.delay, second.delay);
  first.hold = together(first.hold, second.hold);
  first.earliest = std::max(first.earliest, second.earliest);
  if (first.release == 0 || (second.release > 0 && second.release < first.release)) {
    first.release = second.release;
  }
  first.closes = first.closes || second.closes;
  first.cut_up = first.cut_up || second.cut_up;
  if (first.then == action::pass) {
    first.limit = second.limit;
    first.then = second.then;
  }
  return first;
}

}  // namespace surgeline::fault
