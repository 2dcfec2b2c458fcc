#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

/// How long the answers of a load took, over the time of a run: a count for each step and each half octave of time.
struct latency_map {
  duration step{};
  /// Row r holds what took at least `edges[r]` and less than `edges[r + 1]`; ascending, one more than there are rows, none
  /// without answers.
  std::vector<duration> edges;
  std::vector<std::vector<std::uint64_t>> counts;  ///< by step, then by row
  /// Requests that ended without an answer in that step: too late, cut off, never sent.
  std::vector<std::uint64_t> unanswered;

  std::size_t rows() const { return edges.empty() ? 0 : edges.size() - 1; }
};

/// The map of one load, in as few ticks a step as make at most `most_steps`; about 60 rows at most, whatever was recorded.
latency_map latency_map_of(
    const scenario::record& of,
    const std::string& load,
    std::size_t most_steps
);

}  // namespace surgeline::report
