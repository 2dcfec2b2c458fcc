#include <boost/json.hpp>

#include "json_files.hpp"
#include "json_margin.hpp"
#include "json_series.hpp"
#include "json_shapes.hpp"
#include "json_sidecars.hpp"
#include "json_text.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/scenario/timeline.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::report {
namespace {

using namespace shapes;

shape scenario_head() {
  return object({
      {"id", text()},
      {"title", text()},
      {"owner", text()},
      {"hypothesis", text()},
      {"tags", list_of(text())},
      {"links", {{"type", "object"}, {"additionalProperties", text()}}},
      {"speedup", number("file time passed this many times faster in live runs")},
  });
}

shape summary_shape() {
  shape verdicts{{"type", "object"}, {"additionalProperties", count()}};
  return object({
      {"variant", text("empty without")},
      {"engine", engine("real sockets or virtual time")},
      {"seeds", count()},
      {"expected", one_of<scenario::verdict_kind>()},
      {"verdicts", std::move(verdicts)},
      {"as_expected", count("seeds whose verdict is the expected one")},
      {"as_expected_share", reference("interval")},
      {"watched", count("seeds whose recovery was watched")},
      {"recovered", count("of those, the ones that came back, in time or not")},
      {"recovered_share", reference("interval")},
      {"predicted_seconds", maybe_number("(λD − μT)/(μ − λ), where it applies")},
      {"deviation_from_prediction", maybe_number("median recovery ÷ predicted − 1")},
      {"recovery_seconds", reference("spread")},
      {"goodput_before_per_second", reference("spread")},
      {"goodput_in_faults_per_second", reference("spread")},
      {"goodput_after_per_second", reference("spread")},
      {"goodput_share", reference("spread")},
      {"amplification", reference("spread")},
      {"peak_amplification", reference("spread")},
      {"wasted_share", reference("spread")},
      {"degraded_share", reference("spread")},
  });
}

shape comparison_shape() {
  return object({
      {"variant", text()},
      {"name", text("the number compared, a key of `figures`")},
      {"run", reference("spread")},
      {"sim", reference("spread")},
      {"difference_of_means", maybe(reference("interval"))},
      {"shift", number("Hodges and Lehmann's, sim − run")},
      {"shift_interval", maybe(reference("interval"))},
  });
}

shape accord_shape() {
  shape agrees = text("whether the interval lies within the margin");
  agrees.emplace("enum", boost::json::array{"agree", "differ", "unknown"});
  return object({
      {"variant", text()},
      {"metric", text("a key of `figures`, or a metric")},
      {"reference", text("what the file says it should be; empty if nothing")},
      {"run", reference("spread")},
      {"sim", reference("spread")},
      {"difference_of_means", number("sim − run")},
      {"interval", maybe(reference("interval"))},
      {"confidence", number("of the interval")},
      {"margin", number("of either side of zero")},
      {"agrees", std::move(agrees)},
  });
}

shape verdict_shape() {
  const shape because = object({
      {"speaks_for", one_of<scenario::verdict_kind>()},
      {"code", text("for machines")},
      {"text", text("for people")},
  });
  return object({
      {"kind", one_of<scenario::verdict_kind>()},
      {"expected", one_of<scenario::verdict_kind>()},
      {"as_expected", truth()},
      {"reasons", list_of(because)},
  });
}

shape figures_shape() {
  return object({
      {"load", text("the one that the numbers are of")},
      {"recovery_seconds", maybe_number()},
      {"predicted_seconds", maybe_number()},
      {"goodput_before_per_second", maybe_number("in the baseline")},
      {"goodput_in_faults_per_second",
       maybe_number("from the begin of the first fault to the end of the last")},
      {"goodput_after_per_second",
       maybe_number("in the last quarter of the time from the last fault to relief or end")},
      {"goodput_share", maybe_number("after, of before")},
      {"amplification", maybe_number("attempts ÷ logical requests, in the second half of that time")
      },
      {"peak_amplification", maybe_number("the worst five seconds after warmup")},
      {"wasted_share", maybe_number("of the work done, in the second half of that time")},
      {"degraded_share", maybe_number("requests answered by a fallback, of those offered in faults")
      },
  });
}

shape course_shape() {
  const shape stage = object({
      {"phase", text()},
      {"role", one_of<scenario::phase_role>()},
      {"from_seconds", number()},
      {"to_seconds", number()},
  });
  const shape activation = object({
      {"fault", text()},
      {"from_seconds", number()},
      {"to_seconds", maybe_number()},
  });
  const shape relief = object({
      {"from_seconds", number()},
      {"to_seconds", number()},
      {"load_share", number("of the load that stayed on")},
  });
  return object({
      {"end_seconds", number()},
      {"stages", list_of(stage)},
      {"activations", list_of(activation)},
      {"relief", maybe(relief)},
  });
}

shape recovery_shape() {
  return object({
      {"watched", truth()},
      {"took_seconds", maybe_number("from the end of the last fault to the first window that holds")
      },
      {"predicted_seconds", maybe_number()},
      {"demand_per_second", number()},
      {"capacity_per_second", maybe_number("null without a limit")},
      {"amplification", number()},
      {"wasted_share", number()},
      {"goodput_share", number()},
      {"backlog", number()},
      {"backlog_trend_per_second", number()},
      {"relief_share", maybe_number("goodput ÷ offered at the end of the relief")},
      {"hold_share", maybe_number("the same at the old load after it")},
  });
}

shape check_shape() {
  return object({
      {"id", text()},
      {"phase", text()},
      {"worst", maybe_number("of all windows, as a share where the limit is relative")},
      {"held", truth()},
      {"text", text()},
  });
}

shape attestation_shape() {
  return object({
      {"fault", text()},
      {"kind", text()},
      {"probability", number("as configured")},
      {"evaluated", count("units it could have hit")},
      {"selected", count("units its draw picked")},
      {"capped", count("units its draw picked in vain: as many as may be were hit already")},
      {"injected", count("of those, the ones in which it did something")},
      {"delayed", count("chunks let go late")},
      {"lost", count("jobs that a crash ended, keys that a flush had forgotten")},
      {"planned_seconds", number("sum over those")},
      {"measured_seconds", number("sum over those")},
      {"longest_seconds", number()},
      {"fired", truth()},
      {"text", text()},
  });
}

shape prediction_shape() {
  return object({
      {"of", text("whose: a load, a service, a daemon")},
      {"name", text("way_back, capacity, under_way, herd, drain")},
      {"formula", text("for people")},
      {"predicted", number("seconds, or a number, or a rate per second, by its name")},
      {"measured", number()},
  });
}

shape execution_shape() {
  return object({
      {"variant", text("empty without")},
      {"engine", engine("real sockets or virtual time")},
      {"seed", count()},
      {"?real_seconds", number("on the wall clock; of live runs only")},
      {"verdict", verdict_shape()},
      {"figures", figures_shape()},
      {"course", course_shape()},
      {"recovery", recovery_shape()},
      {"checks", list_of(check_shape())},
      {"attestations", list_of(attestation_shape())},
      {"?aborts", list_of(abort_shape(), "what could have ended it")},
      {"?predictions",
       list_of(prediction_shape(), "by closed forms; of executions with a series only")},
      {"?latency_maps", list_of(latency_map_shape(), "of executions with a series only")},
      {"?sidecars", list_of(sidecar_shape(), "that it has armed; of `run --target` only")},
      {"series", maybe(series_shape())},
  });
}

}  // namespace

std::string json_schema() {
  const shape schema = object({
      {"format", {{"const", json_format}}},
      {"version", text("of the program")},
      {"?file_sha256", text("of the bytes of the scenario file")},
      {"scenario", maybe(scenario_head())},
      {"?files", list_of(file_shape(), "what was carried out, by variant")},
      {"?margins", list_of(margin_shape(), "surge margins; of `surgeline margin` only")},
      {"summaries", list_of(summary_shape(), "the seeds of a variant on an engine together")},
      {"engines", list_of(comparison_shape(), "run against sim, where both carried a variant out")},
      {"?agreements", list_of(accord_shape(), "what [accept] agree demands of both engines")},
      {"executions", list_of(execution_shape(), "the first of a variant and engine has its series")
      },
  });
  return schema_text(
      "Surgeline report, format 1",
      "Times are seconds of file time from the start of the run. Intervals are 95 % confidence "
      "intervals.",
      schema
  );
}

}  // namespace surgeline::report
