#include "surgeline/scenario/plan_request.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "codecs.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::scenario {
namespace {

/// A plan as if its faults stood in the sidecar's file: what is checked there is checked of them, and their places are JSON
/// pointers. Phases are not among it, for a plan has none.
struct as_in_file {
  file values;
  config::value tree;

  as_in_file(const plan_request& asked, const config::value& plan, const file& served)
      : values(served) {
    values.phases.clear();
    values.faults = asked.faults;
    config::array proxies, faults = *config::find(plan, "faults")->as<config::array>();
    for (const proxy& one : served.proxies) {
      config::table with_id;
      with_id.put("id", one.id);
      proxies.emplace_back(std::move(with_id));
    }
    for (std::size_t i = 0; i < faults.size(); ++i) {
      values.faults[i].during.reset();
      std::erase_if(faults[i].as<config::table>()->entries, [](const config::entry& each) {
        return each.key == "during";
      });
    }
    config::array daemons;
    for (const daemon& one : served.daemons) {
      config::table with_id;
      with_id.put("id", one.id);
      daemons.emplace_back(std::move(with_id));
    }
    config::table all;
    all.put("daemon", std::move(daemons));
    all.put("proxy", std::move(proxies));
    all.put("fault", std::move(faults));
    tree = std::move(all);
  }
};

void name_the_nameless(plan_request& values, const config::value& tree) {
  const auto* elements = config::find(tree, "faults")->as<config::array>();
  for (std::size_t i = 0; i < values.faults.size(); ++i)
    values.faults[i].id = config::id_of("fault", *elements, i);
}

/// Phases are for whoever walks them.
void refuse_phases(const config::value& plan, problems& found) {
  for (const config::value& one : *config::find(plan, "faults")->as<config::array>()) {
    const config::value* during = config::find(one, "during");
    if (during == nullptr) continue;
    found.add(
        during->where,
        "`during` names phases, and a plan has none",
        "whoever walks the phases arms what belongs to each of them"
    );
  }
}

/// The faults of the file stay, so their ids are taken.
void check_ids(const reading& of, const file& served) {
  const auto is_taken = [&](const std::string& id) {
    return std::ranges::any_of(served.faults, [&](const fault& one) {
      return is_static(one) && one.id == id;
    });
  };
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
    const std::string& id = of.values.faults[i].id;
    if (!is_taken(id)) continue;
    of.problem(
        {"fault", i, "id"},
        fmt::format("another fault of the sidecar's file is called `{}`", id),
        "give it an `id` of its own"
    );
  }
}

plan_request read_plan(const config::value& tree, const file& served, problems& found) {
  auto values = config::decode<plan_request>(tree, found);
  if (!found.empty()) return values;
  name_the_nameless(values, tree);
  const as_in_file plan(values, tree, served);
  const reading of(plan.values, plan.tree, purpose::serve, found);
  check_references(of);
  check_faults(of);
  check_daemons(of);
  check_hosts(of);
  check_http(of);
  check_groups(of);
  check_control(of);
  check_first_windows(of, values.by);
  check_ids(of, served);
  refuse_phases(tree, found);
  return values;
}

void put_name(
    config::value& tree,
    const std::function<std::string(const std::string& kind)>& name
) {
  auto* const keys = tree.as<config::table>();
  const auto* const kind = keys == nullptr ? nullptr : keys->find("kind");
  const auto* const word = kind == nullptr ? nullptr : kind->as<std::string>();
  if (word != nullptr && keys->find("id") == nullptr) keys->put("id", name(*word));
}

/// What is wrong, in its order; false if something is.
bool hand_over(problems& mine, problems& found) {
  mine.sort();
  found.add(mine);
  return mine.empty();
}

}  // namespace

duration longest_age(const fault& of, door by, const file& served) {
  const duration allowed =
      by == door::file && served.safety.allow_static
          ? forever
          : std::min(served.serve.max_fault_age.longest, served.safety.max_fault_age.longest);
  return std::min(allowed, of.ttl.value_or(forever));
}

std::optional<plan_request> read_plan_request(
    std::string_view json,
    const file& served,
    problems& found
) {
  problems mine;
  plan_request values;
  if (const auto tree = config::from_json(json, "", mine)) values = read_plan(*tree, served, mine);
  return hand_over(mine, found) ? std::optional{std::move(values)} : std::nullopt;
}

std::optional<fault> read_fault_request(
    std::string_view json,
    const file& served,
    const std::function<std::string(const std::string& kind)>& name,
    problems& found
) {
  problems mine;
  plan_request values;
  if (auto tree = config::from_json(json, "", mine)) {
    put_name(*tree, name);
    config::table plan;
    plan.put("faults", config::array{*std::move(tree)});
    values = read_plan(std::move(plan), served, mine);
  }
  if (!hand_over(mine, found)) return {};
  return std::move(values.faults.front());
}

std::string to_json(const plan_request& asked) { return config::to_json(config::encode(asked)); }

config::value as_written(const fault& shown) { return config::encode(shown); }

}  // namespace surgeline::scenario
