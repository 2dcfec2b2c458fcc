#pragma once

#include <string>
#include <vector>

#include "surgeline/config/value.hpp"

namespace surgeline::scenario {

/// The ids of the variants of a file, in order.
std::vector<std::string> variant_ids(const config::value& tree);

/// Puts in force what a variant sets, with the places where the file says so.
void apply_variant(config::value& tree, const std::string& id, problems& found);

}  // namespace surgeline::scenario
