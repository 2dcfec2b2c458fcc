#pragma once

#include <string>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/measure/recording.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/record.hpp"

/// Recordings made by hand: so many events a second from here to there.
namespace surgeline::scenario {

using namespace std::chrono_literals;
using measure::instrument;

class recorded {
 public:
  /// Events of a count, evenly, in the ticks of [from, to).
  recorded& rate(
      const std::string& subject,
      instrument what,
      duration from,
      duration to,
      double per_second
  ) {
    return rows(subject, what, from, to, per_second * seconds(measure::tick));
  }
  /// A gauge that stands at a value.
  recorded& gauge(
      const std::string& subject,
      instrument what,
      duration from,
      duration to,
      double value
  ) {
    return rows(subject, what, from, to, value);
  }
  /// Observations of one value, so many in every tick.
  recorded& observe(
      const std::string& subject,
      instrument what,
      duration from,
      duration to,
      duration value,
      std::uint64_t times
  ) {
    measure::series made{.first_tick = measure::tick_of(at(from)), .numbers = {}, .histograms = {}};
    measure::histogram each;
    each.record(value, times);
    made.histograms[what].assign(static_cast<std::size_t>((to - from) / measure::tick), each);
    recording_.add(subject, made);
    return *this;
  }
  /// What load `users` asks for, and what it gets.
  recorded& users(duration from, duration to, double offered, double good) {
    rate("load.users", instrument::offered, from, to, offered);
    rate("load.users", instrument::attempts, from, to, offered);
    return rate("load.users", instrument::good, from, to, good);
  }

  /// All of it, complete up to a moment.
  measure::recording until(duration moment) const {
    measure::recording copy = recording_;
    copy.complete_until(at(moment));
    return copy;
  }

 private:
  recorded& rows(
      const std::string& subject,
      instrument what,
      duration from,
      duration to,
      double value
  ) {
    measure::series made{.first_tick = measure::tick_of(at(from)), .numbers = {}, .histograms = {}};
    made.numbers[what].assign(static_cast<std::size_t>((to - from) / measure::tick), value);
    recording_.add(subject, made);
    return *this;
  }

  measure::recording recording_;
};

inline void PrintTo(const route& value, std::ostream* out) {
  *out << "load " << value.load << " to service " << value.service << " by "
       << testing::PrintToString(value.proxy) << ", " << value.endpoints << " endpoints";
}
inline void PrintTo(const span& value, std::ostream* out) {
  *out << format(value.from.time_since_epoch()) << " to "
       << (value.to == never ? "never" : format(value.to.time_since_epoch()));
}
inline void PrintTo(const activation& value, std::ostream* out) {
  *out << "fault " << value.fault << " from ";
  PrintTo(value.when, out);
}
inline void PrintTo(const stage& value, std::ostream* out) {
  *out << "phase " << value.phase << " from ";
  PrintTo(value.when, out);
}
inline void PrintTo(const reason& value, std::ostream* out) {
  *out << config::name_of(value.speaks_for) << " " << value.code << ": " << value.text;
}

}  // namespace surgeline::scenario
