#include "json_shapes.hpp"

#include <boost/json.hpp>
#include <string>

namespace surgeline::report::shapes {
namespace {

namespace json = boost::json;

shape typed(json::value type, std::string_view help) {
  shape made{{"type", std::move(type)}};
  if (!help.empty()) made.emplace("description", help);
  return made;
}

}  // namespace

shape text(std::string_view help) { return typed("string", help); }
shape number(std::string_view help) { return typed("number", help); }
shape count(std::string_view help) { return typed("integer", help); }
shape truth(std::string_view help) { return typed("boolean", help); }
shape maybe_number(std::string_view help) { return typed(json::array{"number", "null"}, help); }

shape engine(std::string_view help) {
  shape made = text(help);
  made.emplace("enum", json::array{"run", "sim"});
  return made;
}

shape reference(std::string_view name) { return {{"$ref", "#/$defs/" + std::string{name}}}; }

shape list_of(shape items, std::string_view help) {
  shape made = typed("array", help);
  made.emplace("items", std::move(items));
  return made;
}

shape maybe(shape what) { return {{"anyOf", json::array{std::move(what), typed("null", {})}}}; }

shape object(std::initializer_list<field> fields) {
  shape properties;
  json::array required;
  for (const auto& [key, what] : fields) {
    const bool optional = key.starts_with('?');
    const std::string_view name = optional ? key.substr(1) : key;
    properties.emplace(name, what);
    if (!optional) required.push_back(json::string(name));
  }
  return {
      {"type", "object"},
      {"additionalProperties", false},
      {"required", std::move(required)},
      {"properties", std::move(properties)},
  };
}

}  // namespace surgeline::report::shapes
