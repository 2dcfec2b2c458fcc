#pragma once

#include <string_view>

namespace surgeline {

/// A text without what is around it: spaces and tabs, or any of `around`.
constexpr std::string_view trimmed(std::string_view text, std::string_view around = " \t") {
  const auto first = text.find_first_not_of(around);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(around) - first + 1);
}

}  // namespace surgeline
