#pragma once

#include <vector>

#include "surgeline/report/prediction.hpp"

namespace surgeline::report {

/// For a run in which the one instance of a daemon stalled once: who waited when that ended, and how long the backlog took.
void add_daemon_predictions(std::vector<prediction>& all, const scenario::record& of);

}  // namespace surgeline::report
