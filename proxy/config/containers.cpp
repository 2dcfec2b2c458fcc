#include "surgeline/config/containers.hpp"

#include <fmt/format.h>

#include "surgeline/config/toml.hpp"

namespace surgeline::config {

bool says_none(const value& from) {
  const auto* text = from.as<std::string>();
  return text != nullptr && *text == "none";
}

const array* read_list(const value& from, std::string_view of, bool not_empty, reader& in) {
  const array* list = from.as<array>();
  if (list == nullptr) {
    const bool one = from.as<std::string>() != nullptr || from.as<std::int64_t>() != nullptr;
    in.wrong(
        from,
        fmt::format("a list of {}", of),
        one ? fmt::format("write [{}]", to_toml(from)) : std::string()
    );
  } else if (not_empty && list->empty()) {
    in.reject(from, "must have at least one entry");
    return nullptr;
  }
  return list;
}

const table* read_map(const value& from, std::string_view of, bool not_empty, reader& in) {
  const table* keys = from.as<table>();
  if (keys == nullptr) {
    in.wrong(from, fmt::format("a table of {}", of));
  } else if (not_empty && keys->entries.empty()) {
    in.reject(from, "must have at least one key");
    return nullptr;
  }
  return keys;
}

}  // namespace surgeline::config
