#include "surgeline/scenario/read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "codecs.hpp"
#include "surgeline/config/read.hpp"
#include "surgeline/core/contains.hpp"
#include "trial_points.hpp"
#include "variants.hpp"

namespace surgeline::scenario {

std::string id_from_name(std::string_view name) {
  name = name.substr(name.find_last_of('/') + 1);
  name = name.substr(0, name.find_last_of('.'));
  std::string id;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool letter = capital || (c >= 'a' && c <= 'z');
    const bool other = (c >= '0' && c <= '9') || c == '-';
    if (letter)
      id += capital ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!id.empty())
      id += other ? c : '-';
  }
  constexpr std::size_t longest_id = 63;
  return id.empty() ? "scenario" : id.substr(0, longest_id);
}

namespace {

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
  if (values.head.id.empty()) values.head.id = id_from_name(name);
}

/// What follows for real services: how many endpoints they have, what stands for them in `sim`, and where programs work;
/// `name` is that of the file.
void settle_what_is_real(file& values, const std::string& name) {
  const auto in_folder = [folder = name.substr(0, name.find_last_of('/') + 1)](std::string path) {
    return path.starts_with('/') ? path : folder + path;
  };
  for (service& one : values.services) {
    if (one.is_lab()) continue;
    one.replicas = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(one.endpoints.size()));
    if (one.model) {
      one.slots = one.model->slots;
      one.queue = one.model->queue;
      one.service_time = one.model->service_time;
      one.failure = one.model->failure;
    }
    if (one.role == role::command) one.program.cwd = in_folder(one.program.cwd);
  }
  for (load& one : values.loads) one.program.cwd = in_folder(one.program.cwd);
}

/// Remembers where listeners were written, for whoever opens them.
void note_places(file& values, const config::value& tree) {
  for (std::size_t i = 0; i < values.proxies.size(); ++i) {
    const config::value* written = config::find(tree, "proxy", i, "listen");
    values.listen_places.push_back(written == nullptr ? place{} : written->where);
  }
}

/// The tree's values; a [recovery] with something wrong in it too, so that the rest of it can be checked.
file values_of(const config::value& tree, const outside& around, problems& found) {
  file values = config::decode<file>(tree, found, around.files);
  const config::value* recovery = config::find(tree, "recovery");
  if (!values.recovery && recovery != nullptr && recovery->as<config::table>() != nullptr) {
    problems said_already;
    values.recovery = config::decode<scenario::recovery>(*recovery, said_already, around.files);
  }
  return values;
}

/// What `--set` says of variants, which they are made of, or of all else, which it has the last word on.
void set_as_told(
    config::value& tree,
    const std::vector<std::string>& told,
    bool of_variants,
    problems& found
) {
  for (const std::string& one : told) {
    if (one.starts_with("variant.") == of_variants)
      config::set(tree, one, found, {"scenario", "vars", "accept", "serve", "safety"});
  }
}

/// Reads one file as one variant of it.
file read_one(
    const written& from,
    const outside& around,
    purpose what_for,
    config::value tree,
    problems& found
) {
  set_as_told(tree, from.set, true, found);
  if (from.variant) apply_variant(tree, *from.variant, found);
  set_as_told(tree, from.set, false, found);
  for (const assignment& one : from.assigned) set_in_file(tree, one.path, one.to, one.where, found);
  config::substitute(tree, around.variables, found);
  file values = values_of(tree, around, found);
  name_the_nameless(values, tree, from.name);
  settle_what_is_real(values, from.name);
  note_places(values, tree);
  if (from.seed) values.head.seed = *from.seed;
  const reading of(values, tree, what_for, found);
  check_references(of);
  check_topology(of);
  check_loads(of);
  check_policies(of);
  check_calls(of);
  check_programs(of);
  check_timeline(of);
  check_faults(of);
  check_daemons(of);
  check_hosts(of);
  check_http(of);
  check_groups(of);
  check_control(of);
  check_upstreams(of);
  check_serve(of, around.variables && around.variables("SURGELINE_INSECURE") == "1");
  check_judgement(of);
  if (!around.may_ask) check_asks_nobody(of);
  check_amounts(of);
  check_margin(of);
  check_sweep(of);
  return values;
}

/// Adds what is wrong with the variants of a file that nobody chose from, each thing once.
void check_variants(
    const written& from,
    const outside& around,
    const config::value& tree,
    problems& found
) {
  const std::vector<problem> known = found.list();
  for (const std::string& id : variant_ids(tree)) {
    problems of_variant;
    written chosen = from;
    chosen.variant = id;
    read_one(chosen, around, purpose::check, tree, of_variant);
    for (const problem& one : of_variant.list()) {
      if (contains(known, one)) continue;
      found.add(one.where, fmt::format("with variant `{}`: {}", id, one.what), one.remedy);
    }
  }
}

/// Adds what is wrong with a file whose keys have the values of a margin or a sweep, each thing once.
void check_settings(
    const written& from,
    const outside& around,
    purpose what_for,
    const config::value& tree,
    problems& found
) {
  const std::vector<problem> known = found.list();
  for (const std::vector<assignment>& point : trial_points(tree)) {
    problems of_point;
    written set = from;
    set.assigned = point;
    read_one(set, around, what_for, tree, of_point);
    for (const problem& one : of_point.list()) {
      if (!contains(known, one)) found.add(one.where, one.what, one.remedy);
    }
  }
}

}  // namespace

void check_points(const written& from, const outside& around, purpose what_for, problems& found) {
  problems mine;
  if (const auto tree = config::from_toml(from.text, from.name, mine)) {
    problems known;
    read_one(from, around, what_for, *tree, known);
    check_settings(from, around, what_for, *tree, known);
    mine.add(known);
  }
  mine.sort();
  found.add(mine);
}

std::optional<file> read(
    const written& from,
    const outside& around,
    purpose what_for,
    problems& found
) {
  problems mine;
  std::optional<file> values;
  if (const auto tree = config::from_toml(from.text, from.name, mine)) {
    values = read_one(from, around, what_for, *tree, mine);
    if (what_for == purpose::check && !from.variant) check_variants(from, around, *tree, mine);
    if (what_for == purpose::check) check_settings(from, around, what_for, *tree, mine);
  }
  mine.sort();
  if (!mine.empty()) values.reset();
  found.add(mine);
  return values;
}

std::vector<std::string> variants_of(const written& from) {
  problems ignored;
  const auto tree = config::from_toml(from.text, from.name, ignored);
  return tree ? variant_ids(*tree) : std::vector<std::string>{};
}

}  // namespace surgeline::scenario
