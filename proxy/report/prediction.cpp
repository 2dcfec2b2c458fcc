#include "surgeline/report/prediction.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "prediction_daemon.hpp"
#include "surgeline/report/figures.hpp"
#include "surgeline/scenario/sizing.hpp"

namespace surgeline::report {
namespace {

using measure::dimension;
using measure::instrument;
using scenario::span;

/// The way back after an outage, where callers do not retry.
void add_way_back(std::vector<prediction>& all, const execution& of) {
  const auto& seen = of.judgement.recovery;
  if (!seen.predicted || !seen.took) return;
  all.push_back({
      .of = figures_of(of).load,
      .name = "way_back",
      .words = "back after the last fault",
      .formula = "(λD − μT)/(μ − λ): demand λ, capacity μ, outage D, timeout T",
      .measures = dimension::seconds,
      .predicted = seconds(*seen.predicted),
      .measured = seconds(*seen.took),
  });
}

/// A service is full in a tick when nearly all slots are in use at its end.
constexpr double full = 0.99;

/// So many full ticks, five seconds, say something about a rate.
constexpr std::size_t enough_ticks = 20;

bool is_in_fault(const scenario::record& of, time_point at) {
  return std::ranges::any_of(of.course.activations, [&](const auto& each) {
    return each.when.from <= at && at < each.when.to;
  });
}

/// What a service has done a second while all its slots were in use before the tick and at its end, and no fault in force.
std::optional<double> done_when_full(const scenario::record& of, const std::string& service) {
  double done = 0;
  std::size_t ticks = 0;
  for (time_point at{}; at + measure::tick <= of.course.end; at += measure::tick) {
    const time_point end = at + measure::tick;
    if (is_in_fault(of, at) || of.recording.last(service, instrument::utilisation, at) < full ||
        of.recording.last(service, instrument::utilisation, end) < full)
      continue;
    done += of.recording.sum(service, instrument::served, at, end);
    ++ticks;
  }
  if (ticks < enough_ticks) return {};
  return done / (static_cast<double>(ticks) * seconds(measure::tick));
}

/// True for a service whose jobs take what the file says, whoever else is there.
bool has_plain_jobs(const scenario::service& of) {
  return of.is_lab() && of.per_in_flight == duration{} && of.per_queued == duration{};
}

void add_capacities(std::vector<prediction>& all, const scenario::record& of) {
  for (std::size_t i = 0; i < of.file.services.size(); ++i) {
    const scenario::service& one = of.file.services[i];
    const double own = seconds(one.service_time.mean({}));
    const double each = seconds(scenario::slot_time(of.file, i));
    const double most = one.capacity();
    const bool stays = one.capacity(of.course.end.time_since_epoch()) == most;
    if (!has_plain_jobs(one) || !stays || own <= 0 || !std::isfinite(each) || most <= 0) continue;
    const auto done = done_when_full(of, "service." + one.id);
    if (!done) continue;
    all.push_back({
        .of = one.id,
        .name = "capacity",
        .words = "served while all slots were in use",
        .formula = "slots ÷ mean time in a slot",
        .measures = dimension::per_second,
        .predicted = most * own / each,
        .measured = *done,
    });
  }
}

/// Little's law in the baseline: how many are under way is what comes in times how long it stays.
void add_under_way(std::vector<prediction>& all, const scenario::record& of) {
  for (const scenario::stage& stage : of.course.stages) {
    if (of.file.phases[stage.phase].role != scenario::phase_role::baseline) continue;
    for (const scenario::load& each : of.file.loads) {
      const std::string subject = "load." + each.id;
      const auto [from, to] = stage.when;
      const auto stays = of.recording.merged(subject, instrument::latency, from, to);
      const double offered = of.recording.sum(subject, instrument::offered, from, to);
      const auto answered = static_cast<double>(stays.count());
      // It is about what is answered: who gives up stays for another time.
      if (answered < 100 || answered < 0.98 * offered || to <= from) continue;
      all.push_back({
          .of = each.id,
          .name = "under_way",
          .words = "requests under way in the baseline",
          .formula = "λW (Little): demand λ, mean time of an answer W",
          .measures = dimension::number,
          .predicted = answered / seconds(to - from) * seconds(stays.mean()),
          .measured = of.recording.mean(subject, instrument::open, from, to),
      });
    }
    return;
  }
}

}  // namespace

std::vector<prediction> predictions_of(const execution& of) {
  std::vector<prediction> all;
  if (of.kept) return all;
  add_way_back(all, of);
  add_daemon_predictions(all, of.record);
  add_capacities(all, of.record);
  add_under_way(all, of.record);
  return all;
}

}  // namespace surgeline::report
