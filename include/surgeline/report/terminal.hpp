#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "surgeline/report/accord.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/room.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::report {

/// A run under way, as a terminal shows it: a snapshot that needs nothing else.
struct view {
  /// A phase of the file, or of the run where it was longer.
  struct phase_view {
    std::string id;
    duration length{};
  };
  /// What one load gets, and got lately: one value a second of file time, the newest last.
  struct load_view {
    std::string id;
    double offered = 0, goodput = 0;  ///< per second, over the last second
    std::optional<double> amplification;
    std::optional<double> p50_seconds, p99_seconds;  ///< over the last five seconds
    std::vector<double> offered_lately, goodput_lately;
  };
  /// What waits in one service, and waited lately.
  struct service_view {
    std::string id;
    double queue = 0, in_flight = 0;
    std::vector<double> queue_lately;
  };
  /// Who waits at one daemon, and waited lately.
  struct daemon_view {
    std::string id;
    double depth = 0;
    bool stalled = false;  ///< an instance of it was, in the last second
    std::vector<double> depth_lately;
  };
  /// What the breakers and budgets of one policy do, where it has some.
  struct policy_view {
    std::string id;
    bool has_breaker = false, has_budget = false;
    std::optional<double> open_share, budget;  ///< shares, over the last second
    std::vector<double> open_lately;
  };
  /// How the way back goes.
  struct recovery_view {
    double needed = 1;            ///< share of the reference
    std::optional<double> share;  ///< over the last window
    duration deadline{}, stable_for{};
    std::optional<duration> after;  ///< from the last fault to the first window that holds
  };

  std::string title, variant, id;
  scenario::engine engine = scenario::engine::sim;
  std::uint64_t seed = 1;
  std::vector<phase_view> phases;
  std::vector<std::string> faults, kinds;  ///< by slot
  scenario::course course;                 ///< so far
  std::size_t phase = 0;
  time_point now{};
  time_point ends{};  ///< as far as is known
  double load_factor = 1;
  bool finished = false;
  std::vector<load_view> loads;
  std::vector<service_view> services;
  std::vector<daemon_view> daemons;
  std::vector<policy_view> policies;
  std::optional<recovery_view> recovery;
};

/// What a run looks like at `now`. Pass on what an earlier view of the same run says of `recovery->after`, and it is not
/// looked for again.
view look_at(
    const scenario::file& file,
    const std::string& variant,
    scenario::engine engine,
    std::uint64_t seed,
    const scenario::conductor& where,
    const measure::recording& seen,
    time_point now,
    std::optional<duration> recovered_after = {}
);

/// The view as lines for a terminal of that many columns (40 … 200; others are taken as the nearest), none longer.
/// The number of lines is the same throughout a run, so that the next frame can be drawn over it.
std::vector<std::string> live_frame(const view& of, std::size_t width, bool colour);

/// What happened after `since`, as lines for a pipe: phases, faults armed and cleared, relief, recovery, the end, and a
/// line of numbers every ten seconds of file time. Asked again and again with `since` the last view's `now`, it says all
/// once, in order.
std::vector<std::string> plain_lines(const view& of, std::optional<time_point> since);

/// All executions as an aligned table, a row a variant and engine, and the reasons as sentences below. Columns that
/// do not fit are left out, the least telling first.
std::vector<std::string> closing_table(std::span<const execution> all, room wide, bool colour);
/// The same of executions that were read back, whose file no longer says what the engines were to agree in.
std::vector<std::string> closing_table(
    std::span<const execution> all,
    const std::vector<accord>& agreed,
    room wide,
    bool colour
);

}  // namespace surgeline::report
