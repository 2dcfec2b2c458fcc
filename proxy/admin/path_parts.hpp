#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::admin {

/// What stands in a path at the `{…}` of a pattern like `/v1/faults/{id}`, decoded; empty if it does not fit.
std::optional<std::vector<std::string>> names_in(std::string_view path, std::string_view pattern);

}  // namespace surgeline::admin
