#include "surgeline/scenario/arming.hpp"

#include <algorithm>

namespace surgeline::scenario {
namespace {

/// A ramp over shares as a ramp over plain numbers.
varying<double> as_number(const varying<share>& from) {
  if (from.is_constant()) return from.at({}).part;
  std::vector<varying<double>::point> points;
  for (const auto& corner : from.points()) points.push_back({corner.at, corner.value.part});
  return {std::move(points), from.shape(), from.hold()};
}

/// A target with the numbers of the endpoints that it calls by their label.
surgeline::fault::target numbered(surgeline::fault::target from, const upstream& of) {
  if (!from.endpoints || !from.endpoints->label) return from;
  for (std::uint32_t i = 0; i < of.labels.size(); ++i) {
    if (of.labels[i] == from.endpoints->label) from.endpoints->index.push_back(i + 1);
  }
  return from;
}

}  // namespace

bool is_target(const fault& of, const proxy& what) {
  return of.target.proxy.empty() ||
         std::ranges::find(of.target.proxy, what.id) != of.target.proxy.end();
}

std::shared_ptr<const surgeline::fault::plan> plan_for(
    const file& from,
    const proxy& what,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed,
    surgeline::fault::cells& shared
) {
  std::vector<surgeline::fault::armed> faults;
  for (const std::uint32_t slot : in_force) {
    const fault& of = from.faults[slot];
    if (!is_target(of, what)) continue;
    surgeline::fault::armed one{
        .id = of.id,
        .slot = slot,
        .edition = shared.edition(slot),
        .what = of.what,
        .probability = as_number(of.probability),
        .per = of.per,
        .correlation = of.correlation,
        .count = of.count,
        .max_active = of.max_active,
        .target = numbered(of.target.who, what.upstream),
        .shared = shared.of(slot)
    };
    bool first = true;
    const bool restarts = of.restarts();
    for (const activation& ran : so_far.activations) {
      if (ran.fault != slot) continue;
      if (first || restarts) one.first = ran.when.from;
      one.since = ran.when.from;
      first = false;
    }
    faults.push_back(std::move(one));
  }
  return std::make_shared<const surgeline::fault::plan>(chance{seed}, std::move(faults));
}

}  // namespace surgeline::scenario
