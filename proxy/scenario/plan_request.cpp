#include "surgeline/scenario/plan_request.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codecs.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::scenario {
namespace {

/// A plan with the tree it was read from.
struct reading_plan {
  plan_request& values;
  const config::value& tree;
  const file& served;
  problems& found;

  void problem(std::initializer_list<config::step> at, std::string what, std::string remedy) const {
    const config::value* written = config::find_path(tree, at);
    found.add(
        written != nullptr ? written->where : config::place_of(tree, at),
        std::move(what),
        std::move(remedy)
    );
  }
};

template <class List>
std::vector<std::string> ids_of(const List& all) {
  std::vector<std::string> ids;
  for (const auto& one : all) ids.push_back(one.id);
  return ids;
}

void name_the_nameless(const reading_plan& of) {
  const auto* elements = config::find(of.tree, "faults")->as<config::array>();
  for (std::size_t i = 0; i < of.values.faults.size(); ++i)
    of.values.faults[i].id = config::id_of("fault", *elements, i);
}

void check_targets(const reading_plan& of, std::size_t index) {
  const std::vector<std::string> known = ids_of(of.served.proxies);
  const auto& named = of.values.faults[index].target.proxy;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (std::ranges::find(known, named[i]) != known.end()) continue;
    const bool is_list = config::find(of.tree, "faults", index, "target", "proxy", i) != nullptr;
    const std::string what = fmt::format("there is no proxy `{}`", named[i]);
    if (is_list)
      of.problem({"faults", index, "target", "proxy", i}, what, suggestion(named[i], known));
    else
      of.problem({"faults", index, "target", "proxy"}, what, suggestion(named[i], known));
  }
}

void check_fault(const reading_plan& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  check_targets(of, index);
  if (one.during) {
    of.problem(
        {"faults", index, "during"},
        "`during` names phases, and a plan has none",
        "whoever walks the phases arms what belongs to each of them"
    );
  }
  if (one.schedule) {
    of.problem(
        {"faults", index, "schedule"},
        "`schedule` has windows that nobody here walks, in this version",
        "arm the fault when a window opens and clear it when that ends, as `run --target` does"
    );
  }
  const auto first = std::ranges::find(of.values.faults, one.id, &fault::id);
  const bool taken = first - of.values.faults.begin() != static_cast<std::ptrdiff_t>(index);
  const auto standing = std::ranges::find(of.served.faults, one.id, &fault::id);
  if (taken || (standing != of.served.faults.end() && is_static(*standing))) {
    of.problem(
        {"faults", index, "id"},
        fmt::format(
            "another fault {} is called `{}`",
            taken ? "of the plan" : "of the sidecar's file",
            one.id
        ),
        "give it an `id` of its own"
    );
  }
}

}  // namespace

std::optional<plan_request> read_plan_request(
    std::string_view json,
    const file& served,
    problems& found
) {
  problems mine;
  plan_request values;
  if (const auto tree = config::from_json(json, "", mine)) {
    values = config::decode<plan_request>(*tree, mine);
    if (mine.empty()) {
      const reading_plan of{values, *tree, served, mine};
      name_the_nameless(of);
      for (std::size_t i = 0; i < values.faults.size(); ++i) check_fault(of, i);
    }
  }
  for (const problem& one : mine.list()) found.add(one.where, one.what, one.remedy);
  if (!mine.empty()) return {};
  return values;
}

std::string to_json(const plan_request& asked) { return config::to_json(config::encode(asked)); }

config::value as_written(const fault& shown) { return config::encode(shown); }

}  // namespace surgeline::scenario
