#pragma once

#include <string>
#include <vector>

#include "surgeline/scenario/file.hpp"

namespace surgeline::report {

/// What faults of daemons and hosts would cost if nothing came of it: a sentence for each that is enabled, with how many of
/// the instances it hits, for how much of its phases, and the part of all jobs that makes. What a run loses beyond is cascade.
std::vector<std::string> naive_costs(const scenario::file& of);

}  // namespace surgeline::report
