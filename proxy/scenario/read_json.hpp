#pragma once

#include <optional>
#include <string_view>

#include "codecs.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::scenario {

/// What a program tells of itself, as JSON: all of it, or what is wrong with it in its order.
template <class T>
std::optional<T> read_json(std::string_view json, problems& found) {
  problems mine;
  T told;
  if (const auto tree = config::from_json(json, "", mine)) told = config::decode<T>(*tree, mine);
  mine.sort();
  found.add(mine);
  if (!mine.empty()) return {};
  return told;
}

}  // namespace surgeline::scenario
