#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/resilience/breaker.hpp"
#include "surgeline/resilience/budget.hpp"
#include "surgeline/scenario/policy.hpp"

namespace surgeline::model {

/// The breakers and the budgets that callers under one policy share, or have each for himself; made on first use. It counts
/// for `policy.<id>`, in which the numbers of all its guards are added up.
class guard {
 public:
  explicit guard(const scenario::policy& by);

  /// Asks the breaker for a client's attempts to an endpoint, and counts what it refuses; nothing without one.
  std::optional<resilience::breaker::admission> admit(
      std::uint32_t client,
      std::uint32_t endpoint,
      time_point now
  );
  /// Tells that breaker how what it let go has ended, after so long.
  void ended(
      const resilience::breaker::admission& as,
      std::uint32_t client,
      std::uint32_t endpoint,
      resilience::outcome how,
      duration took,
      time_point now
  );
  /// Tells it that this ended in a way that says nothing.
  void forgotten(
      const resilience::breaker::admission& as,
      std::uint32_t client,
      std::uint32_t endpoint
  );
  /// True when that breaker would let an attempt go; nothing is made for it.
  bool would_admit(std::uint32_t client, std::uint32_t endpoint, time_point now);
  /// A client's budget; null without one. Good until the next one is made.
  resilience::budget* budget(std::uint32_t client);
  /// True when each endpoint has breakers of its own.
  bool is_by_host() const;

  /// Notes what breakers and budgets are, once each tick, before they change.
  void note(time_point now) {
    if (now >= next_note_) note_all(now);
  }
  measure::meter& numbers() { return numbers_; }

 private:
  resilience::breaker& breaker(std::uint32_t client, std::uint32_t endpoint);
  void note_change(
      resilience::breaker::state before,
      const resilience::breaker& of,
      time_point now
  );
  std::uint64_t key_of(std::uint32_t client, std::uint32_t endpoint) const;
  void note_all(time_point now);

  std::optional<resilience::breaker_terms> breaker_terms_;
  std::optional<resilience::budget_terms> budget_terms_;
  boost::unordered_flat_map<std::uint64_t, resilience::breaker> breakers_;
  boost::unordered_flat_map<std::uint32_t, resilience::budget> budgets_;
  time_point next_note_{};
  measure::meter numbers_;
};

}  // namespace surgeline::model
