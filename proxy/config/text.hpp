#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/problem.hpp"

namespace surgeline::config {

/// The most a file may have.
inline constexpr std::size_t largest_file = std::size_t{4} * 1024 * 1024;

/// The most levels a file may have: lists and tables in each other, and the parts of dotted keys.
inline constexpr std::size_t deepest_nesting = 64;

/// The most values a file may have.
inline constexpr std::size_t most_values = 200'000;

/// The place of a byte of a text, columns in code points.
place place_at(std::string_view text, std::size_t offset, std::string file);

/// False, with a problem, when no format could read the text: too large, NUL bytes, not UTF-8, empty.
bool readable(std::string_view text, const std::string& file, problems& found);

/// The byte at which a TOML text nests deeper than `deepest_nesting`, if it does.
std::optional<std::size_t> too_deep_at(std::string_view toml);

/// At most 60 code points of a text, control characters escaped, for messages.
std::string excerpt(std::string_view text);

/// Whether a text is an id: `[a-z][a-z0-9-]*`, at most 63 characters.
bool is_id(std::string_view text);

/// `a`, `an`: the article of a word.
std::string with_article(std::string_view word);

/// "`a`, `b` or `c`".
std::string either_of(const std::vector<std::string>& words);

}  // namespace surgeline::config
