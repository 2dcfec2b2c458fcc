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
    config::table all;
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
  if (const auto tree = config::from_json(json, "", mine)) {
    values = config::decode<plan_request>(*tree, mine);
    if (mine.empty()) {
      name_the_nameless(values, *tree);
      const as_in_file plan(values, *tree, served);
      const reading of(plan.values, plan.tree, purpose::serve, mine);
      check_references(of);
      check_faults(of);
      check_http(of);
      check_groups(of);
      check_control(of);
      check_first_windows(of, values.by);
      check_ids(of, served);
      refuse_phases(*tree, mine);
    }
  }
  mine.sort();
  for (const problem& one : mine.list()) found.add(one.where, one.what, one.remedy);
  if (!mine.empty()) return {};
  return values;
}

std::string to_json(const plan_request& asked) { return config::to_json(config::encode(asked)); }

config::value as_written(const fault& shown) { return config::encode(shown); }

}  // namespace surgeline::scenario
