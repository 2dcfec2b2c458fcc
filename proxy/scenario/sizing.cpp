#include "surgeline/scenario/sizing.hpp"

#include <algorithm>
#include <limits>

#include "surgeline/scenario/daemon_layout.hpp"

namespace surgeline::scenario {
namespace {

/// Services that call one another in a ring are no deeper than that.
constexpr int deepest = 64;

/// Seconds that a daemon takes for a job of a service, on average.
double asked_seconds(const file& from, const daemon& what, const service& by) {
  double all = 0;
  for (const daemon_door& door : doors_of(from, what)) {
    if (door.how.service && door.whose == by.id)
      all += door.how.share.part * seconds(what.service_time.mean({}));
  }
  return all;
}

double slot_seconds(const file& from, std::size_t index, int depth) {
  if (depth > deepest) return 0;
  const service& of = from.services[index];
  if (!of.is_lab() && !of.model) return 0;
  if (of.service_time.mean({}) == forever) return std::numeric_limits<double>::infinity();
  double serial = seconds(of.service_time.mean({})), parallel = 0;
  for (const daemon& one : from.daemons) serial += asked_seconds(from, one, of);
  for (const route& next : routes(from)) {
    if (!next.by || next.by->service != index) continue;
    const service_call& one = of.calls[next.by->entry];
    const double each = one.share.part * slot_seconds(from, next.service, depth + 1);
    if (one.mode == call_mode::parallel)
      parallel = std::max(parallel, each);
    else
      serial += each * one.times;
  }
  return serial + parallel;
}

/// Requests a second at which a daemon's instances are full, if each service on the way sends so many jobs for one.
double most_of(const file& from, const daemon& what, const route& way) {
  const double each = seconds(what.service_time.mean({}));
  double visits = 0;
  for (std::size_t i = 0; i < from.services.size(); ++i)
    visits += jobs_for(from, way, i) *
              (each > 0 ? asked_seconds(from, what, from.services[i]) / each : 0);
  if (visits <= 0 || each <= 0) return std::numeric_limits<double>::infinity();
  const double instances = static_cast<double>(daemon_layout(from, what).instances().size());
  return instances * what.slots / each / visits;
}

}  // namespace

duration slot_time(const file& from, std::size_t service) {
  const double all = slot_seconds(from, service, 0);
  return all >= seconds(forever) ? forever : from_seconds(all);
}

narrow_place narrowest_of(const file& from, const route& way) {
  narrow_place least{.id = "", .per_second = std::numeric_limits<double>::infinity()};
  const auto take = [&](const std::string& id, double most) {
    if (most < least.per_second) least = {id, most};
  };
  for (std::size_t i = 0; i < from.services.size(); ++i) {
    const service& one = from.services[i];
    const double jobs = jobs_for(from, way, i), each = slot_seconds(from, i, 0);
    if (jobs <= 0 || each <= 0) continue;
    // What the service says of itself has its speed in it; calls and daemons only make its jobs longer.
    const double own = seconds(one.service_time.mean({}));
    const double slots = static_cast<double>(one.replicas) * one.slots;
    take(one.id, (own > 0 ? one.capacity() * own : slots) / each / jobs);
  }
  for (const daemon& one : from.daemons) take(one.id, most_of(from, one, way));
  return least;
}

}  // namespace surgeline::scenario
