#include <algorithm>
#include <chrono>

#include "judge_parts.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/recovering.hpp"
#include "surgeline/scenario/run_story.hpp"

namespace surgeline::scenario {
namespace {

/// How far a run has come that is in a phase, with or without faults in force.
run_state state_in(phase_role role, bool are_in_force) {
  if (are_in_force) return run_state::running;
  switch (role) {
    case phase_role::warmup:
    case phase_role::baseline:
      return run_state::baseline;
    case phase_role::recover:
      return run_state::recovering;
    case phase_role::normal:
      break;
  }
  return run_state::running;
}

run_state state_of(const file& from, const conductor& where) {
  if (where.finished()) return run_state::rolling_back;
  return state_in(from.phases[where.phase()].role, !where.in_force().empty());
}

/// What ended a run early, as a label: the rule where there is one.
std::optional<std::string> cause_of(const std::optional<reason>& aborted) {
  if (!aborted) return {};
  std::string cause = aborted->rule.empty() ? aborted->code : aborted->rule;
  cause.resize(std::min(cause.size(), run_story::longest));
  return cause;
}

/// A steady state over the last of what is known, up to a moment: its window, or the phase as far as it had come.
std::optional<told_check> as_it_stands(
    const steady_state& check,
    const run_so_far& of,
    stage now,
    time_point until
) {
  now.when.to = until;
  if (check.window) now.when.from = std::max(now.when.from, now.when.to - *check.window);
  if (!is_watched(check, of.file.phases[now.phase]) || now.when.to <= now.when.from) return {};
  const check_result result = judge_check(check, of, now).result;
  if (!result.worst) return {};
  return told_check{check.id, result.held, result.worst};
}

void add_phase(run_story& to, const file& from, const stage& in, time_point now) {
  const phase& what = from.phases[in.phase];
  to.phase = what.id;
  to.role = what.role;
  to.phase_for =
      std::chrono::floor<std::chrono::milliseconds>(std::max(duration{}, now - in.when.from));
  to.phase_length = what.length;
}

void add_checks(run_story& to, const run_so_far& of, const stage& current, time_point until) {
  const auto most = std::min(of.file.steady_states.size(), run_story::most_checks);
  for (std::size_t i = 0; i < most; ++i) {
    if (auto check = as_it_stands(of.file.steady_states[i], of, current, until))
      to.checks.push_back(*std::move(check));
  }
}

}  // namespace

run_story story_of(
    const file& from,
    const conductor& where,
    const measure::recording& seen,
    time_point now
) {
  run_story told{.state = state_of(from, where)};
  const course& so_far = where.so_far();
  const stage& current = so_far.stages.back();
  add_phase(told, from, current, now);
  add_checks(told, {from, so_far, seen}, current, seen.complete());
  told.aborted = cause_of(so_far.aborted);
  return told;
}

run_story story_at(const record& of, time_point when) {
  const auto current = std::ranges::find_if(of.course.stages, [when](const stage& each) {
    return each.when.from <= when && when < each.when.to;
  });
  if (current == of.course.stages.end()) return {};
  const bool are_in_force = std::ranges::any_of(of.course.activations, [when](const auto& each) {
    return each.when.from <= when && when < each.when.to;
  });
  run_story told{.state = state_in(of.file.phases[current->phase].role, are_in_force)};
  add_phase(told, of.file, *current, when);
  add_checks(told, {of.file, of.course, of.recording}, *current, when);
  return told;
}

run_story last_story(const record& of, const judgement& judged) {
  run_story told{.state = run_state::done};
  if (!of.course.stages.empty()) add_phase(told, of.file, of.course.stages.back(), of.course.end);
  for (const check_result& one : judged.checks) {
    const auto known = std::ranges::find(told.checks, one.id, &told_check::id);
    if (known != told.checks.end()) {
      // Broken in any phase is broken, and that is the value to show.
      if (known->ok && !one.held) *known = {one.id, false, one.worst};
    } else if (told.checks.size() < run_story::most_checks) {
      told.checks.push_back({one.id, one.held, one.worst});
    }
  }
  const auto way = recovery_route(of.file);
  if (way && judged.recovery.watched) {
    told.recovery = told_recovery{of.file.loads[way->load].id, {}};
    if (judged.recovery.took) told.recovery->seconds = seconds(*judged.recovery.took);
  }
  told.verdict = judged.verdict.kind;
  told.aborted = cause_of(of.course.aborted);
  return told;
}

}  // namespace surgeline::scenario
