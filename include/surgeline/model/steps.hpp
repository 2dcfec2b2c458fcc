#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/model/server.hpp"
#include "surgeline/scenario/service.hpp"

namespace surgeline::model {

/// The steps of a job of this service: its own work, and then its calls, one after the other.
inline std::vector<step> steps_of(const scenario::service& what) {
  std::vector<step> steps{step{}};
  for (std::uint32_t entry = 0; entry < what.calls.size(); ++entry)
    steps.insert(steps.end(), what.calls[entry].times, step{step::sort::call, entry});
  return steps;
}

}  // namespace surgeline::model
