#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// Reads TOML 1.0; every value and key has its line and column. Empty when there was a problem.
std::optional<value> from_toml(std::string_view text, const std::string& file, problems& found);

/// What a text is as a TOML value (`3`, `true`, `[1, 2]`), else the text itself: `600/s`.
value value_of_text(std::string_view text);

/// A value as one line of TOML: `{ median = "80ms", max = "5s" }`.
std::string to_toml(const value& shown);

}  // namespace surgeline::config
