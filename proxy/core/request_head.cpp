#include "surgeline/core/request_head.hpp"

#include <algorithm>

#include "surgeline/core/letter.hpp"

namespace surgeline {

bool is_same_name(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower, lower);
}

std::optional<std::string_view> find(std::span<const header_field> fields, std::string_view name) {
  const auto found = std::ranges::find_if(fields, [name](const header_field& one) {
    return is_same_name(one.name, name);
  });
  if (found == fields.end()) return std::nullopt;
  return found->value;
}

std::string_view request_head::path() const {
  std::string_view rest = target.substr(0, target.find_first_of("?#"));
  if (rest.starts_with('/')) return rest;
  const auto scheme = rest.find("://");
  if (scheme == std::string_view::npos) return rest;  // `*`, or an authority
  const auto slash = rest.find('/', scheme + 3);
  return slash == std::string_view::npos ? "/" : rest.substr(slash);
}

std::string_view request_head::query() const {
  const auto mark = target.find('?');
  if (mark == std::string_view::npos) return {};
  const std::string_view rest = target.substr(mark + 1);
  return rest.substr(0, rest.find('#'));
}

std::optional<std::string_view> request_head::parameter(std::string_view name) const {
  std::string_view rest = query();
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    const std::string_view one = rest.substr(0, end);
    const auto equals = std::min(one.find('='), one.size());
    if (one.substr(0, equals) == name) {
      return equals == one.size() ? std::string_view{} : one.substr(equals + 1);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

}  // namespace surgeline
