#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// The most a file may have.
inline constexpr std::size_t largest_file = std::size_t{4} * 1024 * 1024;

/// The deepest nesting of lists and tables, and the most parts of a dotted key.
inline constexpr std::size_t deepest_nesting = 32;

/// Reads TOML 1.0; what it says about syntax has line and column. Empty when `found` got a problem.
std::optional<value> from_toml(std::string_view text, std::string file, problems& found);

/// Reads JSON; syntax problems have line and column, every value has its JSON pointer.
std::optional<value> from_json(std::string_view text, std::string file, problems& found);

}  // namespace surgeline::config
