#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "surgeline/core/chance.hpp"
#include "surgeline/resilience/outcome.hpp"

namespace surgeline::model {

/// What the lab speaks: one attempt, its answer, or that its caller no longer waits for it; 24 bytes, length first,
/// big-endian. A frame carries its attempt's id, so a job does not own its connection and answers may come in any order.
///
///     0      4      5         6         8          16         24
///     | 20   | kind | outcome | 0       | attempt  | key      |
struct frame {
  enum class sort : std::uint8_t { ask = 1, answer = 2, leave = 3 };

  /// Every frame on the wire; the simulator counts with the same size.
  static constexpr std::size_t bytes = 24;

  sort kind = sort::ask;
  resilience::outcome how =
      resilience::outcome::ok;  ///< of an answer: what `is_answer` says; else `ok`
  std::uint64_t attempt = 0;
  std::uint64_t key = 0;  ///< of a question: `request_key`; else 0

  std::array<std::byte, bytes> encode() const;
  /// Reads one frame; false, `into` untouched, when the bytes are none, which ends the connection they came on.
  static bool decode(std::span<const std::byte, bytes> from, frame& into);
  bool operator==(const frame&) const = default;
};

/// The key of the logical request that an attempt is for: the same for all its attempts. `caller` is a hash of who calls.
constexpr std::uint64_t request_key(std::uint64_t caller, std::uint64_t request) {
  const std::uint64_t key = mix(caller, request);
  return key == 0 ? 1 : key;
}

}  // namespace surgeline::model
