#pragma once

#include <string>

#include "support/at.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/model/frame.hpp"
#include "surgeline/sim/simulate.hpp"

/// What the tests of the simulator share: files it runs, and numbers out of a record.
namespace surgeline::sim {

using namespace std::chrono_literals;
using measure::instrument;

/// Load `users` asks service `shop` through proxy `front`, evenly; baseline for a second, `outage` for ten, `after` for ten.
inline scenario::file shop(double per_second = 100) {
  scenario::file made = scenario::proxied_scenario();
  made.loads[0].arrival = scenario::arrival::constant;
  made.loads[0].rate = rate{per_second};
  scenario::add_phase(made, "outage", 10s, scenario::phase_role::normal);
  scenario::add_phase(made, "after", 10s, scenario::phase_role::recover);
  return made;
}

/// Sum of a count over a stretch, the whole run by default.
inline double total(
    const scenario::record& of,
    const std::string& subject,
    instrument what,
    duration from = 0s,
    duration to = 24h
) {
  return of.recording.sum(subject, what, at(from), at(to));
}
inline double users(
    const scenario::record& of,
    instrument what,
    duration from = 0s,
    duration to = 24h
) {
  return total(of, "load.users", what, from, to);
}

/// The value of a metric over a stretch; fails the test without one.
inline double value(const scenario::record& of, const char* metric, duration from, duration to) {
  const auto got = measure::metric_path::parse(metric)->over(of.recording, at(from), at(to));
  EXPECT_TRUE(got) << metric;
  return got.value_or(-1);
}

}  // namespace surgeline::sim
