#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// Decides how a scenario goes on, on sockets or in virtual time: says which phase it is, which faults are in force, how much of the load
/// is on, and when it is over. Told the time and what has been recorded, it decides; the engine arms, clears and scales.
class conductor {
 public:
  /// The file must be free of problems, have phases, and live longer. The seed is that of the windows of schedules.
  explicit conductor(const file& from, std::uint64_t seed = 1);

  /// When it must be told the time at the latest: the next boundary or the next tick.
  time_point next_due() const;
  /// Moves on to `now`; `seen` is complete up to some earlier moment. Returns true when something is to be carried out.
  bool advance(time_point now, const measure::recording& seen);
  /// A sidecar is lost. Whether the run can go on without it is the engine's to say.
  void lose(loss one) { course_.losses.push_back(std::move(one)); }
  /// Somebody outside has answered; true when that ends the run.
  bool hear(answer one, time_point now);
  /// Ends the run now, faults cleared.
  void abort(reason because, time_point now);

  /// Slots of the faults in force, ascending.
  const std::vector<std::uint32_t>& in_force() const { return in_force_; }
  /// Share of the load's rate that is on.
  double load_factor() const { return load_factor_; }
  bool finished() const { return finished_; }
  /// The phase it is in, as an index in the file.
  std::size_t phase() const { return phase_; }
  /// When the run ends as far as is known.
  time_point planned_end() const;
  const course& so_far() const { return course_; }

 private:
  time_point phase_end() const;
  void enter(std::size_t phase, time_point at);
  void put_in_force(const std::vector<std::uint32_t>& next, time_point at);
  time_point next_boundary() const;
  void finish(time_point at);
  bool watch(time_point now, const measure::recording& seen);
  bool watch_aborts(time_point until, time_point now, const measure::recording& seen);
  /// From when on a rule has been looking without a break at a tick that ends at `tick_end`; empty when it does not look.
  std::optional<time_point> looking_since(const abort_rule& rule, time_point tick_end) const;
  bool watch_baseline(time_point now, const measure::recording& seen);
  bool watch_recovery(time_point now, const measure::recording& seen);
  void start_relief(time_point now, duration late, const measure::recording& seen);

  const file& from_;
  std::size_t phase_ = 0;
  duration extension_{};  ///< of the last phase
  std::vector<std::uint32_t> in_force_;
  fault_windows windows_;
  time_point changed_{};  ///< what is in force, last
  double load_factor_ = 1;
  bool finished_ = false;
  bool baseline_judged_ = false;
  bool relief_decided_ = false;
  time_point told_{};                   ///< the time it was last told
  time_point watched_{};                ///< ticks before this have been looked at
  std::vector<duration> violated_for_;  ///< by abort rule
  std::vector<std::optional<time_point>> answered_badly_since_;  ///< by abort rule that asks others
  course course_;
};

/// Sees how a run goes on, in either engine: called at every tick with what has been recorded so far; false ends the run as
/// aborted.
using observer =
    std::function<bool(time_point now, const conductor& where, const measure::recording& seen)>;

}  // namespace surgeline::scenario
