#pragma once

#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/model/population.hpp"

/// What the tests of populations share: a wire that notes what is sent, and what was counted.
namespace surgeline::model {

using namespace std::chrono_literals;
using measure::instrument;
using resilience::outcome;

inline void PrintTo(const line& value, std::ostream* out) {
  *out << "client " << value.client << ", connection " << value.connection << ", endpoint "
       << value.endpoint;
}

/// Notes every attempt that is sent.
struct noting_wire final : wire {
  struct sent {
    std::uint64_t attempt;
    line on;
    time_point when;
  };
  void send(std::uint64_t attempt, const line& on) override { all.push_back({attempt, on, now}); }

  time_point now{};
  std::vector<sent> all;
};

/// Callers that ask once a second, evenly, from 1 s on, unless a test wants it otherwise; nobody answers by himself.
inline scenario::file one_a_second() {
  scenario::file made = scenario::direct_scenario();
  made.loads[0].arrival = scenario::arrival::constant;
  made.loads[0].rate = rate{1};
  return made;
}

/// The callers of a file's first load, told of everything at its time.
struct calling {
  explicit calling(const scenario::file& from, std::uint64_t seed = 1)
      : users(from, scenario::routes(from)[0], chance{seed}) {}

  /// Tells the time whenever it is wanted until a moment.
  void run_until(duration until) {
    while (users.next_due() <= at(until)) tell(users.next_due());
  }
  void tell(time_point now) {
    wire.now = now;
    users.advance(now, wire);
  }
  void answer(std::uint64_t attempt, duration when, outcome how = outcome::ok) {
    wire.now = at(when);
    users.answered(attempt, how, at(when), wire);
  }
  void lose(const line& which, duration when, outcome why = outcome::reset) {
    wire.now = at(when);
    users.lost(which, why, at(when), wire);
  }
  /// When attempts were sent.
  std::vector<time_point> sent() const {
    std::vector<time_point> times;
    for (const auto& each : wire.all) times.push_back(each.when);
    return times;
  }
  /// What was counted so far: the sum of a count, or the last value of a gauge.
  double total(instrument what) {
    collect();
    return counted.sum("load.users", what, at(0s), far);
  }
  double last(instrument what) {
    collect();
    return counted.last("load.users", what, far);
  }
  double wasted() {
    collect();
    return counted.sum("service.shop", instrument::wasted, at(0s), far);
  }
  measure::histogram observed(instrument what) {
    collect();
    return counted.merged("load.users", what, at(0s), far);
  }

  population users;
  noting_wire wire;
  measure::recording counted;

 private:
  static constexpr time_point far = at(24h);

  /// Closes what was counted; meters go on in the tick after the last event, so this is done at the end.
  void collect() {
    for (measure::meter* one : {&users.numbers(), &users.waste()}) {
      one->roll(wire.now + measure::tick);
      counted.add(one->subject(), one->take());
    }
  }
};

/// Attempts that follow each other after the same wait.
inline resilience::retry fixed(std::uint32_t attempts, duration wait = 0s) {
  return {
      .kind = resilience::growth::fixed,
      .attempts = attempts,
      .base = distribution::fixed(wait),
  };
}

}  // namespace surgeline::model
