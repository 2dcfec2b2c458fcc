#pragma once

#include <string_view>

namespace surgeline {

/// The small letter of an ASCII capital; anything else is what it was.
constexpr char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// True for what tokens are made of, such as methods and names of fields (`tchar`, RFC 9110 §5.6.2).
constexpr bool is_in_token(char letter) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  const char small = lower(letter);
  return (small >= 'a' && small <= 'z') || (letter >= '0' && letter <= '9') ||
         others.find(letter) != std::string_view::npos;
}

}  // namespace surgeline
