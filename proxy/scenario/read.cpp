#include "surgeline/scenario/read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "codecs.hpp"
#include "surgeline/config/read.hpp"

namespace surgeline::scenario {
namespace {

/// The file's name without folder and ending, as an id.
std::string id_from(std::string_view name) {
  name = name.substr(name.find_last_of('/') + 1);
  name = name.substr(0, name.find_last_of('.'));
  std::string id;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    id += letter ? c : '-';
  }
  return id.empty() ? "scenario" : id;
}

/// Gives ids to what may have none: proxies, faults and the scenario itself.
void name_the_nameless(file& values, const config::value& tree, const std::string& name) {
  const auto fill = [&](std::string_view table, auto& list) {
    const config::value* written = config::find(tree, table);
    const auto* elements = written == nullptr ? nullptr : written->as<config::array>();
    if (elements == nullptr) return;
    for (std::size_t i = 0; i < list.size() && i < elements->size(); ++i)
      list[i].id = config::id_of(table, *elements, i);
  };
  fill("proxy", values.proxies);
  fill("fault", values.faults);
  if (values.head.id.empty()) values.head.id = id_from(name);
}

/// Puts in force what the chosen variant sets.
void apply_variant(config::value& tree, const std::string& id, problems& found) {
  const config::value* list = config::find(tree, "variant");
  const auto* elements = list == nullptr ? nullptr : list->as<config::array>();
  std::vector<std::string> known;
  for (std::size_t i = 0; elements != nullptr && i < elements->size(); ++i) {
    known.push_back(config::id_of("variant", *elements, i));
    if (known.back() != id) continue;
    const config::value chosen = (*elements)[i];
    if (const auto* sets = config::find(chosen, "set");
        sets != nullptr && sets->as<config::table>() != nullptr) {
      for (const config::entry& one : sets->as<config::table>()->entries)
        config::set(tree, one.key, one.of, found);
    }
    if (const auto* expect = config::find(chosen, "expect"))
      config::set(tree, "scenario.expect", *expect, found, {"scenario"});
    return;
  }
  found.add(
      {.file = "--variant"},
      fmt::format("there is no variant `{}`", id),
      known.empty() ? "the file has no [[variant]]" : suggestion(id, known)
  );
}

}  // namespace

std::optional<file> read(
    const written& from,
    const surroundings& around,
    purpose what_for,
    problems& found
) {
  auto tree = config::from_toml(from.text, from.name, found);
  if (!tree) return {};
  if (from.variant) apply_variant(*tree, *from.variant, found);
  for (const std::string& one : from.set)
    config::set(*tree, one, found, {"scenario", "vars", "accept"});
  config::substitute(*tree, around.variables, found);
  file values = config::decode<file>(*tree, found, around.files);
  name_the_nameless(values, *tree, from.name);
  if (from.seed) values.head.seed = *from.seed;
  const reading of{values, *tree, what_for, found.empty(), found};
  check_references(of);
  check_timeline(of);
  check_judgement(of);
  found.sort();
  if (!found.empty()) return {};
  return values;
}

std::vector<std::string> variants_of(const written& from) {
  problems ignored;
  std::vector<std::string> ids;
  const auto tree = config::from_toml(from.text, from.name, ignored);
  const config::value* list = tree ? config::find(*tree, "variant") : nullptr;
  const auto* elements = list == nullptr ? nullptr : list->as<config::array>();
  for (std::size_t i = 0; elements != nullptr && i < elements->size(); ++i)
    ids.push_back(config::id_of("variant", *elements, i));
  return ids;
}

}  // namespace surgeline::scenario
