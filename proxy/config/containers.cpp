#include "surgeline/config/containers.hpp"

#include <fmt/format.h>

#include "surgeline/config/toml.hpp"

namespace surgeline::config {

bool says_none(const value& from) {
  const auto* text = from.as<std::string>();
  return text != nullptr && *text == "none";
}

namespace {

/// How the same would be written as a list.
std::string as_list(const value& from, const reader& in) {
  if (from.as<table>() != nullptr) {
    return in.in_table().empty() ? fmt::format("write `[[{}]]`", in.key()) : "write [{ … }]";
  }
  const bool scalar = from.as<std::string>() != nullptr || from.as<std::int64_t>() != nullptr;
  return scalar ? fmt::format("write [{}]", to_toml(from)) : std::string();
}

}  // namespace

const array* read_list(const value& from, std::string_view of, bool not_empty, reader& in) {
  const array* list = from.as<array>();
  if (list == nullptr) {
    in.wrong(from, fmt::format("a list of {}", of), as_list(from, in));
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
