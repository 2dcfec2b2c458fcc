#include "surgeline/scenario/conductor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/recovering.hpp"

namespace surgeline::scenario {

using measure::instrument;

namespace {

/// A relief lasts longer than the backlog it must drain by this factor, so that chance does not decide.
constexpr double drain_margin = 1.25;

time_point next_tick(time_point now) {
  return time_point{measure::tick * (now.time_since_epoch() / measure::tick + 1)};
}

bool is_during(
    const std::optional<std::vector<std::string>>& phases,
    const phase& one,
    bool otherwise
) {
  if (!phases) return otherwise;
  return std::ranges::find(*phases, one.id) != phases->end();
}

std::vector<std::uint32_t> faults_during(const file& from, const phase& one) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = 0; slot < from.faults.size(); ++slot) {
    const fault& of = from.faults[slot];
    if (of.enabled && is_during(of.during, one, one.role == phase_role::normal))
      slots.push_back(slot);
  }
  return slots;
}

}  // namespace

conductor::conductor(const file& from) : from_(from), violated_for_(from.aborts.size()) {
  enter(0, time_point{});
}

time_point conductor::phase_end() const {
  const stage& now = course_.stages.back();
  const bool last = phase_ + 1 == from_.phases.size();
  return now.when.from + from_.phases[phase_].length + (last ? extension_ : duration{});
}

time_point conductor::planned_end() const {
  time_point end = phase_end();
  for (std::size_t i = phase_ + 1; i < from_.phases.size(); ++i) end += from_.phases[i].length;
  return phase_ + 1 == from_.phases.size() ? end : end + extension_;
}

time_point conductor::next_due() const {
  if (finished_) return never;
  const bool relieved = course_.relief && load_factor_ < 1;
  return std::min({phase_end(), next_tick(told_), relieved ? course_.relief->to : never});
}

void conductor::enter(std::size_t phase, time_point at) {
  if (!course_.stages.empty()) course_.stages.back().when.to = at;
  phase_ = phase;
  course_.stages.push_back({phase, {at, at}});
  leave_faults(faults_during(from_, from_.phases[phase]), at);
}

void conductor::leave_faults(const std::vector<std::uint32_t>& next, time_point at) {
  for (activation& one : course_.activations) {
    const bool open =
        std::ranges::find(in_force_, one.fault) != in_force_.end() && one.when.to == never;
    if (open && std::ranges::find(next, one.fault) == next.end()) one.when.to = at;
  }
  for (const std::uint32_t slot : next) {
    if (std::ranges::find(in_force_, slot) == in_force_.end())
      course_.activations.push_back({slot, {at, never}});
  }
  in_force_ = next;
}

void conductor::finish(time_point at) {
  leave_faults({}, at);
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
  while (!finished_ && phase_end() <= now) {
    changed = true;
    const time_point at = phase_end();
    if (phase_ + 1 < from_.phases.size())
      enter(phase_ + 1, at);
    else
      finish(at);
  }
  if (finished_) return changed;
  if (course_.relief && load_factor_ < 1 && course_.relief->to <= now) {
    load_factor_ = 1;
    changed = true;
  }
  if (watch(now, seen)) changed = true;
  return changed;
}

bool conductor::watch(time_point now, const measure::recording& seen) {
  told_ = now;
  const duration news = seen.complete() - watched_;
  if (news <= duration{}) return false;
  watched_ = seen.complete();
  return watch_aborts(news, seen) || watch_recovery(now, seen);
}

bool conductor::watch_aborts(duration news, const measure::recording& seen) {
  const time_point until = seen.complete();
  const stage& here = course_.stages.back();
  for (std::size_t i = 0; i < from_.aborts.size(); ++i) {
    const abort_rule& rule = from_.aborts[i];
    const bool watching =
        is_during(rule.during, from_.phases[phase_], true) && until - here.when.from >= rule.grace;
    const time_point begin = std::max(time_point{}, until - std::chrono::seconds{1});
    const auto value = measure::metric_path::parse(rule.metric)->over(seen, begin, until);
    const bool hit =
        watching && value &&
        (rule.when.above ? *value > rule.when.above->value : *value < rule.when.below->value);
    violated_for_[i] = hit ? violated_for_[i] + news : duration{};
    if (hit && violated_for_[i] >= rule.when.lasting) {
      abort(
          {rule.verdict,
           "abort_rule",
           fmt::format("{}: {} was {:.4g}", rule.id, rule.metric, *value)},
          until
      );
      return true;
    }
  }
  return false;
}

bool conductor::watch_recovery(time_point now, const measure::recording& seen) {
  const auto ended = course_.faults_ended();
  const bool waiting = from_.recovery && from_.recovery->probe_relief && !relief_decided_ &&
                       ended && *ended != never && from_.phases[phase_].role == phase_role::recover;
  if (!waiting) return false;
  const time_point known = *ended + from_.recovery->deadline + from_.recovery->stable_for;
  if (seen.complete() < known) return false;
  relief_decided_ = true;
  if (first_good_window(from_, course_, seen, *ended, known)) return false;
  start_relief(now, seen);
  return course_.relief.has_value();
}

void conductor::start_relief(time_point now, const measure::recording& seen) {
  const auto way = recovery_route(from_);
  if (!way) return;
  const relief& probe = *from_.recovery->probe_relief;
  const double capacity = capacity_of(from_, *way);
  const double attempts = most_attempts(from_, *way);
  const std::string load = "load." + from_.loads[way->load].id;
  const double demand = seen.sum(
                            load,
                            instrument::offered,
                            seen.complete() - std::chrono::seconds{5},
                            seen.complete()
                        ) /
                        5;
  const double factor = probe.rate
                            ? probe.rate->part
                            : std::min(1.0, capacity / 2 / std::max(demand * attempts, 1e-9));
  const std::string service = "service." + from_.services[way->service].id;
  const double backlog = seen.last(service, instrument::queue, seen.complete());
  const double spare = capacity - demand * factor * attempts;
  const duration drain = spare > 0 ? from_seconds(drain_margin * backlog / spare) : forever;
  const duration length = std::min(probe.at_most, std::max(drain, from_.recovery->stable_for));
  course_.relief = span{now, now + length};
  course_.relief_factor = factor;
  load_factor_ = factor;
  extension_ = length;
}

}  // namespace surgeline::scenario
