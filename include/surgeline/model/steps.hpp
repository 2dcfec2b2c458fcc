#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/model/job.hpp"
#include "surgeline/scenario/service.hpp"

namespace surgeline::model {

/// The steps of a job of this service: its own work, and then its calls, one entry after the other; parallel entries that
/// follow one another are one step, named by the first. How often an entry calls in its step is the server's to say.
inline std::vector<step> steps_of(const scenario::service& what) {
  using enum scenario::call_mode;
  std::vector<step> steps{step{}};
  for (std::uint32_t entry = 0; entry < what.calls.size(); ++entry) {
    const bool joins =
        entry > 0 && what.calls[entry].mode == parallel && what.calls[entry - 1].mode == parallel;
    if (!joins) steps.push_back({step::sort::call, entry});
  }
  return steps;
}

}  // namespace surgeline::model
