#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::repo {

/// An `#include` line.
struct include_line {
  std::string path;  ///< what stands between the quotes or angle brackets
  bool quoted = false;
  std::size_t line = 0;  ///< from 1
  bool operator==(const include_line&) const = default;
};

/// What a pair of braces encloses, as far as its head tells.
enum class block_kind { name_space, type, function, other };

/// A pair of braces at namespace or class level; what is inside functions is not looked at.
struct block {
  block_kind kind = block_kind::other;
  std::string head;            ///< what stands before the opening brace, without labels
  std::size_t first_line = 0;  ///< of the head, from 1
  std::size_t last_line = 0;   ///< of the closing brace
  std::size_t parent = 0;      ///< index of the enclosing block, or `outermost`

  static constexpr std::size_t outermost = static_cast<std::size_t>(-1);
  std::size_t length() const { return last_line - first_line + 1; }
};

/// The text with comments, literals and preprocessor lines blanked; positions and line breaks stay.
std::string code_only(std::string_view text);

/// The `#include` lines in order.
std::vector<include_line> includes(std::string_view text);

/// The blocks in order of their opening braces. A heuristic: it knows our style, not all of C++.
std::vector<block> blocks(std::string_view text);

/// Classes, structs, unions and enums that a user of the header can name: not in `detail`, not anonymous.
std::vector<block> public_types(std::string_view text);

}  // namespace surgeline::repo
