#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/codec.hpp"
#include "surgeline/config/schema_value.hpp"

namespace surgeline::config {

/// The index of a name among those of an enum; empty with a problem.
std::optional<std::size_t> read_name(
    const value& from,
    const std::vector<std::string_view>& known,
    const std::vector<std::string_view>& planned,
    reader& in
);
/// "`a` `b` `c`".
std::string names_type(const std::vector<std::string_view>& known);

/// Enums with names.
template <enumerated E>
struct codec<E> {
  static std::vector<std::string_view> all() { return names_of(names<E>); }
  static bool read(const value& from, E& into, reader& in) {
    const auto index =
        read_name(from, all(), {planned_names<E>.begin(), planned_names<E>.end()}, in);
    if (index) into = names<E>[*index].value;
    return index.has_value();
  }
  static value write(E from) { return std::string(name_of(from)); }
  static bool fits(const value& from) {
    const auto* text = from.as<std::string>();
    if (text == nullptr) return false;
    for (const auto& known : names<E>) {
      if (known.name == *text) return true;
    }
    return false;
  }
  static std::string type_name() { return names_type(all()); }
  static value json_schema() { return names_schema(all()); }
};

}  // namespace surgeline::config
