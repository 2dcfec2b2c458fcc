#include "surgeline/scenario/recovering.hpp"

#include <algorithm>

#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/bottleneck.hpp"

namespace surgeline::scenario {

using measure::metric_path;

namespace {

/// A relief lasts longer than the backlog it must drain by this factor, so that chance does not decide.
constexpr double drain_margin = 1.25;
/// A relief that leaves more of the load is none.
constexpr double most_that_stays = 0.5;
/// What a load asks for is measured over this time.
constexpr duration demand_window = std::chrono::seconds{5};

std::optional<double> baseline_value(
    const file& from,
    const course& so_far,
    const measure::recording& seen,
    const metric_path& of
) {
  for (std::size_t i = 0; i < from.phases.size(); ++i) {
    const stage* ran = so_far.stage_of(i);
    if (from.phases[i].role == phase_role::baseline && ran != nullptr)
      return of.over(seen, ran->when.from, ran->when.to);
  }
  return {};
}

/// True when a load's requests come to a cache.
bool fills_a_cache(const file& from, const route& way) {
  for (std::size_t i = 0; i < from.services.size(); ++i) {
    if (from.services[i].role == role::cache && jobs_for(from, way, i) > 0) return true;
  }
  return false;
}

/// The requests of a load whose jobs wait, at the service on its way where most do.
double waiting_requests(const file& from, const route& way, const measure::recording& seen) {
  double most = 0;
  for (std::size_t i = 0; i < from.services.size(); ++i) {
    const double jobs = jobs_for(from, way, i);
    const std::string subject = "service." + from.services[i].id;
    if (jobs > 0)
      most = std::max(most, seen.last(subject, measure::instrument::queue, seen.complete()) / jobs);
  }
  return most;
}

}  // namespace

std::optional<double> recovered_share(
    const file& from,
    const course& so_far,
    const measure::recording& seen,
    span window
) {
  const auto path = metric_path::parse(from.recovery->metric);
  const auto value = path->over(seen, window.from, window.to);
  const auto reference =
      from.recovery->of == reference::offered
          ? metric_path::parse(path->subject + ".offered")->over(seen, window.from, window.to)
          : baseline_value(from, so_far, seen, *path);
  if (!value || !reference || *reference <= 0) return {};
  return *value / *reference;
}

std::optional<time_point> first_good_window(
    const file& from,
    const course& so_far,
    const measure::recording& seen,
    time_point from_when,
    time_point until
) {
  const duration length = from.recovery->stable_for;
  const auto ticks = (from_when.time_since_epoch() + measure::tick - duration{1}) / measure::tick;
  for (time_point start{measure::tick * ticks}; start + length <= until; start += measure::tick) {
    const auto share = recovered_share(from, so_far, seen, {start, start + length});
    if (share && *share >= from.recovery->at_least.part) return start;
  }
  return {};
}

std::optional<route> recovery_route(const file& from) {
  if (!from.recovery) return {};
  const auto path = metric_path::parse(from.recovery->metric);
  if (!path) return {};
  for (const route& way : load_routes(from)) {
    if ("load." + from.loads[way.load].id == path->subject) return way;
  }
  return {};
}

relief_terms relief_for(
    const file& from,
    const route& way,
    const course& so_far,
    const measure::recording& seen
) {
  using measure::instrument;
  const relief& probe = *from.recovery->probe_relief;
  const time_point until = seen.complete();
  const time_point begin = std::max(time_point{}, until - demand_window);
  const double span = std::max(seconds(until - begin), 1e-9);
  double attempts = 0;  // a second, if all were tried as often as they may be
  for (const route& one : load_routes(from)) {
    const double offered =
        seen.sum("load." + from.loads[one.load].id, instrument::offered, begin, until);
    attempts += offered / span * most_jobs_for(from, one, way.service);
  }
  const double capacity = bottleneck_of(from, way, so_far, seen, until).per_second;
  relief_terms terms;
  terms.factor = probe.rate ? probe.rate->part
                            : std::min(most_that_stays, capacity / 2 / std::max(attempts, 1e-9));
  const double spare = capacity - attempts * terms.factor;
  const double drain = drain_margin * waiting_requests(from, way, seen) / spare;
  const duration needed =
      spare > 0 ? from_seconds(drain + seconds(from.recovery->stable_for)) : forever;
  const bool unknown = from.services[way.service].role == role::command;  // what waits behind it
  const bool is_longest = unknown || fills_a_cache(from, way);
  terms.length = is_longest ? probe.at_most : std::min(probe.at_most, needed);
  if (spare > 0 && !unknown) terms.needed = needed;
  return terms;
}

}  // namespace surgeline::scenario
