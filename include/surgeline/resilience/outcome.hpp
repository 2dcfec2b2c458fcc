#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::resilience {

/// How one attempt ended, as its caller sees it.
enum class outcome : std::uint8_t {
  ok,           ///< answered well
  rejected,     ///< answered, but refused by a full queue
  timeout,      ///< no answer in time
  reset,        ///< its connection was lost
  unreachable,  ///< there was no connection to send it on
  refused,      ///< never sent: the caller's own policy refused it
  failed,       ///< answered: the server failed
  degraded,     ///< answered well enough, by a fallback
};

/// True when the caller has what it asked for.
constexpr bool is_good(outcome how) { return how == outcome::ok || how == outcome::degraded; }
/// True when there was an answer, good or bad.
constexpr bool is_answer(outcome how) {
  return is_good(how) || how == outcome::failed || how == outcome::rejected;
}

/// A cause for which a policy may retry.
enum class cause : std::uint8_t { timeout, reset, connect, rejected, server_error };

/// True when an attempt that ended so is covered by a retry on `listed`.
constexpr bool covers(cause listed, outcome ended) {
  switch (listed) {
    case cause::timeout:
      return ended == outcome::timeout;
    case cause::reset:
      return ended == outcome::reset;
    case cause::connect:
      return ended == outcome::unreachable;
    case cause::rejected:
      return ended == outcome::rejected;
    case cause::server_error:
      return ended == outcome::rejected || ended == outcome::failed;
  }
  return false;
}

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::cause> = std::array{
    named{surgeline::resilience::cause::timeout, "timeout", "no answer in time"},
    named{surgeline::resilience::cause::reset, "reset", "the connection was lost"},
    named{surgeline::resilience::cause::connect, "connect", "no connection"},
    named{surgeline::resilience::cause::rejected, "rejected", "refused by a full queue"},
    named{
        surgeline::resilience::cause::server_error,
        "5xx",
        "an answer that says the server failed; a full queue answers so"
    },
};
