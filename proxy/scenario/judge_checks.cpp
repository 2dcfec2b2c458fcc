#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "judge_parts.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/measure/metric.hpp"

namespace surgeline::scenario {
namespace {

using measure::metric_path;

/// The value of a check over one window, as a share of its reference where it has one.
std::optional<double> value_of(const steady_state& check, const run_so_far& of, span window) {
  const auto path = metric_path::parse(check.metric);
  const bool beside = check.expect.of == reference::control;
  const metric_path mine = beside ? path->part(measure::faulted_part) : *path;
  const auto value = mine.over(of.seen, window.from, window.to);
  if (!value || check.expect.of == reference::absolute) return value;
  std::optional<double> whole;
  if (check.expect.of == reference::offered) {
    whole = metric_path::parse(path->subject + ".offered")->over(of.seen, window.from, window.to);
  } else if (beside) {
    whole = path->part(measure::control_part).over(of.seen, window.from, window.to);
  } else {
    for (const stage& one : of.course.stages) {
      if (of.file.phases[one.phase].role != phase_role::baseline) continue;
      whole = path->over(of.seen, one.when.from, one.when.to);
    }
  }
  if (!whole || *whole <= 0) return {};
  return *value / *whole;
}

/// The phase, or every full window in it; windows start at ticks.
std::vector<span> windows_of(const steady_state& check, span phase) {
  if (!check.window) return {phase};
  std::vector<span> all;
  const auto ticks = (phase.from.time_since_epoch() + measure::tick - duration{1}) / measure::tick;
  for (time_point start{measure::tick * ticks}; after(start, *check.window) <= phase.to;
       start += measure::tick) {
    all.push_back({start, start + *check.window});
  }
  return all;
}

/// The numbers of a check over each of its windows in a phase.
std::vector<std::optional<double>> measured_values(
    const steady_state& check,
    const run_so_far& of,
    const stage& in
) {
  std::vector<std::optional<double>> all;
  for (const span& window : windows_of(check, in.when)) all.push_back(value_of(check, of, window));
  return all;
}

std::string limit_text(const expectation& expect) {
  std::string text;
  if (expect.at_least) text = "at least " + expect.at_least->text;
  if (expect.at_most) text += (text.empty() ? "" : ", ") + ("at most " + expect.at_most->text);
  if (expect.equals) text = "equal to " + expect.equals->text;
  if (expect.within) text += ", within " + expect.within->text;
  if (expect.of != reference::absolute) text += fmt::format(" of {}", config::name_of(expect.of));
  return text;
}

std::string value_text(const steady_state& check, double value) {
  if (check.expect.of != reference::absolute) return fmt::format("{:.1f}%", value * 100);
  if (check.asks.is_outside()) return fmt::format("{:.6g}", value);
  const auto measures = metric_path::parse(check.metric)->what->measures;
  if (measures == measure::dimension::seconds)
    return format(from_seconds(std::round(value * 1e6) / 1e6));
  if (measures == measure::dimension::share) return fmt::format("{:.1f}%", value * 100);
  if (measures == measure::dimension::per_second) return fmt::format("{:.4g}/s", value);
  return fmt::format("{:.4g}", value);
}

verdict_kind kind_when_missing(on_missing what) {
  switch (what) {
    case on_missing::pass:
      return verdict_kind::pass;
    case on_missing::fail:
      return verdict_kind::fail;
    case on_missing::inconclusive:
      return verdict_kind::inconclusive;
  }
  return verdict_kind::inconclusive;
}

std::string text_of(
    const steady_state& check,
    const check_result& result,
    bool all_seen,
    const std::string& why_not
) {
  std::string value = why_not.empty() ? "no data" : fmt::format("no data: {}", why_not);
  if (result.worst) value = value_text(check, *result.worst);
  if (result.worst && !all_seen) value += ", and no data in some";
  const bool has_answers = check.asks.is_outside() && result.worst;
  const std::string_view what = has_answers    ? "worst answer"
                                : check.window ? "worst window"
                                               : "was";
  return fmt::format(
      "{} in {}: {}, {}",
      check.measured(),
      result.phase,
      limit_text(check.expect),
      check.asks.is_outside() && !result.worst ? value : fmt::format("{} {}", what, value)
  );
}

}  // namespace

bool is_watched(const steady_state& check, const phase& in) {
  if (!check.during) return in.role != phase_role::warmup;
  return contains(*check.during, in.id);
}

judged_check judge_check(const steady_state& check, const run_so_far& of, const stage& in) {
  const phase& where = of.file.phases[in.phase];
  check_result result{.id = check.id, .phase = where.id, .worst = {}, .text = ""};
  bool all_seen = true;
  const bool outside = check.asks.is_outside();
  std::string why_not;
  for (const auto& value :
       outside ? answered_values(check, of, in, why_not) : measured_values(check, of, in)) {
    all_seen = all_seen && value;
    if (!value) continue;
    const bool worse =
        !result.worst || check.expect.badness(*value) > check.expect.badness(*result.worst);
    if (worse) result.worst = value;
  }
  const bool wanted_all = check.on_missing == on_missing::fail;
  const std::string text = text_of(check, result, all_seen || !wanted_all, why_not);
  result.text = text;
  if (result.worst && (all_seen || !wanted_all)) {
    result.held = check.expect.badness(*result.worst) <= 0;
    if (result.held) return {result, {}};
    const bool gate = where.role == phase_role::baseline;
    return {
        result,
        reason{
            gate ? verdict_kind::inconclusive : verdict_kind::fail,
            gate ? "sick_baseline" : "check",
            check.id + ": " + text
        }
    };
  }
  result.held = check.on_missing == on_missing::pass;
  return {result, reason{kind_when_missing(check.on_missing), "no_data", check.id + ": " + text}};
}

std::vector<check_result> judge_checks(const record& of, verdict& into) {
  std::vector<check_result> all;
  for (const steady_state& check : of.file.steady_states) {
    if (check.asks.is_outside() && of.engine == engine::sim) continue;  // it asks nobody
    for (const stage& ran : of.course.stages) {
      if (!is_watched(check, of.file.phases[ran.phase])) continue;
      judged_check judged = judge_check(check, {of.file, of.course, of.recording}, ran);
      if (judged.because && judged.because != of.course.aborted)
        into.add(*std::move(judged.because));
      all.push_back(std::move(judged.result));
    }
  }
  return all;
}

}  // namespace surgeline::scenario
