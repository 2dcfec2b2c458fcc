#include "surgeline/report/figures.hpp"

#include <algorithm>

#include "surgeline/measure/metric.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::report {
namespace {

using measure::instrument;
using scenario::span;

/// The peak is taken over windows of this length, so that a handful of requests makes none.
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

}  // namespace

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
  if (run.file.loads.empty()) return made;
  const std::size_t index = main_load(run.file);
  made.load = run.file.loads[index].id;
  const std::string load = "load." + made.load;
  if (of.judgement.recovery.took) made.recovery_seconds = seconds(*of.judgement.recovery.took);
  if (of.judgement.recovery.predicted)
    made.predicted_seconds = seconds(*of.judgement.recovery.predicted);
  made.goodput_before = goodput(run, load, baseline(run));
  made.goodput_after = goodput(run, load, settled(run, 4));
  if (made.goodput_before && made.goodput_after && *made.goodput_before > 0) {
    made.goodput_share = *made.goodput_after / *made.goodput_before;
  }
  made.amplification = ratio(run, load, instrument::attempts, instrument::offered, settled(run, 2));
  made.peak_amplification = peak_amplification(run, load);
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
