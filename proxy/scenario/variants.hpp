#pragma once

#include <string>
#include <vector>

#include "surgeline/config/value.hpp"

namespace surgeline::scenario {

/// The ids of the variants of a file, in order.
std::vector<std::string> variant_ids(const config::value& tree);

/// Puts in force what a variant sets, with the places where the file says so.
void apply_variant(config::value& tree, const std::string& id, problems& found);

/// Sets a key as `--set` does, with the places where the file says so; `where` is the path's.
void set_in_file(
    config::value& tree,
    const std::string& path,
    const config::value& to,
    const place& where,
    problems& found
);

}  // namespace surgeline::scenario
