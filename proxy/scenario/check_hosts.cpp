#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/host_layout.hpp"

namespace surgeline::scenario {
namespace {

/// False with a problem when somebody is named whom the fault cannot touch.
bool check_services(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  const auto& wanted = one.target.service;
  const bool flushes = std::holds_alternative<surgeline::fault::cache_flush>(one.what);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = std::ranges::find(of.values.services, wanted[i], &service::id);
    if (found == of.values.services.end()) return false;  // said already
    if (may_touch(one, *found)) continue;
    const bool real = !found->is_lab();
    of.problem(
        {"fault", index, "target", "service"},
        real ? fmt::format("service `{}` is no lab service: its hosts are real", found->id)
             : fmt::format("service `{}` is no cache: it has nothing to forget", found->id),
        real ? "name services with a role of the lab" : "name services with role = \"cache\""
    );
    return false;
  }
  const bool anybody = std::ranges::any_of(of.values.services, [&](const service& each) {
    return may_touch(one, each);
  });
  if (anybody) return true;
  of.problem(
      {"fault", index},
      fmt::format("fault `{}` has nobody to act on", one.id),
      flushes ? "add a [[service]] with role = \"cache\"" : "add a [[service]] of the lab"
  );
  return false;
}

/// The hosts on which somebody lives whom a fault may touch.
std::vector<std::string> touchable(const host_layout& where, const fault& by) {
  std::vector<std::string> all;
  for (std::uint32_t host = 0; host < where.hosts().size(); ++host) {
    if (!where.touched(host, by).empty()) all.push_back(where.hosts()[host]);
  }
  return all;
}

/// False with a problem when a host is named on which nobody lives.
bool check_names(const reading& of, std::size_t index, const host_layout& where) {
  const fault& one = of.values.faults[index];
  const auto known = touchable(where, one);
  for (const std::string& host : one.target.daemons.hosts.names) {
    if (contains(known, host)) continue;
    of.problem(
        {"fault", index, "target", "hosts"},
        fmt::format("no replica that fault `{}` may touch lives on `{}`", one.id, host),
        suggestion(host, known)
    );
    return false;
  }
  const auto& label = one.target.daemons.label;
  const auto labels = where.labels();
  if (!label || contains(labels, *label)) return true;
  of.problem(
      {"fault", index, "target", "label"},
      fmt::format("no host has the label `{}`", *label),
      labels.empty() ? "give a service `labels` of its hosts" : suggestion(*label, labels)
  );
  return false;
}

/// As many hosts as the fault is for must be there.
void check_number(const reading& of, std::size_t index, const host_layout& where) {
  fault all = of.values.faults[index];
  const auto count = std::exchange(all.target.daemons.count, {});
  const std::size_t there = where.targets(all, chance{of.values.head.seed}).size();
  if (there == 0) {
    of.problem(
        {"fault", index, "target"},
        fmt::format("fault `{}` is for no host: none fits all keys of its target", all.id),
        "leave out `hosts`, `label` or `service`"
    );
  } else if (count && *count > there) {
    of.problem(
        {"fault", index, "target", "count"},
        fmt::format("fault `{}` may be for {} hosts, not {}", all.id, there, *count),
        there == 1 ? "there is one" : fmt::format("at most {}", there)
    );
  }
}

void check_fault(const reading& of, std::size_t index, const host_layout& where) {
  const fault& one = of.values.faults[index];
  if (of.what_for == purpose::serve || of.what_for == purpose::host) {
    return of.problem(
        {"fault", index, "kind"},
        fmt::format("fault `{}` acts on hosts of lab services, and a sidecar has none", one.id),
        "`run` the file"
    );
  }
  if (!check_services(of, index) || !check_names(of, index, where)) return;
  check_number(of, index, where);
  const auto& sync = one.target.daemons.sync;
  if (!sync || sync->together() || one.schedule) return;
  of.problem(
      {"fault", index, "target", "sync"},
      fmt::format("fault `{}` has no windows that could differ", one.id),
      "add `schedule`, or remove `sync`"
  );
}

}  // namespace

void check_hosts(const reading& of) {
  if (!of.is_sound({"service", "fault"})) return;
  const host_layout where(of.values);
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
    if (surgeline::fault::acts_on_hosts(of.values.faults[i].what)) check_fault(of, i, where);
  }
}

}  // namespace surgeline::scenario
