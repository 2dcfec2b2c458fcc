#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace surgeline {

/// One field of a head: a view of the bytes it came in, without the white space around its value.
struct header_field {
  std::string_view name, value;
  bool operator==(const header_field&) const = default;
};

/// True when both are the same name: letters of either case are one (RFC 9110 §5.1).
bool is_same_name(std::string_view one, std::string_view other);

/// The value of the first field of that name.
std::optional<std::string_view> find(std::span<const header_field> fields, std::string_view name);

/// The head of an HTTP request: a view of the bytes it came in.
struct request_head {
  std::string_view method, target;  ///< `GET`, `/search?q=1`
  std::span<const header_field> fields;

  /// The target without its query, and without scheme and authority.
  std::string_view path() const;
  /// What is behind the `?`; empty without one.
  std::string_view query() const;
  /// The value of the first parameter of that name, as it is written; empty when it has none.
  std::optional<std::string_view> parameter(std::string_view name) const;
  std::optional<std::string_view> header(std::string_view name) const { return find(fields, name); }
};

}  // namespace surgeline
