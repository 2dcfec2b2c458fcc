#include "surgeline/admin/toxiproxy_path.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "surgeline/core/chance.hpp"
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

std::optional<names> fit(std::string_view path, std::string_view pattern) {
  names found;
  if (std::ranges::count(path, '/') != std::ranges::count(pattern, '/')) return {};
  while (!pattern.empty()) {
    const std::string_view wanted = take_part(pattern), part = take_part(path);
    if (wanted != "P" && wanted != "T") {
      if (wanted != part) return {};
      continue;
    }
    const auto name = decoded(part);
    if (!name || name->empty()) return {};
    (wanted == "P" ? found.proxy : found.toxic) = *name;
  }
  return found;
}

request_ids::request_ids()
    : salt_(mix(
          static_cast<std::uint64_t>(getpid()),
          static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count())
      )) {}

std::string request_ids::next() {
  constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuv";
  constexpr int characters = 20, per_number = 10, bits = 5;
  const std::uint64_t mine = mix(salt_, ++ordinal_);
  std::string made;
  for (int i = 0; i < characters; ++i) {
    const std::uint64_t number = mix(mine, static_cast<std::uint64_t>(i / per_number));
    made += alphabet[(number >> (i % per_number * bits)) % alphabet.size()];
  }
  return made;
}

}  // namespace surgeline::admin
