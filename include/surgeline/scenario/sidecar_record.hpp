#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/ledger.hpp"

namespace surgeline::scenario {

/// What one sidecar had to do with a run that armed it from afar.
struct sidecar_record {
  std::string control;               ///< where it was driven
  std::vector<std::string> proxies;  ///< of the file, those that it has
  duration clock_ahead{};            ///< of its wall clock, of the runner's; before the run
  duration clock_within{};           ///< the error of that at most
  /// The longest that a change of its faults took, from when the run told all sidecars until it was in force here. Faults of
  /// several sidecars begin and end apart by the longest of theirs at most.
  duration armed_within{};
  surgeline::fault::ledger faults;  ///< tallies alone
  std::uint64_t connections = 0;    ///< on those proxies, as all that follows
  std::uint64_t bytes = 0;          ///< in both directions
  std::uint64_t exchanges = 0, failed = 0;
};

}  // namespace surgeline::scenario
