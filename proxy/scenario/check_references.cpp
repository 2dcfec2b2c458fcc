#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "check.hpp"

namespace surgeline::scenario {
namespace {

/// A key whose text, or each text of whose list, names an element of another table.
struct reference_key {
  std::string_view table;
  std::array<std::string_view, 2>
      key;  ///< the second is empty, or a key in the table, or in each table, of the first
  std::array<std::string_view, 2>
      targets;  ///< tables it may name an element of; the second may be empty
};

/// Every reference of the format.
constexpr std::array references{
    reference_key{"proxy", {"upstream", "service"}, {"service"}},
    reference_key{"proxy", {"from"}, {"load", "service"}},
    reference_key{"service", {"calls", "to"}, {"service", "proxy"}},
    reference_key{"service", {"calls", "policy"}, {"policy"}},
    reference_key{"fault", {"target", "daemon"}, {"daemon"}},
    reference_key{"load", {"to"}, {"service", "proxy"}},
    reference_key{"load", {"policy"}, {"policy"}},
    reference_key{"fault", {"target", "proxy"}, {"proxy"}},
    reference_key{"fault", {"target", "service"}, {"service"}},
    reference_key{"fault", {"during"}, {"phase"}},
    reference_key{"steady_state", {"during"}, {"phase"}},
    reference_key{"abort", {"during"}, {"phase"}},
    reference_key{"expect_hits", {"fault"}, {"fault"}},
};

void resolve(const reading& of, const config::value& name, const reference_key& by) {
  const auto* id = name.as<std::string>();
  if (id == nullptr || id->empty()) return;
  known_ids known = ids_of(of, by.targets[0]);
  std::string what{by.targets[0]};
  if (!by.targets[1].empty()) {
    known += ids_of(of, by.targets[1]);
    what += fmt::format(" or {}", by.targets[1]);
  }
  if (!known.complete || known.has(*id)) return;
  of.problem(
      name,
      fmt::format("there is no {} `{}`", what, *id),
      known.ids.empty() ? fmt::format("the file has no {}", what) : suggestion(*id, known.ids)
  );
}

/// Resolves a name, or each of a list.
void resolve_each(const reading& of, const config::value* names, const reference_key& by) {
  if (names == nullptr) return;
  resolve(of, *names, by);
  const auto* list = names->as<config::array>();
  if (list == nullptr) return;
  for (const config::value& name : *list) resolve(of, name, by);
}

void resolve_all(const reading& of, const reference_key& by) {
  for (const config::value& element : of.elements(by.table)) {
    const config::value* first = config::find(element, by.key[0]);
    if (first == nullptr) continue;
    if (by.key[1].empty()) {
      resolve_each(of, first, by);
    } else if (const auto* tables = first->as<config::array>()) {
      for (const config::value& one : *tables) resolve_each(of, config::find(one, by.key[1]), by);
    } else {
      resolve_each(of, config::find(*first, by.key[1]), by);
    }
  }
}

/// Services, daemons, proxies and loads share one namespace.
void check_shared_names(const reading& of) {
  std::map<std::string, std::string_view> taken;
  for (const std::string_view table : {"service", "daemon", "proxy", "load"}) {
    const known_ids known = ids_of(of, table);
    for (std::size_t i = 0; i < known.ids.size(); ++i) {
      if (known.ids[i].empty()) continue;
      const auto [first, is_new] = taken.emplace(known.ids[i], table);
      if (is_new || first->second == table) continue;
      of.problem(
          {table, i, "id"},
          fmt::format("`{}` is already the name of a {}", known.ids[i], first->second),
          "services, daemons, proxies and loads share one namespace: rename one of them"
      );
    }
  }
}

/// Ids that were written are unique in their table, which the reader has checked; a default id may be somebody's too.
void check_default_ids(const reading& of) {
  for (const std::string_view table : {"proxy", "fault"}) {
    const known_ids known = ids_of(of, table);
    for (std::size_t i = 0; i < known.ids.size(); ++i) {
      if (config::find(of.elements(table)[i], "id") != nullptr) continue;
      if (std::ranges::count(known.ids, known.ids[i]) == 1) continue;
      of.problem(
          {table, i},
          fmt::format(
              "without `id` this {} is `{}`, which another one is called",
              table,
              known.ids[i]
          ),
          "give it an `id`"
      );
    }
  }
}

}  // namespace

void check_references(const reading& of) {
  for (const reference_key& one : references) resolve_all(of, one);
  check_shared_names(of);
  check_default_ids(of);
}

}  // namespace surgeline::scenario
