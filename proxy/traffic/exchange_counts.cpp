#include "surgeline/traffic/exchange_counts.hpp"

#include <algorithm>

namespace surgeline::traffic {

void route_counts::add(const exchange& over) {
  const auto outcome = static_cast<std::size_t>(over.outcome);
  ++requests[class_of(over.status)][outcome][static_cast<std::size_t>(over.origin)];
  took[outcome].observe(over.took);
  if (!over.abandoned) return;
  ++abandoned;
  abandoned_nanoseconds += static_cast<std::uint64_t>(over.upstream_took.count());
}

void route_counts::add(const observe::attempt& begun) {
  const std::size_t ordinal = std::clamp<std::size_t>(begun.ordinal, 1, ordinals.size()) - 1;
  ++attempts[ordinal][static_cast<std::size_t>(begun.evidence)];
  if (begun.overlaps) ++overlapping;
  if (begun.gap) gaps.observe(*begun.gap);
}

void route_counts::add(const observe::logical_request& settled, duration deadline) {
  const auto in_time = static_cast<std::size_t>(observe::judged(settled.took, deadline));
  ++logical[static_cast<std::size_t>(settled.outcome)][in_time];
  ++retries[static_cast<std::size_t>(settled.ending)];
}

void exchange_counts::add(const exchange& over) {
  routes[over.route].add(over);
  if (!by_part.empty()) {
    part_counts& mine = by_part[over.in_control_group ? 1 : 0];
    ++mine.requests[static_cast<std::size_t>(over.outcome)];
    mine.took.observe(over.took);
  }
  if (!over.reached_upstream) return;
  host_counts& with = hosts[over.host];
  ++with.requests[static_cast<std::size_t>(over.outcome)];
  with.took.observe(over.upstream_took);
}

}  // namespace surgeline::traffic
