#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

/// A stretch of a run's time.
struct span {
  time_point from{};
  time_point to{};
  bool operator==(const span&) const = default;
};

/// One phase as it was run.
struct stage {
  std::size_t phase = 0;  ///< index in the file
  span when{};
  bool operator==(const stage&) const = default;
};

/// One stretch in which a fault was in force.
struct activation {
  std::uint32_t fault = 0;  ///< index in the file, its slot
  span when{};
  bool operator==(const activation&) const = default;
};

/// A sidecar that a run could no longer count on.
struct loss {
  std::size_t sidecar = 0;  ///< which, in the order of the targets
  time_point when{};
  std::string why;  ///< one sentence
  bool operator==(const loss&) const = default;
};

/// What somebody outside has said to an enquiry of a steady state or an abort rule.
struct answer {
  bool to_abort_rule = false;
  std::uint32_t index = 0;      ///< in the file, among those
  time_point asked{};           ///< when
  std::optional<double> value;  ///< empty when there was no number
  std::string why;              ///< then: one sentence
  bool operator==(const answer&) const = default;
};

/// What really happened in a run: phases, faults in force, relief, sidecars that were lost, an early end.
struct course {
  std::vector<stage> stages;
  std::vector<activation> activations;
  std::optional<span> relief;  ///< the load was cut
  double relief_factor = 1;    ///< to this share
  duration relief_needed{};    ///< until the backlog must have been gone; zero where nobody knew
  std::vector<loss> losses;
  std::vector<answer> answers;  ///< in the order they came
  std::optional<reason> aborted;
  time_point end{};

  /// The end of the last fault, `never` while one is in force; empty if none was.
  std::optional<time_point> faults_ended() const;
  /// The stage of a phase; null if it was not reached.
  const stage* stage_of(std::size_t phase) const;
  bool operator==(const course&) const = default;
};

}  // namespace surgeline::scenario
