#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// Reads JSON; syntax problems have line and column, every value has its JSON pointer. Empty when
/// there was a problem.
std::optional<value> from_json(std::string_view text, const std::string& file, problems& found);

/// A value as JSON: on one line, or indented by `indent` spaces a level.
std::string to_json(const value& shown, int indent = 0);

}  // namespace surgeline::config
