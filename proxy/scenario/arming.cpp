#include "surgeline/scenario/arming.hpp"

#include <algorithm>

#include "surgeline/core/contains.hpp"

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

bool speaks_http(const proxy& one) { return one.protocol != protocol::tcp; }

}  // namespace

std::optional<surgeline::fault::control_group> control_group_of(const file& in, chance dice) {
  const auto& control = in.safety.control;
  if (!control) return {};
  return surgeline::fault::control_group{*control, dice};
}

bool acts_before_requests(const surgeline::fault::kind& what) {
  const auto* resets = std::get_if<surgeline::fault::reset>(&what);
  return surgeline::fault::acts_on_connections_only(what) ||
         (resets != nullptr && resets->when == surgeline::fault::reset_moment::accept);
}

surgeline::fault::unit unit_on(const proxy& what, const fault& of) {
  using surgeline::fault::unit;
  const bool asks = speaks_http(what) && !acts_before_requests(of.what);
  return of.per.value_or(asks ? unit::request : unit::connection);
}

bool is_target(const fault& of, const proxy& what) {
  if (!surgeline::fault::acts_on_proxies(of.what)) return false;
  return of.target.proxy.empty() || contains(of.target.proxy, what.id);
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
        .per = unit_on(what, of),
        .correlation = of.correlation,
        .count = of.count,
        .max_active = of.max_active,
        .target = numbered(of.target.who, what.upstream),
        .shared = shared.of(slot),
        .draw = of.draw.value_or(""),
        .group = of.group.value_or(""),
        .by_header = of.by_header.value_or(""),
        .over_http = speaks_http(what)
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
