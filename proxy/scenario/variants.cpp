#include "variants.hpp"

#include <fmt/format.h>

#include "surgeline/config/overrides.hpp"

namespace surgeline::scenario {
namespace {

constexpr std::string_view set_file = "--set";

/// Gives everything that was just set the place that set it: a value where it was written, a key where its path was.
void put_in_place(config::value& of, const place& path, const place& where) {
  if (of.where.file == set_file) of.where = where;
  if (auto* list = of.as<config::array>()) {
    for (config::value& each : *list) put_in_place(each, path, where);
  } else if (auto* keys = of.as<config::table>()) {
    for (config::entry& each : keys->entries) {
      if (each.key_where.file == set_file) each.key_where = path;
      put_in_place(each.of, path, where);
    }
  }
}

const config::array* variants(const config::value& tree) {
  const config::value* list = config::find(tree, "variant");
  return list == nullptr ? nullptr : list->as<config::array>();
}

}  // namespace

void set_in_file(
    config::value& tree,
    const std::string& path,
    const config::value& to,
    const place& where,
    problems& found
) {
  problems refused;
  config::set(tree, path, to, refused, {"scenario", "vars", "accept"});
  for (const problem& one : refused.list()) {
    std::string what = one.what;
    const std::string option = fmt::format("{} ", set_file);
    if (const auto at = what.find(option); at != what.npos) what.erase(at, option.size());
    found.add(where, std::move(what), one.remedy);
  }
  put_in_place(tree, where, to.where);
}

std::vector<std::string> variant_ids(const config::value& tree) {
  std::vector<std::string> ids;
  const config::array* all = variants(tree);
  for (std::size_t i = 0; all != nullptr && i < all->size(); ++i)
    ids.push_back(config::id_of("variant", *all, i));
  return ids;
}

void apply_variant(config::value& tree, const std::string& id, problems& found) {
  const std::vector<std::string> known = variant_ids(tree);
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i] != id) continue;
    const config::value chosen = (*variants(tree))[i];
    const config::value* sets = config::find(chosen, "set");
    if (sets != nullptr && sets->as<config::table>() != nullptr) {
      for (const config::entry& one : sets->as<config::table>()->entries)
        set_in_file(tree, one.key, one.of, one.key_where, found);
    }
    if (const auto* expect = config::find(chosen, "expect"))
      set_in_file(tree, "scenario.expect", *expect, expect->where, found);
    return;
  }
  found.add(
      {.file = "--variant"},
      fmt::format("there is no variant `{}`", id),
      known.empty() ? "the file has no [[variant]]" : suggestion(id, known)
  );
}

}  // namespace surgeline::scenario
