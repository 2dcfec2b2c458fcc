#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/observe/arrival_gaps.hpp"
#include "surgeline/observe/breaker_state.hpp"
#include "surgeline/observe/failure_burst.hpp"
#include "surgeline/observe/outcome.hpp"

namespace surgeline::observe {

/// A breaker is believed to have changed.
struct transition {
  breaker_state from = breaker_state::unknown, to = breaker_state::unknown;
  time_point at{};  ///< when it is believed to have happened: before it was noticed

  /// False when it is not the breaker that moved, but what can be said of it.
  bool is_move() const { return from != breaker_state::unknown && to != breaker_state::unknown; }
  bool operator==(const transition&) const = default;
};

/// Infers from one client group's traffic through one proxy what the breaker of that client does.
///
/// Open: a burst of failures, and then silence for longer than chance or habit explains. Half open: the first attempt after
/// that, while nothing but single ones come. Closed: such a probe is answered well, or traffic flows again. A load that stops
/// without a burst is no open breaker, nor are failures without silence. Several clients with a breaker each look like one
/// client that slows down: give each a group of its own.
///
/// It is told the time, and each call takes constant time. What a call has found out goes into `moves`, the caller's list.
class breaker_watch {
 public:
  /// An attempt begins.
  void begin(time_point now, std::vector<transition>& moves);
  /// It ends; `began` says which one.
  void end(time_point began, outcome became, time_point now, std::vector<transition>& moves);
  /// Nothing happens, which says something too: a few times a second is often enough.
  void look(time_point now, std::vector<transition>& moves);

  breaker_state state() const { return state_; }
  /// How long it has been open, all in all.
  duration open_time(time_point now) const;

  /// So many attempts at least would come while a breaker is open, if it were not: with fewer nothing is said.
  static constexpr double fewest = 5;

 private:
  double expected() const;
  bool is_thin() const;
  bool has_stopped(time_point now) const;
  bool is_silent(time_point now) const;
  bool flows(time_point now) const;
  bool may_relapse() const;
  void count_departures(time_point now);
  void move(breaker_state to, time_point at, std::vector<transition>& moves);

  breaker_state state_ = breaker_state::unknown, before_ = breaker_state::unknown;
  time_point since_{};  // it is in that state
  duration open_time_{};
  duration typical_ = std::chrono::seconds{5};  // of its open times; before there was one a guess
  bool has_opened_ = false;

  arrival_gaps gaps_;
  failure_burst burst_;
  std::uint32_t open_ = 0;   // attempts
  std::uint32_t level_ = 0;  // of these when the last one began
  std::uint32_t probes_ = 0;
  std::uint32_t heard_ = 0;       // attempts since nothing was known
  std::uint32_t departures_ = 0;  // attempts abandoned since the last one began
  time_point first_departure_{}, last_departure_{};
  time_point epoch_{
  };  // what began before is none of these: it was left behind when the breaker opened
  time_point began_ = never;   // the last one
  time_point quiet_ = never;   // half of those that were open then have ended
  time_point failed_ = never;  // the first failure after that
};

}  // namespace surgeline::observe
