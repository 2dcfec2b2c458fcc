#include <fmt/format.h>

#include <algorithm>

#include "judge_parts.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/recovering.hpp"
#include "watched_run.hpp"

namespace surgeline::scenario {

using measure::instrument;

std::optional<duration> drain_time(
    double demand,
    double capacity,
    duration outage,
    duration timeout
) {
  if (demand >= capacity) return {};
  const double behind = demand * seconds(outage) - capacity * seconds(timeout);
  return from_seconds(std::max(0.0, behind / (capacity - demand)));
}

namespace {

/// True when a fault held every request that was on its way to the service, and did nothing else.
bool is_outage(const fault& of, const proxy& before) {
  const auto* stalled = std::get_if<surgeline::fault::stall>(&of.what);
  const bool holds =
      stalled != nullptr && covers(stalled->towards, surgeline::fault::direction::to_upstream);
  const bool always = of.probability.is_constant() && of.probability.at({}).part >= 1;
  const auto& targets = of.target.proxy;
  const bool meant = targets.empty() || contains(targets, before.id);
  return holds && always && meant;
}

}  // namespace

std::optional<duration> drain_after(
    const file& from,
    const route& way,
    const fault& stalled,
    duration outage,
    time_point ended
) {
  const load& caller = from.loads[way.load];
  const policy* how = policy_of(from, caller);
  const bool simple = caller.model == load_model::open && !caller.trace &&
                      caller.rate.is_constant() && caller.stages.empty() &&
                      routes_to(from, way.service).size() == 1 &&
                      from.services[way.service].calls.empty();
  if (!simple || how == nullptr || !how->timeout || !way.proxy) return {};
  if (!is_outage(stalled, from.proxies[*way.proxy])) return {};
  return drain_time(
      caller.rate.at({}).per_second,
      from.services[way.service].capacity(ended.time_since_epoch()),
      outage,
      *how->timeout
  );
}

double watched_run::sum_of_loads(instrument what, time_point from) const {
  double total = 0;
  for (const route& one : load_routes(of.file)) {
    if (jobs_for(of.file, one, way.service) <= 0) continue;
    total += of.recording.sum("load." + of.file.loads[one.load].id, what, from, until);
  }
  return total;
}

std::optional<double> watched_run::share(span window) const {
  return recovered_share(of.file, of.course, of.recording, window);
}

namespace {

/// The drain time after a single outage, where the closed form applies and nobody retries.
std::optional<duration> prediction(const watched_run& run) {
  const file& from = run.of.file;
  if (most_attempts(from, run.way) > 1 || run.of.course.activations.size() != 1) return {};
  const activation& ran = run.of.course.activations.front();
  return drain_after(from, run.way, from.faults[ran.fault], ran.when.to - ran.when.from, run.ended);
}

/// The slope of the queue over [from, until), least squares, in jobs per second.
double trend(const watched_run& run, time_point from) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (time_point at = from + measure::tick; at <= run.until; at += measure::tick) {
    const double x = seconds(at - from);
    const double y = run.of.recording.last(run.service, instrument::queue, at);
    n += 1, sum_x += x, sum_y += y, sum_xx += x * x, sum_xy += x * y;
  }
  const double spread = n * sum_xx - sum_x * sum_x;
  return spread > 0 ? (n * sum_xy - sum_x * sum_y) / spread : 0;
}

double ratio(double part, double whole, double otherwise) {
  return whole > 0 ? part / whole : otherwise;
}

void measure_wait(const watched_run& run, recovery_result& result) {
  const time_point late = run.until - run.waited() / 2;
  const auto& recording = run.of.recording;
  result.demand = ratio(run.sum_of_loads(instrument::offered, run.ended), seconds(run.waited()), 0);
  result.amplification = run.narrowest.is_behind
                             ? amplification_at(run.narrowest, run.of, run.way, late, run.until)
                             : ratio(
                                   run.sum_of_loads(instrument::attempts, late),
                                   run.sum_of_loads(instrument::offered, late),
                                   1
                               );
  // What a cache had is no work.
  const double work = recording.sum(run.service, instrument::served, late, run.until) -
                      recording.sum(run.service, instrument::hits, late, run.until);
  const double wasted = recording.sum(run.service, instrument::wasted, late, run.until);
  result.wasted_share = std::min(1.0, ratio(wasted, work, 0));
  result.goodput_share = run.share({run.until - run.waited() / 4, run.until}).value_or(0);
  result.backlog = recording.last(run.service, instrument::queue, run.until);
  result.backlog_trend = trend(run, late);
}

void measure_relief(const watched_run& run, recovery_result& result) {
  if (!run.of.course.relief) return;
  const duration stable = run.of.file.recovery->stable_for;
  const span cut = *run.of.course.relief;
  const time_point last = std::max(cut.from, cut.to - stable);
  const auto& recording = run.of.recording;
  const double offered = recording.sum(run.load, instrument::offered, last, cut.to);
  if (offered > 0)
    result.relief_share = recording.sum(run.load, instrument::good, last, cut.to) / offered;
  const span hold{cut.to + stable, run.of.course.end};
  if (hold.to - hold.from >= stable) result.hold_share = run.share(hold);
}

}  // namespace

recovery_result judge_recovery(const record& of, verdict& into) {
  recovery_result result;
  const auto ended = of.course.faults_ended();
  const auto way = recovery_route(of.file);
  if (!ended || of.course.aborted) return result;
  if (!way) return judge_observed(of, *ended, into);
  const bottleneck narrowest = bottleneck_of(of.file, *way, of.course, of.recording, *ended);
  const watched_run run{
      of,
      *way,
      narrowest,
      "load." + of.file.loads[way->load].id,
      "service." + of.file.services[narrowest.service].id,
      *ended,
      of.course.relief ? of.course.relief->from : of.course.end
  };
  result.watched = true;
  result.capacity = narrowest.per_second;
  result.predicted = prediction(run);
  if (const auto good = first_good_window(of.file, of.course, of.recording, run.ended, run.until))
    result.took = *good - *ended;
  measure_wait(run, result);
  measure_relief(run, result);
  if (!result.took || *result.took > of.file.recovery->deadline) {
    into.add(why_missed(run, result));
    return result;
  }
  std::string text = fmt::format("back {:.1f} s after the last fault", seconds(*result.took));
  if (result.predicted) text += fmt::format(", {:.1f} s predicted", seconds(*result.predicted));
  into.add({verdict_kind::pass, "recovered", std::move(text)});
  return result;
}

}  // namespace surgeline::scenario
