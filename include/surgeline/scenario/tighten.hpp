#pragma once

#include <string>
#include <vector>

#include "surgeline/scenario/plan_request.hpp"

namespace surgeline::scenario {

/// Takes from a plan what the sidecar's own file does not allow: a lease longer than its [safety] lease, where it says one, and
/// what would stay armed beyond its `max_fault_age`. A sentence for each; whoever asked is told. What a plan asks for is never
/// made longer. (Whom the file's control group spares no plan touches.)
std::vector<std::string> tighten(plan_request& asked, const file& served);

}  // namespace surgeline::scenario
