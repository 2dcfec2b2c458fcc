#pragma once

#include <cstddef>

#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

/// How many of so many sidecars must stay with a run; fewer, and it ends. At least one always, and a part of one is a whole.
std::size_t needed_of(share quorum, std::size_t sidecars);

}  // namespace surgeline::scenario
