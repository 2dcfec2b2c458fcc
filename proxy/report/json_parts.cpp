#include "json_parts.hpp"

#include <boost/json.hpp>
#include <utility>

#include "json_files.hpp"
#include "json_series.hpp"
#include "json_sidecars.hpp"
#include "json_text.hpp"
#include "surgeline/report/figures.hpp"
#include "surgeline/report/prediction.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;
using scenario::record;

json::value at(time_point when) {
  return when == never ? json::value(nullptr) : rounded(seconds(when.time_since_epoch()));
}

json::value length(const std::optional<duration>& of) {
  return of ? rounded(seconds(*of)) : json::value(nullptr);
}

json::object verdict_json(const execution& of) {
  json::array reasons;
  for (const scenario::reason& each : of.judgement.verdict.reasons) {
    reasons.push_back(json::object{
        {"speaks_for", config::name_of(each.speaks_for)},
        {"code", each.code},
        {"text", each.text},
    });
  }
  return {
      {"kind", config::name_of(of.judgement.verdict.kind)},
      {"expected", config::name_of(of.expected)},
      {"as_expected", of.as_expected()},
      {"reasons", std::move(reasons)},
  };
}

json::object course_json(const record& of) {
  json::array stages, activations;
  for (const scenario::stage& each : of.course.stages) {
    const scenario::phase& phase = of.file.phases[each.phase];
    stages.push_back(json::object{
        {"phase", phase.id},
        {"role", config::name_of(phase.role)},
        {"from_seconds", at(each.when.from)},
        {"to_seconds", at(each.when.to)},
    });
  }
  for (const scenario::activation& each : of.course.activations) {
    activations.push_back(json::object{
        {"fault", of.file.faults[each.fault].id},
        {"from_seconds", at(each.when.from)},
        {"to_seconds", at(each.when.to)},
    });
  }
  json::value relief = nullptr;
  if (of.course.relief) {
    relief = json::object{
        {"from_seconds", at(of.course.relief->from)},
        {"to_seconds", at(of.course.relief->to)},
        {"load_share", rounded(of.course.relief_factor)},
    };
  }
  return {
      {"end_seconds", at(of.course.end)},
      {"stages", std::move(stages)},
      {"activations", std::move(activations)},
      {"relief", std::move(relief)},
  };
}

json::object check_json(const scenario::check_result& of) {
  return {
      {"id", of.id},
      {"phase", of.phase},
      {"worst", rounded(of.worst)},
      {"held", of.held},
      {"text", of.text}
  };
}

json::object attestation_json(const scenario::attestation& of) {
  return {
      {"fault", of.fault},
      {"kind", of.kind},
      {"probability", rounded(of.probability)},
      {"evaluated", of.seen.evaluated},
      {"selected", of.seen.selected},
      {"capped", of.seen.capped},
      {"injected", of.seen.injected},
      {"delayed", of.seen.delayed},
      {"lost", of.seen.lost},
      {"planned_seconds", rounded(of.seen.planned_seconds)},
      {"measured_seconds", rounded(of.seen.measured_seconds)},
      {"longest_seconds", rounded(seconds(of.seen.longest))},
      {"fired", of.fired},
      {"text", of.text},
  };
}

json::object recovery_json(const scenario::recovery_result& of) {
  return {
      {"watched", of.watched},
      {"took_seconds", length(of.took)},
      {"predicted_seconds", length(of.predicted)},
      {"demand_per_second", rounded(of.demand)},
      {"capacity_per_second", rounded(of.capacity)},
      {"amplification", rounded(of.amplification)},
      {"wasted_share", rounded(of.wasted_share)},
      {"goodput_share", rounded(of.goodput_share)},
      {"backlog", rounded(of.backlog)},
      {"backlog_trend_per_second", rounded(of.backlog_trend)},
      {"relief_share", rounded(of.relief_share)},
      {"hold_share", rounded(of.hold_share)},
  };
}

json::object figures_json(const figures& of) {
  return {
      {"load", of.load},
      {"recovery_seconds", rounded(of.recovery_seconds)},
      {"predicted_seconds", rounded(of.predicted_seconds)},
      {"goodput_before_per_second", rounded(of.goodput_before)},
      {"goodput_in_faults_per_second", rounded(of.goodput_in_faults)},
      {"goodput_after_per_second", rounded(of.goodput_after)},
      {"goodput_share", rounded(of.goodput_share)},
      {"amplification", rounded(of.amplification)},
      {"peak_amplification", rounded(of.peak_amplification)},
      {"wasted_share", rounded(of.wasted_share)},
      {"degraded_share", rounded(of.degraded_share)},
  };
}

json::object prediction_json(const prediction& of) {
  return {
      {"of", of.of},
      {"name", of.name},
      {"formula", of.formula},
      {"predicted", rounded(of.predicted)},
      {"measured", rounded(of.measured)},
  };
}

}  // namespace

json::object execution_json(const execution& of, bool with_series) {
  json::object made{
      {"variant", of.record.variant},
      {"engine", name_of(of.record.engine)},
      {"seed", of.record.seed},
  };
  if (of.record.engine == scenario::engine::run)
    made.emplace("real_seconds", rounded(of.real_seconds));
  made.emplace("verdict", verdict_json(of));
  made.emplace("figures", figures_json(figures_of(of)));
  made.emplace("course", course_json(of.record));
  made.emplace("recovery", recovery_json(of.judgement.recovery));
  json::array checks, attestations;
  for (const auto& each : of.judgement.checks) checks.push_back(check_json(each));
  for (const auto& each : of.judgement.attestations) attestations.push_back(attestation_json(each));
  made.emplace("checks", std::move(checks));
  made.emplace("attestations", std::move(attestations));
  if (auto aborts = aborts_json(of); !aborts.empty()) made.emplace("aborts", std::move(aborts));
  if (with_series && !of.kept) {
    json::array predictions;
    for (const prediction& each : predictions_of(of)) predictions.push_back(prediction_json(each));
    made.emplace("predictions", std::move(predictions));
    made.emplace("latency_maps", latency_maps_json(of.record));
  }
  if (!of.record.sidecars.empty()) made.emplace("sidecars", sidecars_json(of.record));
  made.emplace(
      "series",
      with_series && !of.kept ? json::value(series_json(of.record)) : json::value(nullptr)
  );
  return made;
}

}  // namespace surgeline::report
