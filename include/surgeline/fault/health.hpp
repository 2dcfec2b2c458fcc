#pragma once

#include <string_view>
#include <vector>

#include "surgeline/fault/catalog.hpp"
#include "surgeline/fault/target.hpp"

namespace surgeline::fault {

/// The paths that tell whether somebody is well: who restarts a service because of them would hide every other effect. A
/// fault that acts on HTTP exchanges leaves these of them alone: those that its target does not name in `path`, unless
/// `spare_health = false`.
std::vector<std::string_view> spared_paths(const kind& what, const target& whom);

}  // namespace surgeline::fault
