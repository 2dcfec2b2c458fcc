#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::admin {

/// A part of a path; empty where a `%` has no two digits behind it.
std::optional<std::string> decoded(std::string_view part);

/// What comes up to the next `/`, which goes too.
std::string_view take_part(std::string_view& from);

/// What stands in a path at the `{…}` of a pattern like `/v1/faults/{id}`, decoded; empty if it does not fit.
std::optional<std::vector<std::string>> names_in(std::string_view path, std::string_view pattern);

}  // namespace surgeline::admin
