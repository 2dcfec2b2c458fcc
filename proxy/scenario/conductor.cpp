#include "surgeline/scenario/conductor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge_parts.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/recovering.hpp"

namespace surgeline::scenario {
namespace {

/// What an abort rule looks at, at every tick.
constexpr duration abort_window = std::chrono::seconds{1};

time_point next_tick(time_point now) {
  return time_point{measure::tick * (now.time_since_epoch() / measure::tick + 1)};
}

bool is_during(
    const std::optional<std::vector<std::string>>& phases,
    const phase& one,
    bool otherwise
) {
  if (!phases) return otherwise;
  return contains(*phases, one.id);
}

std::vector<std::uint32_t> faults_during(const file& from, const phase& one) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = 0; slot < from.faults.size(); ++slot) {
    if (from.faults[slot].is_in_force(one)) slots.push_back(slot);
  }
  return slots;
}

bool has(const std::vector<std::uint32_t>& slots, std::uint32_t slot) {
  return contains(slots, slot);
}

std::string text_of(const abort_rule& rule, double value) {
  const abort_when& when = rule.when;
  std::string text = fmt::format(
      "{}: {} was {:.4g}, {} {}",
      rule.id,
      rule.watched(),
      value,
      when.above ? "above" : "below",
      when.above ? when.above->text : when.below->text
  );
  if (when.lasting > duration{}) text += fmt::format(" for {}", format(when.lasting));
  return text;
}

}  // namespace

conductor::conductor(const file& from, std::uint64_t seed)
    : from_(from),
      windows_(from, seed),
      violated_for_(from.aborts.size()),
      answered_badly_since_(from.aborts.size()) {
  enter(0, time_point{});
}

time_point conductor::phase_end() const {
  const stage& now = course_.stages.back();
  const bool last = phase_ + 1 == from_.phases.size();
  return now.when.from + from_.phases[phase_].length + (last ? extension_ : duration{});
}

time_point conductor::planned_end() const {
  if (finished_) return course_.end;
  time_point end = phase_end();
  for (std::size_t i = phase_ + 1; i < from_.phases.size(); ++i) end += from_.phases[i].length;
  return phase_ + 1 == from_.phases.size() ? end : end + extension_;
}

time_point conductor::next_due() const {
  if (finished_) return never;
  const bool relieved = course_.relief && load_factor_ < 1;
  return std::min({next_boundary(), next_tick(told_), relieved ? course_.relief->to : never});
}

void conductor::enter(std::size_t phase, time_point at) {
  if (!course_.stages.empty()) course_.stages.back().when.to = at;
  phase_ = phase;
  course_.stages.push_back({phase, {at, at}});
  put_in_force(windows_.in_force(at), at);
}

/// The end of the phase, or of a fault's window, or the beginning of one.
time_point conductor::next_boundary() const {
  return std::min(phase_end(), windows_.next_change(changed_));
}

void conductor::put_in_force(const std::vector<std::uint32_t>& next, time_point at) {
  changed_ = at;
  for (activation& one : course_.activations) {
    if (one.when.to == never && !has(next, one.fault)) one.when.to = at;
  }
  for (const std::uint32_t slot : next) {
    if (!has(in_force_, slot)) course_.activations.push_back({slot, {at, never}});
  }
  in_force_ = next;
}

void conductor::finish(time_point at) {
  put_in_force({}, at);
  course_.stages.back().when.to = at;
  if (course_.relief) course_.relief->to = std::min(course_.relief->to, at);
  course_.end = at;
  load_factor_ = 0;
  finished_ = true;
}

void conductor::abort(reason because, time_point now) {
  if (finished_) return;
  course_.aborted = std::move(because);
  finish(now);
}

bool conductor::advance(time_point now, const measure::recording& seen) {
  bool changed = false;
  while (!finished_ && next_boundary() <= now) {
    changed = true;
    const time_point at = next_boundary();
    if (at < phase_end())
      put_in_force(windows_.in_force(at), at);
    else if (phase_ + 1 < from_.phases.size())
      enter(phase_ + 1, at);
    else
      finish(at);
  }
  if (finished_) return changed;
  if (course_.relief && load_factor_ < 1 && course_.relief->to <= now) {
    load_factor_ = 1;
    changed = true;
  }
  return watch(now, seen) || changed;
}

bool conductor::watch(time_point now, const measure::recording& seen) {
  told_ = now;
  for (time_point until = next_tick(watched_); until <= seen.complete(); until += measure::tick) {
    watched_ = until;
    if (watch_aborts(until, now, seen)) return true;
  }
  return watch_baseline(now, seen) || watch_recovery(now, seen);
}

bool conductor::watch_aborts(time_point until, time_point now, const measure::recording& seen) {
  for (std::size_t i = 0; i < from_.aborts.size(); ++i) {
    const abort_rule& rule = from_.aborts[i];
    if (rule.asks.is_outside()) continue;
    const time_point begin = until - abort_window;
    const auto since = looking_since(rule, until);
    std::optional<double> value;
    if (since && *since <= begin)
      value = measure::metric_path::parse(rule.metric)->over(seen, begin, until);
    const bool hit = value && rule.when.is_met(*value);
    violated_for_[i] = hit ? violated_for_[i] + measure::tick : duration{};
    if (!hit || violated_for_[i] < rule.when.lasting) continue;
    abort({rule.verdict, "abort_rule", text_of(rule, *value), rule.id}, now);
    return true;
  }
  return false;
}

bool conductor::hear(answer one, time_point now) {
  if (finished_) return false;
  course_.answers.push_back(one);
  if (!one.to_abort_rule) return false;
  const abort_rule& rule = from_.aborts[one.index];
  auto& bad_since = answered_badly_since_[one.index];
  const auto since = looking_since(rule, one.asked + measure::tick);
  const bool looks = since && *since <= one.asked;
  const bool bad = one.value && rule.when.is_met(*one.value);
  // No answer is neither good nor bad: what was bad before it stays so.
  if (!looks || (one.value && !bad)) bad_since = {};
  if (!looks || !bad) return false;
  if (!bad_since) bad_since = one.asked;
  if (one.asked - *bad_since < rule.when.lasting) return false;
  abort({rule.verdict, "abort_rule", text_of(rule, *one.value), rule.id}, now);
  return true;
}

std::optional<time_point> conductor::looking_since(const abort_rule& rule, time_point tick_end)
    const {
  // The tick belongs to the phase that it begins in.
  auto here =
      std::ranges::find_if(course_.stages.rbegin(), course_.stages.rend(), [&](const stage& one) {
        return one.when.from <= tick_end - measure::tick;
      });
  const auto looks = [&](const stage& at) {
    return is_during(rule.during, from_.phases[at.phase], true);
  };
  if (here == course_.stages.rend() || !looks(*here)) return {};
  if (rule.grace > duration{}) return after(here->when.from, rule.grace);
  while (here + 1 != course_.stages.rend() && looks(*(here + 1))) ++here;
  return here->when.from;
}

/// A sick system says nothing about faults: the run ends before they are put in force; on sockets, where what was measured
/// is known a tick later, they are cleared at once.
bool conductor::watch_baseline(time_point now, const measure::recording& seen) {
  const auto is_baseline = [this](const stage& one) {
    return from_.phases[one.phase].role == phase_role::baseline;
  };
  const auto found = std::ranges::find_if(course_.stages, is_baseline);
  const bool over = found != course_.stages.end() && found->phase != phase_ &&
                    next_tick(seen.complete()) > found->when.to;
  if (!over || baseline_judged_) return false;
  baseline_judged_ = true;
  if (auto because = unanswered({from_, course_, seen}, *found)) {
    abort(*std::move(because), now);
    return true;
  }
  for (const steady_state& check : from_.steady_states) {
    if (!is_watched(check, from_.phases[found->phase])) continue;
    auto judged = judge_check(check, {from_, course_, seen}, *found);
    if (!judged.because || judged.because->code != "sick_baseline") continue;
    abort(*std::move(judged.because), now);
    return true;
  }
  return false;
}

bool conductor::watch_recovery(time_point now, const measure::recording& seen) {
  if (!from_.recovery || !from_.recovery->probe_relief || relief_decided_) return false;
  if (from_.phases[phase_].role != phase_role::recover) return false;
  const bool faults_to_come = std::any_of(
      from_.phases.begin() + static_cast<std::ptrdiff_t>(phase_),
      from_.phases.end(),
      [this](const auto& one) { return !faults_during(from_, one).empty(); }
  );
  const auto ended = course_.faults_ended();
  if (faults_to_come || !ended) return false;
  const time_point known = *ended + from_.recovery->deadline + from_.recovery->stable_for;
  if (seen.complete() < known) return false;
  relief_decided_ = true;
  if (first_good_window(from_, course_, seen, *ended, known)) return false;
  start_relief(now, now - known, seen);
  return course_.relief.has_value();
}

void conductor::start_relief(time_point now, duration late, const measure::recording& seen) {
  const auto way = recovery_route(from_);
  if (!way) return;
  const relief_terms terms = relief_for(from_, *way, course_, seen);
  course_.relief = span{now, now + terms.length};
  course_.relief_factor = terms.factor;
  course_.relief_needed = terms.needed;
  load_factor_ = terms.factor;
  extension_ = terms.length + late;
}

}  // namespace surgeline::scenario
