#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "surgeline/fault/ledger.hpp"
#include "surgeline/measure/recording.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/engine.hpp"
#include "surgeline/scenario/file.hpp"
#include "surgeline/scenario/sidecar_record.hpp"

namespace surgeline::scenario {

/// Everything that is known of one execution; both engines make the same, and nothing else is judged or reported.
struct record {
  scenario::file file;
  std::string variant;  ///< empty without
  scenario::engine engine = engine::sim;
  std::uint64_t seed = 1;
  scenario::course course;
  measure::recording recording;
  surgeline::fault::ledger ledger;
  std::vector<sidecar_record>
      sidecars;  ///< that a live run has armed from afar, in the order of the targets
  std::map<std::string, std::string>
      outputs;  ///< the ends of what programs have written, by the id of their service or load
  std::uint64_t events = 0;  ///< of the simulator; zero for a live run
};

}  // namespace surgeline::scenario
