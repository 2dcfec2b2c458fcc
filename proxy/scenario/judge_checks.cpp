#include <fmt/format.h>

#include <algorithm>

#include "judge_parts.hpp"
#include "surgeline/measure/metric.hpp"

namespace surgeline::scenario {
namespace {

using measure::metric_path;

/// The value of a check over one window, as a share of its reference where it has one.
std::optional<double> value_of(const steady_state& check, const record& of, span window) {
  const auto path = metric_path::parse(check.metric);
  const auto value = path->over(of.recording, window.from, window.to);
  if (!value || check.expect.of == reference::absolute) return value;
  std::optional<double> whole;
  if (check.expect.of == reference::offered) {
    whole =
        metric_path::parse(path->subject + ".offered")->over(of.recording, window.from, window.to);
  } else {
    for (const stage& one : of.course.stages) {
      if (of.file.phases[one.phase].role != phase_role::baseline) continue;
      whole = path->over(of.recording, one.when.from, one.when.to);
    }
  }
  if (!whole || *whole <= 0) return {};
  return *value / *whole;
}

std::vector<span> windows_of(const steady_state& check, span phase) {
  if (!check.window) return {phase};
  std::vector<span> all;
  for (time_point start = phase.from; start + *check.window <= phase.to; start += measure::tick) {
    all.push_back({start, start + *check.window});
  }
  return all;
}

bool holds(const expectation& expect, double value) {
  return (!expect.at_least || value >= expect.at_least->value) &&
         (!expect.at_most || value <= expect.at_most->value);
}

std::string limit_text(const expectation& expect) {
  std::string text;
  if (expect.at_least) text = "at least " + expect.at_least->text;
  if (expect.at_most) text += (text.empty() ? "" : ", ") + ("at most " + expect.at_most->text);
  if (expect.of != reference::absolute) text += fmt::format(" of {}", config::name_of(expect.of));
  return text;
}

std::string value_text(const steady_state& check, double value) {
  if (check.expect.of != reference::absolute) return fmt::format("{:.1f}%", value * 100);
  const auto measures = metric_path::parse(check.metric)->what->measures;
  if (measures == measure::dimension::seconds)
    return format(from_seconds(std::round(value * 1e6) / 1e6));
  if (measures == measure::dimension::share) return fmt::format("{:.1f}%", value * 100);
  if (measures == measure::dimension::per_second) return fmt::format("{:.4g}/s", value);
  return fmt::format("{:.4g}", value);
}

check_result judge_check(const steady_state& check, const record& of, const stage& in) {
  check_result result{.id = check.id, .phase = of.file.phases[in.phase].id};
  for (const span& window : windows_of(check, in.when)) {
    const auto value = value_of(check, of, window);
    if (!value) continue;
    const bool worse =
        !result.worst || (check.expect.at_least ? *value < *result.worst : *value > *result.worst);
    if (worse) result.worst = value;
    if (!holds(check.expect, *value)) result.held = false;
  }
  result.text = fmt::format(
      "{} in {}: {}, {} {}",
      check.metric,
      result.phase,
      limit_text(check.expect),
      check.window ? "worst window" : "was",
      result.worst ? value_text(check, *result.worst) : "no data"
  );
  return result;
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

}  // namespace

std::vector<check_result> judge_checks(const record& of, verdict& into) {
  std::vector<check_result> all;
  for (const steady_state& check : of.file.steady_states) {
    for (const stage& ran : of.course.stages) {
      const phase& in = of.file.phases[ran.phase];
      const bool watched = check.during
                               ? std::ranges::find(*check.during, in.id) != check.during->end()
                               : in.role != phase_role::warmup;
      if (!watched) continue;
      check_result result = judge_check(check, of, ran);
      const bool gate = in.role == phase_role::baseline;
      if (!result.worst) {
        result.held = check.on_missing == on_missing::pass;
        into.add({kind_when_missing(check.on_missing), "no_data", check.id + ": " + result.text});
      } else if (!result.held) {
        into.add(
            {gate ? verdict_kind::inconclusive : verdict_kind::fail,
             gate ? "sick_baseline" : "check",
             check.id + ": " + result.text}
        );
      }
      all.push_back(std::move(result));
    }
  }
  return all;
}

}  // namespace surgeline::scenario
