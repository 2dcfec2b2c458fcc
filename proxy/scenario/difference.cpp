#include "surgeline/scenario/difference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "codecs.hpp"
#include "surgeline/config/flatten.hpp"
#include "surgeline/config/toml.hpp"
#include "surgeline/core/contains.hpp"

namespace surgeline::scenario {
namespace {

using config::flat_keys;

/// Every table that may be there or not.
std::set<std::string> tables_of(const flat_keys& of) {
  std::set<std::string> all(of.tables.begin(), of.tables.end());
  for (const auto& [list, names] : of.elements) {
    for (const std::string& name : names) all.insert(fmt::format("{}.{}", list, name));
  }
  return all;
}

bool lies_in(const std::string& path, const std::string& table) {
  return path.size() > table.size() && path.starts_with(table) && path[table.size()] == '.';
}

bool lies_in_any(const std::string& path, const std::vector<difference>& tables) {
  return std::ranges::any_of(tables, [&](const difference& each) {
    return lies_in(path, each.path);
  });
}

/// The tables that only one has, without those that lie in another.
std::vector<difference> lone_tables(const flat_keys& first, const flat_keys& second) {
  const std::set<std::string> ours = tables_of(first), theirs = tables_of(second);
  std::vector<difference> found;
  const auto add =
      [&](const std::set<std::string>& here, const std::set<std::string>& there, bool is_first) {
        for (const std::string& path : here) {
          if (there.contains(path) || lies_in_any(path, found)) continue;
          difference one{.path = path, .is_table = true};
          (is_first ? one.first : one.second) = "present";
          found.push_back(std::move(one));
        }
      };
  add(ours, theirs, true);
  add(theirs, ours, false);
  return found;
}

/// Tables that both have, in another order: phases follow each other, and of two faults the first acts.
void add_orders(const flat_keys& first, const flat_keys& second, std::vector<difference>& found) {
  for (const auto& [list, names] : first.elements) {
    const auto there = second.elements.find(list);
    if (there == second.elements.end()) continue;
    std::vector<std::string> ours = names, theirs = there->second;
    std::erase_if(ours, [&](const std::string& each) { return !contains(there->second, each); });
    std::erase_if(theirs, [&](const std::string& each) { return !contains(names, each); });
    if (ours == theirs) continue;
    found.push_back(
        {fmt::format("order of {}", list),
         fmt::format("{}", fmt::join(ours, ", ")),
         fmt::format("{}", fmt::join(theirs, ", "))}
    );
  }
}

std::optional<std::string> text_at(const flat_keys& in, const std::string& path) {
  const auto is = in.keys.find(path);
  if (is == in.keys.end() || is->second.as<std::monostate>() != nullptr) return {};
  const auto* text = is->second.as<std::string>();
  return text != nullptr && *text == "none" ? *text : config::to_toml(is->second);
}

}  // namespace

std::vector<difference> differences(const file& first, const file& second) {
  const flat_keys ours = config::flatten(first), theirs = config::flatten(second);
  std::vector<difference> found = lone_tables(ours, theirs);
  const std::vector<difference> tables = found;
  std::set<std::string> paths;
  for (const auto& [path, is] : ours.keys) paths.insert(path);
  for (const auto& [path, is] : theirs.keys) paths.insert(path);
  for (const std::string& path : paths) {
    if (lies_in_any(path, tables)) continue;
    difference one{path, text_at(ours, path), text_at(theirs, path)};
    if (one.first != one.second) found.push_back(std::move(one));
  }
  add_orders(ours, theirs, found);
  std::ranges::stable_sort(found, {}, &difference::path);
  return found;
}

std::string text_of(const difference& of) {
  if (of.is_table) return fmt::format("{}: only in the {}", of.path, of.first ? "first" : "second");
  return fmt::format("{}: {} → {}", of.path, of.first.value_or("none"), of.second.value_or("none"));
}

}  // namespace surgeline::scenario
