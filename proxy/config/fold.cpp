#include "surgeline/config/fold.hpp"

#include "surgeline/config/schema_value.hpp"

namespace surgeline::config {

std::string definition_name(std::string_view pretty_function) {
  // "static std::string …::spelled<T>::name() [with T = surgeline::fault::release; …]"
  constexpr std::string_view before = "T = ";
  const auto begin = pretty_function.find(before);
  std::string_view name = pretty_function.substr(begin + before.size());
  name = name.substr(0, name.find_first_of(";]"));
  std::string result;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (c == ':' && result.ends_with('.')) continue;
    result += letter || c == '_' ? c : c == ':' ? '.' : '_';
  }
  constexpr std::string_view home = "surgeline.";
  return result.starts_with(home) ? result.substr(home.size()) : result;
}

value definition_schema(std::string_view definition) {
  return object({{"$ref", "#/definitions/" + std::string(definition)}});
}

}  // namespace surgeline::config
