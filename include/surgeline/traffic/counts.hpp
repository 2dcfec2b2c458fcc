#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "surgeline/fault/effect.hpp"
#include "surgeline/metrics/cell.hpp"

namespace surgeline::traffic {

/// Why a connection ended.
enum class end_reason : std::uint8_t {
  eof,             ///< both sides had said all they wanted
  reset,           ///< one side sent an RST
  injected,        ///< a fault ended it
  error,           ///< the network failed in another way
  connect_failed,  ///< the upstream refused, or did not answer in time
  limit,           ///< there were too many, or no descriptor was left
  timeout,         ///< an exchange, or the wait for one, took longer than allowed
  closed,          ///< the proxy was closed
};
inline constexpr std::size_t end_reasons = 8;

/// What became of exchanges, and of the logical requests that they were attempts at.
struct exchange_totals {
  metrics::cell over;      ///< exchanges that are over
  metrics::cell failed;    ///< of them, those that were not answered well
  metrics::cell attempts;  ///< seen to begin
  metrics::cell logical;   ///< logical requests that were settled
  metrics::cell good;      ///< of them, those answered well and in time

  exchange_totals& operator+=(const exchange_totals& other);
  exchange_totals& operator-=(const exchange_totals& other);
  bool operator==(const exchange_totals&) const = default;
};

/// What happened on one proxy, counted by one writer and read by anyone; sums are made by adding the writers' counts.
struct counts {
  metrics::cell opened;                            ///< connections accepted
  metrics::cell active;                            ///< of them, those that are open now
  std::array<metrics::cell, end_reasons> ended{};  ///< the others, by reason
  metrics::cell met;                               ///< those of all that had an upstream connection
  metrics::cell paired;                            ///< of them, those that are open now
  std::array<metrics::cell, end_reasons> parted{};  ///< the others, by reason
  std::array<metrics::cell, 2> received{};          ///< bytes read, by direction
  std::array<metrics::cell, 2> bytes{};             ///< handed on, by direction
  metrics::cell buffered;                           ///< bytes that wait in the proxy now
  exchange_totals exchanges;                        ///< on an http proxy
  exchange_totals control;                          ///< of them, those of the control group
  metrics::cell
      pauses;  ///< times that accepting paused: no descriptor was left, or no way back to the address

  std::array<metrics::cell, 3> not_captured{};  ///< taken nowhere by a capturing proxy, by why

  std::uint64_t of(end_reason why) const { return ended[static_cast<std::size_t>(why)]; }
  std::uint64_t of(fault::direction towards) const {
    return bytes[static_cast<std::size_t>(towards)];
  }
  std::uint64_t received_of(fault::direction towards) const {
    return received[static_cast<std::size_t>(towards)];
  }
  /// Counts a connection that was reset as soon as it was accepted.
  void refused(end_reason why = end_reason::limit) {
    ++opened;
    ++ended[static_cast<std::size_t>(why)];
  }
  counts& operator+=(const counts& other);
  bool operator==(const counts&) const = default;
};

}  // namespace surgeline::traffic
