#include "surgeline/scenario/recovering.hpp"

#include "surgeline/measure/metric.hpp"

namespace surgeline::scenario {

using measure::metric_path;

namespace {

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
  for (const route& way : routes(from)) {
    if ("load." + from.loads[way.load].id == path->subject) return way;
  }
  return {};
}

double capacity_of(const file& from, const route& way) {
  return from.services[way.service].capacity();
}

}  // namespace surgeline::scenario
