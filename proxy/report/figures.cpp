#include "surgeline/report/figures.hpp"

#include <algorithm>
#include <set>

#include "surgeline/measure/metric.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::report {
namespace {

using measure::instrument;
using scenario::span;

/// The peak is taken over windows of this length, and what momentary faults did, so that a handful of requests makes neither.
constexpr duration peak_window = std::chrono::seconds{5};

time_point warmed_up(const scenario::record& of) {
  time_point from{};
  for (const scenario::stage& each : of.course.stages) {
    if (of.file.phases[each.phase].role == scenario::phase_role::warmup) from = each.when.to;
  }
  return from;
}

span baseline(const scenario::record& of) {
  for (const scenario::stage& each : of.course.stages) {
    if (of.file.phases[each.phase].role == scenario::phase_role::baseline) return each.when;
  }
  return {warmed_up(of), of.course.end};
}

/// The last `part` of the time between the last fault and relief or the end; all of the run without faults.
span settled(const scenario::record& of, int part) {
  const auto ended = of.course.faults_ended();
  if (!ended) return {warmed_up(of), of.course.end};
  const time_point until = of.course.relief ? of.course.relief->from : of.course.end;
  return {until - (until - std::min(*ended, until)) / part, until};
}

/// From when the first fault came in force until the last one ended; five seconds at least, since what a moment does is seen in
/// those behind it.
std::optional<span> in_faults(const scenario::record& of) {
  std::optional<span> all;
  for (const auto& one : of.course.activations) {
    const span here{one.when.from, std::min(one.when.to, of.course.end)};
    all = all ? span{std::min(all->from, here.from), std::max(all->to, here.to)} : here;
  }
  if (all) all->to = std::max(all->to, std::min(all->from + peak_window, of.course.end));
  return all;
}

std::optional<double> ratio(
    const scenario::record& of,
    const std::string& subject,
    instrument part,
    instrument whole,
    span in
) {
  const double all = of.recording.sum(subject, whole, in.from, in.to);
  if (all <= 0) return {};
  return of.recording.sum(subject, part, in.from, in.to) / all;
}

std::optional<double> goodput(const scenario::record& of, const std::string& load, span in) {
  if (in.to <= in.from) return {};
  return measure::metric_path::parse(load + ".goodput")->over(of.recording, in.from, in.to);
}

std::optional<double> peak_amplification(const scenario::record& of, const std::string& load) {
  std::optional<double> peak;
  for (time_point from = warmed_up(of); from + peak_window <= of.course.end;
       from += measure::tick) {
    peak = std::max(
        peak,
        ratio(of, load, instrument::attempts, instrument::offered, {from, from + peak_window})
    );
  }
  return peak;
}

/// Every metric that somebody will ask for when the recording is gone.
std::set<std::string> asked_metrics(const scenario::file& of) {
  std::set<std::string> all;
  for (const scenario::agreement& each : of.accept.agree) all.insert(each.metric);
  if (of.sweep) all.insert(of.sweep->measure.begin(), of.sweep->measure.end());
  if (of.sweep && of.sweep->goal) all.insert(of.sweep->goal->metric);
  return all;
}

/// What a goal's limits are shares of, in the part of the run that its metric is taken over; empty for an absolute one.
std::optional<double> reference_of(
    const scenario::goal& wanted,
    const scenario::record& of,
    span over
) {
  auto path = measure::metric_path::parse(wanted.metric);
  if (!path) return {};
  if (wanted.limits.of == scenario::reference::control)
    return path->part(measure::control_part).over(of.recording, over.from, over.to);
  if (wanted.limits.of == scenario::reference::baseline) {
    const span before = baseline(of);
    return path->over(of.recording, before.from, before.to);
  }
  if (wanted.limits.of != scenario::reference::offered) return {};
  path = measure::metric_path::parse(path->subject + ".offered");
  return path ? path->over(of.recording, over.from, over.to) : std::nullopt;
}

std::map<std::string, double> measured(const scenario::record& of) {
  std::map<std::string, double> all;
  const span over = experiment_of(of);
  if (over.to <= over.from) return all;
  for (const std::string& name : asked_metrics(of.file)) {
    const auto path = measure::metric_path::parse(name);
    const auto value = path ? path->over(of.recording, over.from, over.to) : std::nullopt;
    if (value) all.emplace(name, *value);
  }
  if (of.file.sweep && of.file.sweep->goal) {
    if (const auto reference = reference_of(*of.file.sweep->goal, of, over))
      all.emplace(reference_key, *reference);
  }
  return all;
}

}  // namespace

span experiment_of(const scenario::record& of) {
  time_point from = warmed_up(of);
  for (const scenario::stage& each : of.course.stages) {
    if (of.file.phases[each.phase].role == scenario::phase_role::baseline) from = each.when.to;
  }
  // A run that has nothing but a baseline is about that.
  if (from >= of.course.end) from = warmed_up(of);
  return {from, of.course.relief ? of.course.relief->from : of.course.end};
}

std::optional<double> number_of(const figures& of, std::string_view name) {
  if (name == "recovery_seconds") return of.recovery_seconds;
  if (name == "goodput_share") return of.goodput_share;
  if (name == "amplification") return of.amplification;
  if (name == "peak_amplification") return of.peak_amplification;
  if (name == "wasted_share") return of.wasted_share;
  const auto metric = of.measured.find(std::string{name});
  return metric == of.measured.end() ? std::nullopt : std::optional{metric->second};
}

std::size_t main_load(const scenario::file& of) {
  if (!of.recovery) return 0;
  const auto about = measure::metric_path::parse(of.recovery->metric);
  for (std::size_t i = 0; i < of.loads.size(); ++i) {
    if (about && about->subject == "load." + of.loads[i].id) return i;
  }
  return 0;
}

figures figures_of(const execution& of) {
  if (of.kept) return *of.kept;
  const scenario::record& run = of.record;
  figures made;
  made.measured = measured(run);
  if (run.file.loads.empty()) return made;
  const std::size_t index = main_load(run.file);
  made.load = run.file.loads[index].id;
  const std::string load = "load." + made.load;
  if (of.judgement.recovery.took) made.recovery_seconds = seconds(*of.judgement.recovery.took);
  if (of.judgement.recovery.predicted)
    made.predicted_seconds = seconds(*of.judgement.recovery.predicted);
  made.goodput_before = goodput(run, load, baseline(run));
  const auto faulted = in_faults(run);
  if (faulted) made.goodput_in_faults = goodput(run, load, *faulted);
  made.goodput_after = goodput(run, load, settled(run, 4));
  if (made.goodput_before && made.goodput_after && *made.goodput_before > 0) {
    made.goodput_share = *made.goodput_after / *made.goodput_before;
  }
  made.amplification = ratio(run, load, instrument::attempts, instrument::offered, settled(run, 2));
  const span offered = faulted.value_or(span{warmed_up(run), run.course.end});
  made.degraded_share = ratio(run, load, instrument::degraded, instrument::offered, offered);
  made.peak_amplification = peak_amplification(run, load);
  if (of.judgement.recovery.watched) {
    made.wasted_share = of.judgement.recovery.wasted_share;
    return made;
  }
  if (run.file.services.empty()) return made;
  for (const scenario::route& way : scenario::load_routes(run.file)) {
    if (way.load != index) continue;
    const std::string service = "service." + run.file.services[way.service].id;
    made.wasted_share =
        ratio(run, service, instrument::wasted, instrument::served, settled(run, 2));
  }
  return made;
}

}  // namespace surgeline::report
