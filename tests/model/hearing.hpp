#pragma once

#include <optional>
#include <vector>

#include "model/calling.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/model/caller.hpp"

/// What the tests of callers share: who hears of calls, and a caller with its wire.
namespace surgeline::model {

/// Hears of every call that is over.
struct noted final : call_listener {
  struct end {
    std::uint64_t number;
    outcome how;
    time_point when;
    bool operator==(const end&) const = default;
  };
  void sent(time_point) override { ++attempts; }
  void over(const call& which, outcome how, time_point now) override {
    ends.push_back({which.number, how, now});
  }

  int attempts = 0;
  std::vector<end> ends;
};

/// A caller under a policy, told of everything at its time.
struct asker {
  explicit asker(
      const scenario::policy& by,
      std::uint32_t endpoints = 1,
      resilience::balance how = resilience::balance::random
  )
      : who("load.users", &by, endpoints, how, chance{1}, heard) {}

  void call(std::uint64_t number, duration when, std::uint32_t client = 0) {
    wire.now = at(when);
    who.begin({.number = number, .client = client, .intended = at(when)}, at(when), wire);
  }
  /// The attempt that was sent last is answered.
  void answer_last(const resilience::answer& how, duration when) {
    wire.now = at(when);
    who.answered(wire.all.back().attempt, how, at(when), wire);
  }
  /// Tells the time whenever it is wanted until a moment.
  void tell_until(duration until) {
    while (who.next_due() <= at(until)) {
      wire.now = who.next_due();
      who.advance(wire.now, wire);
    }
  }
  /// A metric of its policy over a stretch.
  std::optional<double> metric(const char* name, duration from = 0s, duration to = 24h) {
    who.numbers()->roll(wire.now + measure::tick);
    counted.add(who.numbers()->subject(), who.numbers()->take());
    return measure::metric_path::parse(name)->over(counted, at(from), at(to));
  }

  /// What its policy counted of something.
  double total(instrument what) {
    who.numbers()->roll(wire.now + measure::tick);
    counted.add(who.numbers()->subject(), who.numbers()->take());
    return counted.sum(who.numbers()->subject(), what, at(0s), at(24h));
  }

  noted heard;
  noting_wire wire;
  caller who;
  measure::recording counted;
};

/// Opens at the first failure.
inline const resilience::breaker_terms after_one_failure{
    .kind = resilience::consecutive{.open_at = 1}
};

/// Tries again on these causes.
inline resilience::retry again(std::uint32_t attempts, std::vector<resilience::cause> on) {
  resilience::retry made = fixed(attempts);
  made.retry_on = std::move(on);
  return made;
}

}  // namespace surgeline::model
