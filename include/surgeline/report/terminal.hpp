#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::report {

/// A run under way, as a terminal shows it: a snapshot that needs nothing else.
struct view {
  /// What it says about one load over the last second, with its recent past.
  struct load_view {
    std::string id;
    double offered = 0, goodput = 0;  ///< per second
    std::optional<double> amplification;
    std::optional<double> p99_seconds;  ///< over the last five seconds
    std::vector<double> offered_lately,
        goodput_lately;  ///< one value a second of file time, the last 60
  };
  /// What waits in one service.
  struct service_view {
    std::string id;
    double queue = 0, in_flight = 0;
    std::vector<double> queue_lately;
  };

  std::string title, variant;
  scenario::engine engine = scenario::engine::sim;
  std::uint64_t seed = 1;
  scenario::file file;      ///< for the names of phases and faults
  scenario::course course;  ///< so far
  std::size_t phase = 0;
  time_point now{};
  time_point ends{};  ///< as far as is known
  double load_factor = 1;
  std::vector<load_view> loads;
  std::vector<service_view> services;
  std::optional<double>
      recovered_share;  ///< over the last recovery window; empty while faults are in force
  std::optional<duration> recovered_after;  ///< from the last fault to the first window that holds
};

/// What a run looks like at `now`; `from` holds the file, variant, engine and seed of a record under way.
view look_at(
    const scenario::file& file,
    const std::string& variant,
    scenario::engine engine,
    std::uint64_t seed,
    const scenario::conductor& where,
    const measure::recording& seen,
    time_point now
);

/// The view as lines for a terminal of that many columns (40 … 200; others are taken as the nearest), none longer.
/// The number of lines is the same throughout a run, so that the next frame can be drawn over it.
std::vector<std::string> live_frame(const view& of, std::size_t width, bool colour);

/// What happened after `since`, as lines for a pipe: phases, faults armed and cleared, relief, recovery, and a line of
/// numbers every ten seconds of file time. Asked again and again with `since` the last view's `now`, it says all once.
std::vector<std::string> plain_lines(const view& of, std::optional<time_point> since);

/// All executions as an aligned table, a row a variant and engine, and the reasons as sentences below.
std::vector<std::string> closing_table(
    std::span<const execution> all,
    std::size_t width,
    bool colour
);

}  // namespace surgeline::report
