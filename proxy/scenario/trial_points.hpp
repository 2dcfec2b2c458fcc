#pragma once

#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/scenario/read.hpp"

namespace surgeline::scenario {

/// What the keys of [margin] and [sweep] are set to, each value of each of them once: whatever is wrong with the points is
/// wrong with one of these.
std::vector<std::vector<assignment>> trial_points(const config::value& tree);

}  // namespace surgeline::scenario
