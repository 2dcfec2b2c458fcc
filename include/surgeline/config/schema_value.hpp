#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// A table from its entries.
value object(std::initializer_list<std::pair<std::string_view, value>> entries);

/// The pattern of a string that names a variable: such a string may stand for any scalar.
inline constexpr std::string_view variable_pattern = "\\$\\{[^}]+\\}";

/// Pieces of JSON Schema (Draft 4).
value text_schema(std::string_view pattern = {});
/// Of a number or a boolean, or a variable that is one.
value scalar_schema(value of);
value names_schema(const std::vector<std::string_view>& known);
value list_schema(value of_elements, bool not_empty);
value map_schema(value of_values);
value any_schema(array schemas);

}  // namespace surgeline::config
