#include "surgeline/sidecar/differences.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace surgeline::sidecar {
namespace {

const scenario::proxy* find(const scenario::file& in, const std::string& id) {
  const auto found = std::ranges::find(in.proxies, id, &scenario::proxy::id);
  return found == in.proxies.end() ? nullptr : &*found;
}

}  // namespace

differences between(const scenario::file& in_force, const scenario::file& next) {
  differences all;
  // Who is spared is known to each proxy from its beginning.
  const auto& control = in_force.safety.control;
  const bool same_seed = in_force.head.seed == next.head.seed;
  const bool same_control = control == next.safety.control && (!control || same_seed);
  for (const scenario::proxy& one : next.proxies) {
    const scenario::proxy* const before = find(in_force, one.id);
    if (before == nullptr)
      all.added.push_back(one.id);
    else if (*before != one || !same_control)
      all.changed.push_back(one.id);
  }
  for (const scenario::proxy& one : in_force.proxies) {
    if (find(next, one.id) == nullptr) all.removed.push_back(one.id);
  }
  all.faults = in_force.faults != next.faults || in_force.safety != next.safety ||
               in_force.head.seed != next.head.seed ||
               in_force.serve.max_fault_age != next.serve.max_fault_age;
  const auto needs_restart = [&](const char* key, const auto& before, const auto& after) {
    if (!(before == after)) all.after_restart.emplace_back(key);
  };
  needs_restart("control", in_force.serve.control, next.serve.control);
  needs_restart("telemetry", in_force.serve.telemetry, next.serve.telemetry);
  needs_restart("workers", in_force.serve.workers, next.serve.workers);
  needs_restart("user", in_force.serve.user, next.serve.user);
  needs_restart("group", in_force.serve.group, next.serve.group);
  needs_restart("limits", in_force.serve.limits, next.serve.limits);
  return all;
}

std::vector<std::string> sentences(const differences& all) {
  std::vector<std::string> said;
  for (const auto& id : all.added) said.push_back(fmt::format("proxy `{}` is new", id));
  for (const auto& id : all.changed) {
    said.push_back(fmt::format("proxy `{}` has changed: new connections get the new one", id));
  }
  for (const auto& id : all.removed) said.push_back(fmt::format("proxy `{}` is gone", id));
  if (all.faults) said.emplace_back("the file's faults are armed anew");
  for (const auto& key : all.after_restart)
    said.push_back(fmt::format("[serve] `{}` takes a restart", key));
  return said;
}

}  // namespace surgeline::sidecar
