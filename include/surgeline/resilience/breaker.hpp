#pragma once

#include <cstdint>

#include "surgeline/core/time.hpp"
#include "surgeline/resilience/breaker_terms.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/rolling.hpp"

namespace surgeline::resilience {

/// Lets calls go while they go well: closed, open, half open. Told how each ended that it let go; moments come in ascending
/// order. What had been let go before it last opened is not counted any more.
class breaker {
 public:
  enum class state : std::uint8_t { closed, open, half_open };
  /// What it said to a call, which is told back to it when the call ends.
  struct admission {
    bool granted = true;
    bool probe = false;
    std::uint32_t since = 0;  ///< how often it had opened
    bool operator==(const admission&) const = default;
  };

  explicit breaker(const breaker_terms& terms);

  /// True when a call would be let go now. Who asks makes the library's breaker open, as its `IsOpen` does.
  bool would_admit(time_point now);
  /// A call asks to go.
  admission admit(time_point now);
  /// A call that was let go has ended, after so long.
  void ended(const admission& as, outcome how, duration took, time_point now);
  /// A call that was let go ended in a way that says nothing: it was given up for another's sake.
  void forgotten(const admission& as);
  state is() const { return state_; }

 private:
  enum class sort : std::uint8_t { good, bad, none };

  bool is_hystrix() const { return std::holds_alternative<hystrix>(terms_.kind); }
  bool trips(time_point now) const;
  bool rate_trips(double open_at, std::uint32_t at_least, time_point now) const;
  bool hystrix_trips(const hystrix& by, time_point now) const;
  sort sort_of(outcome how, duration took) const;
  void count(sort what, time_point now);
  void open(time_point now);
  void close();

  breaker_terms terms_;
  rolling counted_;  // all, and bad ones
  std::uint32_t in_a_row_ = 0;
  state state_ = state::closed;
  time_point opened_{};  // or, of a hystrix, last probed
  std::uint32_t times_opened_ = 0;
  std::uint32_t probing_ = 0, probed_well_ = 0;
  time_point last_any_ = never, last_bad_ = never;  // of a hystrix: last counted
};

}  // namespace surgeline::resilience
