#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::report {

/// Text that means itself in HTML, between tags and in quoted attributes; control characters become `·`, lines stay
/// lines.
std::string escape_html(std::string_view text);

/// Text without control characters, which a terminal would obey: they become `·`, line breaks a space.
std::string printable(std::string_view text);

/// The text with `�` for each byte that is no part of a character (UTF-8), and for characters that XML does not have.
std::string whole_characters(std::string_view text);

/// The columns a text takes on a terminal: East Asian wide characters and emoji two, combining marks none (Unicode
/// Standard Annex 11).
std::size_t columns_of(std::string_view text);

/// The text if it fits; else as much as does with `…` at the end. Never cuts a character apart.
std::string cut(std::string_view text, std::size_t columns);

/// The text and spaces to that many columns; cut if it is longer.
std::string pad_right(std::string_view text, std::size_t columns);
std::string pad_left(std::string_view text, std::size_t columns);

/// Lines of at most that many columns, broken at spaces; a longer word is cut.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);

}  // namespace surgeline::report
