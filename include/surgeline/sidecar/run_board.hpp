#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/scenario/run_figures.hpp"
#include "surgeline/scenario/run_story.hpp"

namespace surgeline::sidecar {

/// What the latest run has told of itself with its lease renewals. It holds as long as a lease after the last of them, whatever
/// becomes of the lease; the verdict stays until the next run. Decides nothing, and is told the time.
class run_board {
 public:
  /// Different phases of a run, different reasons for an early end, and different checks that it remembers: they are labels.
  static constexpr std::size_t most_phases = 100, most_reasons = 100, most_checks = 200;

  /// A phase that the run is or was in.
  struct phase_mark {
    std::string id;
    time_point began{};
    std::optional<duration> length;  ///< as planned
  };

  /// A run has renewed a lease of that `length`. A run is known by its id; without one, by its lease.
  void hear(
      const std::string& lease,
      const scenario::run_story& told,
      duration length,
      time_point now
  );

  /// The holder of a lease of that `length` tells what its loads ask for and get.
  void hear(const std::string& lease, scenario::run_figures told, duration length, time_point now);
  /// What the holder of a lease told last of its loads; null once that is a lease ago.
  const scenario::run_figures* figures(const std::string& lease, time_point now) const {
    return lease == figures_by_ && now < figures_until_ ? &figures_ : nullptr;
  }

  /// What it told last, its identity included if that is known; null once that is a lease ago.
  const scenario::run_story* story(time_point now) const {
    return now < until_ ? &*story_ : nullptr;
  }
  /// The phases it has been in, the current one last.
  const std::vector<phase_mark>& phases() const { return phases_; }
  /// What became of the last run that said so; empty from the first word of the next.
  const std::optional<scenario::verdict_kind>& verdict() const { return verdict_; }
  /// How long the way back took in the last run that said so; empty from the first word of the next.
  const std::optional<scenario::told_recovery>& recovery() const { return recovery_; }
  /// How often a steady state was told to hold, and to be broken, by its id, whatever the run.
  struct evaluations {
    std::uint64_t ok = 0, violated = 0;
  };
  const std::map<std::string, evaluations>& checks() const { return checks_; }
  /// How many runs ended early, by reason; what is one reason too many counts as `other`.
  const std::map<std::string, std::uint64_t>& aborts() const { return aborts_; }

 private:
  void note_phase(const scenario::run_story& told, time_point now);
  void note_abort(const std::string& reason);
  void note_checks(const scenario::run_story& told);

  std::string run_;  // whose story it is
  std::optional<scenario::run_story> story_;
  time_point until_{};
  std::string figures_by_;  // the lease
  scenario::run_figures figures_;
  time_point figures_until_{};
  std::vector<phase_mark> phases_;
  std::optional<scenario::verdict_kind> verdict_;
  std::optional<scenario::told_recovery> recovery_;
  std::map<std::string, evaluations> checks_;
  std::map<std::string, std::uint64_t> aborts_;
};

}  // namespace surgeline::sidecar
