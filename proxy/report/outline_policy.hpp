#pragma once

#include <string>

#include "surgeline/scenario/load.hpp"
#include "surgeline/scenario/policy.hpp"

namespace surgeline::report {

/// How a caller behaves, in one line; `of` null: without a policy.
std::string policy_text(const scenario::policy* of);
/// How a load's requests come, in some words.
std::string demand_text(const scenario::load& of);

}  // namespace surgeline::report
