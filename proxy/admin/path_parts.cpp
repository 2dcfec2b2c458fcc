#include "path_parts.hpp"

#include <algorithm>

#include "surgeline/core/letter.hpp"

namespace surgeline::admin {
namespace {

int digit(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto at = digits.find(lower(c));
  return at == digits.npos ? -1 : static_cast<int>(at);
}

/// A part of a path; empty where a `%` has no two digits behind it.
std::optional<std::string> decoded(std::string_view part) {
  std::string made;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] != '%') {
      made += part[i];
      continue;
    }
    if (i + 2 >= part.size()) return {};
    const int high = digit(part[i + 1]), low = digit(part[i + 2]);
    if (high < 0 || low < 0) return {};
    made += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return made;
}

/// What comes up to the next `/`, which goes too.
std::string_view take_part(std::string_view& from) {
  const auto end = std::min(from.find('/'), from.size());
  const std::string_view part = from.substr(0, end);
  from.remove_prefix(std::min(end + 1, from.size()));
  return part;
}

}  // namespace

std::optional<std::vector<std::string>> names_in(std::string_view path, std::string_view pattern) {
  if (std::ranges::count(path, '/') != std::ranges::count(pattern, '/')) return {};
  std::vector<std::string> names;
  while (!pattern.empty()) {
    const std::string_view wanted = take_part(pattern), part = take_part(path);
    if (!wanted.starts_with('{')) {
      if (wanted != part) return {};
      continue;
    }
    auto name = decoded(part);
    if (!name || name->empty()) return {};
    names.push_back(*std::move(name));
  }
  return names;
}

}  // namespace surgeline::admin
