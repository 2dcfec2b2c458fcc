#include "surgeline/config/schema_value.hpp"

#include <fmt/format.h>

namespace surgeline::config {

value object(std::initializer_list<std::pair<std::string_view, value>> entries) {
  table result;
  for (const auto& [key, of] : entries) result.entries.push_back({std::string(key), {}, of});
  return result;
}

value text_schema(std::string_view pattern) {
  if (pattern.empty()) return object({{"type", "string"}});
  return object(
      {{"type", "string"}, {"pattern", fmt::format("^({})$|{}", pattern, variable_pattern)}}
  );
}

value scalar_schema(value of) {
  const auto variable =
      object({{"type", "string"}, {"pattern", fmt::format("^{}$", variable_pattern)}});
  return any_schema({std::move(of), variable});
}

value names_schema(const std::vector<std::string_view>& known) {
  array names;
  for (const auto name : known) names.emplace_back(std::string(name));
  return scalar_schema(object({{"enum", std::move(names)}}));
}

value list_schema(value of_elements, bool not_empty) {
  value schema = object({{"type", "array"}, {"items", std::move(of_elements)}});
  if (not_empty) schema.as<table>()->put("minItems", 1);
  return schema;
}

value map_schema(value of_values) {
  return object({{"type", "object"}, {"additionalProperties", std::move(of_values)}});
}

value any_schema(array schemas) { return object({{"anyOf", std::move(schemas)}}); }

}  // namespace surgeline::config
