#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "surgeline/resilience/outcome.hpp"

namespace surgeline::model {

/// What the lab speaks: one attempt or its answer, sixteen bytes, length first, big-endian.
/// A frame carries its attempt's id, so a job does not own its connection and answers may come in any order.
///
///     0      4      5         6         8          16
///     | 12   | kind | outcome | 0       | attempt  |
struct frame {
  enum class sort : std::uint8_t { ask = 1, answer = 2 };

  /// Every frame on the wire; the simulator counts with the same size.
  static constexpr std::size_t bytes = 16;

  sort kind = sort::ask;
  resilience::outcome how =
      resilience::outcome::ok;  ///< of an answer: what `is_answer` says; else `ok`
  std::uint64_t attempt = 0;

  std::array<std::byte, bytes> encode() const;
  /// Reads one frame; false, `into` untouched, when the bytes are none, which ends the connection they came on.
  static bool decode(std::span<const std::byte, bytes> from, frame& into);
  bool operator==(const frame&) const = default;
};

}  // namespace surgeline::model
