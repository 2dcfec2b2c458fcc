#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

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
  denied,       ///< answered: the request itself was at fault (4xx)
};

/// True when the caller has what it asked for.
constexpr bool is_good(outcome how) { return how == outcome::ok || how == outcome::degraded; }
/// True when there was an answer, good or bad.
constexpr bool is_answer(outcome how) {
  return is_good(how) || how == outcome::failed || how == outcome::rejected ||
         how == outcome::denied;
}

/// How an attempt ended, with what its answer said.
struct answer {
  outcome how = outcome::ok;
  std::uint16_t status = 0;               ///< of HTTP; 0 when there was none
  std::optional<duration> retry_after{};  ///< how long it asks to be left alone

  constexpr answer(outcome ended) : how(ended) {}
  constexpr answer(outcome ended, std::uint16_t said, std::optional<duration> wait = {})
      : how(ended), status(said), retry_after(wait) {}
  bool operator==(const answer&) const = default;
};

/// The status of an answer, or the one that HTTP would give it; 0 when there was no answer.
constexpr std::uint16_t status_of(const answer& of) {
  if (of.status != 0) return of.status;
  switch (of.how) {
    case outcome::ok:
    case outcome::degraded:
      return 200;
    case outcome::denied:
      return 400;
    case outcome::failed:
      return 500;
    case outcome::rejected:
      return 503;
    default:
      return 0;
  }
}

/// A cause for which a policy may retry. A number from 100 on is the status of an answer.
enum class cause : std::uint16_t { timeout, reset, connect, rejected, server_error, client_error };

/// True when an attempt that ended so is covered by a retry on `listed`.
constexpr bool covers(cause listed, const answer& ended) {
  const std::uint16_t status = status_of(ended);
  switch (listed) {
    case cause::timeout:
      return ended.how == outcome::timeout;
    case cause::reset:
      return ended.how == outcome::reset;
    case cause::connect:
      return ended.how == outcome::unreachable;
    case cause::rejected:
      return ended.how == outcome::rejected || ended.how == outcome::refused;
    case cause::server_error:
      return status >= 500;
    case cause::client_error:
      return status >= 400 && status < 500;
  }
  return status != 0 && status == static_cast<std::uint16_t>(listed);
}

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::cause> = std::array{
    named{surgeline::resilience::cause::timeout, "timeout", "no answer in time"},
    named{surgeline::resilience::cause::reset, "reset", "the connection was lost"},
    named{surgeline::resilience::cause::connect, "connect", "no connection"},
    named{
        surgeline::resilience::cause::rejected,
        "rejected",
        "refused: by a full queue, or by the caller's own breaker, bulkhead or throttle"
    },
    named{
        surgeline::resilience::cause::server_error,
        "5xx",
        "an answer that says the server failed; a full queue answers so"
    },
    named{
        surgeline::resilience::cause::client_error,
        "4xx",
        "an answer that says the request was at fault"
    },
};
