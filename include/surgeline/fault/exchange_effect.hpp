#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/effect.hpp"

namespace surgeline::fault {

/// What a plan decides for the head of a request or a response, and for what follows it. Faults decide; only the data path
/// carries out.
///
/// What faults decide about the bytes of the head as bytes (a latency, a stall, a narrow pipe, a reset) is not in it: a
/// carrier asks `on_chunk` about them too, as `part::head`, after `on_request` or `on_response`, and carries out
/// `bytes + that`. An answer in place of the upstream's waits as the head would have.
struct exchange_effect {
  static constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();

  effect bytes{};  ///< of the head; its `limit` counts bytes of the head
  std::string
      answer;  ///< requests: the client gets this whole message, the request goes no further
  bool hangs = false;               ///< requests: read, not passed on, never answered
  std::optional<std::string> head;  ///< travels in place of the head that came
  std::optional<std::string> body;  ///< in place of the body that came; `head` says its length
  std::uint64_t body_limit = everything;  ///< responses: so many bytes of the body still pass
  action body_end = action::pass;         ///< `close` or `reset` behind them
  std::string extra;                      ///< responses: travels behind the message
  bool closes = false;  ///< behind the message, or the answer, both sides are closed in order
  std::optional<duration> again;  ///< requests: reaches the upstream once more, so much later; that
                                  ///< answer is thrown away
  std::uint32_t again_by =
      nobody;                 ///< slot of the fault that wants that, to be told when it is done
  std::uint32_t by = nobody;  ///< slot of the fault that answered or ended it

  /// True when the exchange is answered, hangs or is cut: of several ends the first in plan order wins.
  bool ends() const {
    return !answer.empty() || hangs || bytes.then != action::pass || body_end != action::pass;
  }
  /// True when the message passes as if nothing were armed.
  bool is_neutral() const { return *this == exchange_effect{}; }
  bool operator==(const exchange_effect&) const = default;
};

/// Both effects on one message, of which the second was decided after the first: waits add, the later head and body travel,
/// the first end counts. Who ended it only a plan can say: `by` stays the first's.
exchange_effect operator+(exchange_effect first, exchange_effect second);

}  // namespace surgeline::fault
