#pragma once

#include <utility>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/model/daemon.hpp"

/// What the tests of daemons share: who hears of visits, and a clock.
namespace surgeline::model {

using namespace std::chrono_literals;
using resilience::outcome;

/// Hears how every visit ends, and when.
struct listening final : visitors {
  struct end {
    std::uint64_t who;
    outcome how;
    time_point when;
    bool operator==(const end&) const = default;
  };
  void told(const visit& whose, outcome how, time_point when) override {
    ends.push_back({whose.who, how, when});
  }
  std::vector<end> ends;
};

inline void PrintTo(const listening::end& value, std::ostream* out) {
  *out << value.who << " (" << int(value.how) << ")" << " at ";
  PrintTo(value.when, out);
}

/// A daemon with whoever waits for it.
struct visited {
  explicit visited(const scenario::daemon& what, std::size_t instances = 1, std::uint64_t seed = 1)
      : logd(what, instances, doors(what), chance{seed}) {}

  daemon::ticket come(std::uint64_t who, time_point when, std::uint32_t instance = 0) {
    return logd.come({.instance = instance, .who = who}, when, heard);
  }
  daemon::ticket check_health(std::uint64_t who, time_point when) {
    return logd.come({.who = who, .is_health = true}, when, heard);
  }
  void leave(daemon::ticket whose, time_point when) { logd.leave(whose, when, heard); }
  /// Wakes up for whatever is due until a moment.
  void live_until(time_point until) {
    while (logd.next_due() <= until) logd.advance(logd.next_due(), heard);
  }
  /// A fault is in force on all instances, from `when` on.
  void arm(fault::kind what, time_point when, std::size_t instances = 1) {
    scenario::daemon_fault one{.id = "fault", .what = what, .since = when, .first = when};
    for (std::uint32_t i = 0; i < instances; ++i) one.instances.push_back(i);
    logd.arm({one}, when, heard);
  }
  void clear(time_point when) { logd.arm({}, when, heard); }
  /// A metric's value from the start until a moment.
  double total(measure::instrument what, time_point until) {
    logd.advance(until, heard);
    logd.numbers().roll(until);
    measure::recording all;
    all.add("daemon.logd", logd.numbers().take());
    return all.sum("daemon.logd", what, time_point{}, until);
  }

  static std::vector<scenario::daemon_door> doors(const scenario::daemon& what) {
    std::vector<scenario::daemon_door> all;
    for (const scenario::attachment& one : what.attach)
      all.push_back({one, one.service.value_or(one.proxy.value_or(""))});
    return all;
  }

  listening heard;
  daemon logd;
};

/// A daemon of so many slots with this service time, that a service waits for.
inline scenario::daemon daemon_of(std::uint32_t slots, duration service_time) {
  return {
      .id = "logd",
      .slots = slots,
      .service_time = distribution::fixed(service_time),
      .attach = {{.service = "orders"}},
  };
}

}  // namespace surgeline::model
