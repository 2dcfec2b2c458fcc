#include "repo/layer_table.hpp"

#include <toml++/toml.h>

#include <algorithm>

#include "repo/repository.hpp"

namespace surgeline::repo {

namespace {

std::vector<std::string> texts(const toml::node_view<const toml::node>& list) {
  std::vector<std::string> all;
  if (const auto* array = list.as_array()) {
    for (const auto& item : *array) all.push_back(item.value_or<std::string>(""));
  }
  return all;
}

half_rules rules_of(const toml::table& half) {
  half_rules rules;
  rules.external = texts(half["external"]);
  for (const auto& header : texts(half["forbidden_headers"]))
    rules.forbidden_headers.insert(header);
  if (const auto* list = half["forbidden_code"].as_array()) {
    for (const auto& item : *list) {
      const auto& row = *item.as_table();
      rules.forbidden.push_back(
          {std::regex(row["pattern"].value_or<std::string>("")),
           row["why"].value_or<std::string>("")}
      );
    }
  }
  return rules;
}

}  // namespace

const layer_row* layer_table::find(const std::string& name) const {
  const auto found = std::ranges::find(layers, name, &layer_row::name);
  return found == layers.end() ? nullptr : &*found;
}

std::set<std::string> layer_table::reach(const std::string& name) const {
  std::set<std::string> all;
  std::vector<std::string> next{name};
  while (!next.empty()) {
    const auto* row = find(next.back());
    const bool is_new = all.insert(next.back()).second;
    next.pop_back();
    if (is_new && row != nullptr) next.insert(next.end(), row->uses.begin(), row->uses.end());
  }
  return all;
}

layer_table read_layer_table() {
  const auto file = toml::parse(text_of("tests/repo/layers.toml"));
  layer_table table;
  if (const auto* halves = file["half"].as_table()) {
    for (const auto& [name, rules] : *halves) {
      table.halves.emplace(name.str(), rules_of(*rules.as_table()));
    }
  }
  if (const auto* layers = file["layer"].as_array()) {
    for (const auto& item : *layers) {
      const auto& row = *item.as_table();
      table.layers.push_back(
          {row["name"].value_or<std::string>(""),
           row["half"].value_or<std::string>(""),
           texts(row["uses"]),
           texts(row["external"])}
      );
    }
  }
  return table;
}

}  // namespace surgeline::repo
