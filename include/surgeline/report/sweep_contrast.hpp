#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "surgeline/report/contrast.hpp"
#include "surgeline/report/room.hpp"
#include "surgeline/report/stored_sweep.hpp"

namespace surgeline::report {

/// A point that both sweeps have, on the same engine.
struct sweep_contrast_point {
  std::vector<std::string> at;  ///< what it sets, as the first says it, in the order of its keys
  scenario::engine engine = scenario::engine::sim;
  std::size_t first_seeds = 0, second_seeds = 0;
  std::string first_verdicts, second_verdicts;  ///< `pass 4, metastable 1`
  bool verdicts_changed = false;                ///< the shares of their seeds did
  std::vector<contrast_row> rows;
};

/// Two sweeps side by side.
struct sweep_contrast {
  std::vector<std::string> keys;  ///< what is varied
  std::vector<asked_difference> asked;
  std::vector<sweep_contrast_point> points;
  std::vector<std::string> only_first, only_second;  ///< points that the other lacks
  std::size_t tests = 0;                             ///< comparisons that correction is over

  std::size_t differing() const;
  /// Points at which other shares of the seeds came to a verdict.
  std::size_t changed() const;
};

/// Holds two sweeps against each other, point by point: those that set the same keys to the same values on the same engine. Of
/// each the shares of verdicts and of seeds that meet the goal (Fisher's test), what both measure and the recovery (Welch's), and
/// margins and borders by their intervals. Holm's correction is over all points; what is the same on both sides is no test.
sweep_contrast contrast_of(const stored_sweep& first, const stored_sweep& second);

/// As lines for a terminal: what differs, and every verdict that changed.
std::vector<std::string> contrast_lines(
    const sweep_contrast& of,
    const std::string& first_name,
    const std::string& second_name,
    room wide,
    bool colour
);

/// For programs, every comparison of every point.
std::string contrast_json(
    const sweep_contrast& of,
    const std::string& first_name,
    const std::string& second_name
);

}  // namespace surgeline::report
