#include <algorithm>
#include <variant>

#include "surgeline/measure/metric.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/scenario/recovering.hpp"
#include "surgeline/scenario/run_figures.hpp"

namespace surgeline::report {
namespace {

using measure::instrument;
using std::chrono::seconds;

/// Values of a sparkline, one a second.
constexpr int remembered = 60;

using scenario::last_window;

std::vector<double> lately(
    const std::string& metric,
    const measure::recording& seen,
    time_point until
) {
  const auto path = measure::metric_path::parse(metric);
  std::vector<double> values;
  for (int ago = remembered; ago > 0; --ago) {
    const time_point from = until - seconds{ago};
    if (from >= time_point{})
      values.push_back(path->over(seen, from, from + seconds{1}).value_or(0));
  }
  return values;
}

view::load_view look_at_load(
    const std::string& id,
    const measure::recording& seen,
    time_point now
) {
  const std::string subject = "load." + id;
  const scenario::load_figures figures = scenario::figures_of(id, seen, now);
  const time_point until = last_window(seen, now, {}).to;
  return {
      .id = id,
      .offered = figures.offered,
      .goodput = figures.goodput,
      .amplification = figures.amplification,
      .p50_seconds = figures.p50_seconds,
      .p99_seconds = figures.p99_seconds,
      .offered_lately = lately(subject + ".offered", seen, until),
      .goodput_lately = lately(subject + ".goodput", seen, until),
  };
}

view::service_view look_at_service(
    const std::string& id,
    const measure::recording& seen,
    time_point now
) {
  const std::string subject = "service." + id;
  const time_point until = last_window(seen, now, {}).to;
  return {
      .id = id,
      .queue = seen.last(subject, instrument::queue, until),
      .in_flight = seen.last(subject, instrument::in_flight, until),
      .queue_lately = lately(subject + ".queue", seen, until),
  };
}

view::daemon_view look_at_daemon(
    const std::string& id,
    const measure::recording& seen,
    time_point now
) {
  const std::string subject = "daemon." + id;
  const scenario::span window = last_window(seen, now, seconds{1});
  const auto stalled =
      measure::metric_path::parse(subject + ".stalled_share")->over(seen, window.from, window.to);
  return {
      .id = id,
      .depth = seen.last(subject, instrument::depth, window.to),
      .stalled = stalled.value_or(0) > 0,
      .depth_lately = lately(subject + ".depth", seen, window.to),
  };
}

view::policy_view look_at_policy(
    const scenario::policy& of,
    const measure::recording& seen,
    time_point now
) {
  const std::string subject = "policy." + of.id;
  const scenario::span window = last_window(seen, now, seconds{1});
  const auto over = [&](std::string_view name) {
    return measure::metric_path::parse(subject + "." + std::string{name})
        ->over(seen, window.from, window.to);
  };
  return {
      .id = of.id,
      .has_breaker = of.breaker.has_value(),
      .has_budget = of.budget.has_value(),
      .open_share = over("open_share"),
      .budget = over("budget"),
      .open_lately = lately(subject + ".open_share", seen, window.to),
  };
}

view::recovery_view look_at_recovery(
    const scenario::file& file,
    const scenario::course& course,
    const measure::recording& seen,
    time_point now,
    std::optional<duration> known
) {
  const scenario::recovery& wanted = *file.recovery;
  view::recovery_view made{
      .needed = wanted.at_least.part,
      .deadline = wanted.deadline,
      .stable_for = wanted.stable_for
  };
  const auto ended = course.faults_ended();
  if (!ended || *ended == never) return made;
  const scenario::span window = last_window(seen, now, wanted.stable_for);
  if (window.to > *ended) made.share = scenario::recovered_share(file, course, seen, window);
  made.after = known;
  const bool holds = made.share && *made.share >= made.needed && window.from >= *ended;
  if (made.after || !holds) return made;
  const time_point until = course.relief ? std::min(window.to, course.relief->from) : window.to;
  const auto good = scenario::first_good_window(file, course, seen, *ended, until);
  if (good) made.after = *good - *ended;
  return made;
}

std::vector<view::phase_view> phases_of(
    const scenario::file& file,
    const scenario::conductor& where
) {
  std::vector<view::phase_view> all;
  time_point planned{};
  for (const scenario::phase& each : file.phases) {
    all.push_back({each.id, each.length});
    planned += each.length;
  }
  // What the relief adds comes at the end.
  if (!all.empty() && where.planned_end() > planned)
    all.back().length += where.planned_end() - planned;
  return all;
}

}  // namespace

view look_at(
    const scenario::file& file,
    const std::string& variant,
    scenario::engine engine,
    std::uint64_t seed,
    const scenario::conductor& where,
    const measure::recording& seen,
    time_point now,
    std::optional<duration> recovered_after
) {
  view made{
      .title = file.head.title,
      .variant = variant,
      .id = file.head.id,
      .engine = engine,
      .seed = seed
  };
  made.phases = phases_of(file, where);
  for (const scenario::fault& each : file.faults) {
    made.faults.push_back(each.id);
    made.kinds.push_back(std::string{name_of(each.what)});
  }
  made.course = where.so_far();
  made.phase = where.phase();
  made.now = now;
  made.finished = where.finished();
  made.ends = made.finished ? made.course.end : where.planned_end();
  made.load_factor = where.load_factor();
  for (const scenario::load& each : file.loads)
    made.loads.push_back(look_at_load(each.id, seen, now));
  for (const scenario::service& each : file.services)
    made.services.push_back(look_at_service(each.id, seen, now));
  for (const scenario::daemon& each : file.daemons)
    made.daemons.push_back(look_at_daemon(each.id, seen, now));
  for (const scenario::policy& each : file.policies) {
    if (each.breaker || each.budget) made.policies.push_back(look_at_policy(each, seen, now));
  }
  if (file.recovery)
    made.recovery = look_at_recovery(file, made.course, seen, now, recovered_after);
  return made;
}

}  // namespace surgeline::report
