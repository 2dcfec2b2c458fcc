#include "prediction_daemon.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/scenario/sizing.hpp"

namespace surgeline::report {
namespace {

using measure::instrument;
using scenario::span;

/// How long before the stall the arrivals are counted.
constexpr duration look_back = std::chrono::seconds{20};

/// A stall of a daemon with one instance, and what came before it.
struct stall {
  const scenario::record& of;
  const scenario::daemon& whose;
  span when, before;

  double per_second(const std::string& subject, instrument what) const {
    return of.recording.sum(subject, what, before.from, before.to) /
           seconds(before.to - before.from);
  }
  /// Jobs that wait at the daemon, or at the services whose slots it holds.
  double waiting(time_point at) const {
    double all = of.recording.last("daemon." + whose.id, instrument::depth, at);
    for (const scenario::daemon_door& door : scenario::doors_of(of.file, whose))
      all += of.recording.last("service." + door.whose, instrument::queue, at);
    return all;
  }
};

/// Nobody gives up or tries again, and everybody comes with a job of a service, which holds a slot.
bool is_plain(const scenario::file& in, const scenario::daemon& of) {
  const auto waits_in_a_slot = [](const scenario::daemon_door& door) {
    return door.how.service && !door.how.timeout && door.how.at != scenario::daemon_stage::accept;
  };
  const auto tries_once = [&](const scenario::route& each) {
    return scenario::most_attempts(in, each) <= 1;
  };
  return std::ranges::all_of(scenario::doors_of(in, of), waits_in_a_slot) &&
         std::ranges::all_of(scenario::routes(in), tries_once) &&
         of.queue.on_full == resilience::on_full::block &&
         of.release.mode == scenario::daemon_release_mode::burst;
}

std::optional<stall> only_stall(const scenario::record& of) {
  if (of.course.activations.size() != 1) return {};
  const scenario::activation& one = of.course.activations.front();
  const scenario::fault& fault = of.file.faults[one.fault];
  const scenario::daemon* const whose = scenario::daemon_of(of.file, fault);
  if (!std::holds_alternative<surgeline::fault::daemon_stall>(fault.what) || whose == nullptr)
    return {};
  const std::string subject = "daemon." + whose->id;
  const bool is_over = one.when.to < of.course.end &&
                       of.recording.sum(subject, instrument::stalls, {}, of.course.end) == 1;
  if (!is_over || scenario::daemon_layout(of.file, *whose).instances().size() != 1 ||
      one.when.from < time_point{look_back} || !is_plain(of.file, *whose))
    return {};
  return stall{of, *whose, one.when, {one.when.from - look_back, one.when.from}};
}

/// Each service's jobs fill its slots at most: who comes then waits at the service.
void add_herd(std::vector<prediction>& all, const stall& of) {
  double herd = 0;
  for (const scenario::daemon_door& door : scenario::doors_of(of.of.file, of.whose)) {
    const auto service = std::ranges::find(of.of.file.services, door.whose, &scenario::service::id);
    const double come = of.per_second("service." + door.whose, instrument::arrived) *
                        door.how.share.part * seconds(of.when.to - of.when.from);
    herd += std::min(come, static_cast<double>(service->replicas) * service->slots);
  }
  all.push_back({
      .of = of.whose.id,
      .name = "herd",
      .words = "waited when the stall ended",
      .formula = "min(λS, slots) of each service: its jobs λ, stall S",
      .measures = measure::dimension::number,
      .predicted = herd,
      .measured =
          of.of.recording.sum("daemon." + of.whose.id, instrument::herded, {}, of.of.course.end),
  });
}

/// The first moment after the stall at which no more wait than did at worst before it.
std::optional<duration> drained_after(const stall& of) {
  double worst = 0;
  for (time_point at = of.before.from + measure::tick; at <= of.before.to; at += measure::tick)
    worst = std::max(worst, of.waiting(at));
  for (time_point at = of.when.to + measure::tick; at <= of.of.course.end; at += measure::tick) {
    if (of.waiting(at) <= worst) return at - of.when.to;
  }
  return {};
}

void add_drain(std::vector<prediction>& all, const stall& of) {
  for (const scenario::route& each : scenario::load_routes(of.of.file)) {
    if (scenario::narrowest_of(of.of.file, each).id != of.whose.id) return;
  }
  const double demand = of.per_second("daemon." + of.whose.id, instrument::asked);
  const double each = seconds(of.whose.service_time.mean({}));
  const double most = each > 0 ? of.whose.slots / each : 0;
  const auto took = drained_after(of);
  if (most <= demand || !took) return;
  all.push_back({
      .of = of.whose.id,
      .name = "drain",
      .words = "backlog gone, seen in steps of 250 ms",
      .formula = "λS/(μ − λ): demand λ, capacity μ, stall S",
      .measures = measure::dimension::seconds,
      .predicted = demand * seconds(of.when.to - of.when.from) / (most - demand),
      .measured = seconds(*took),
  });
}

}  // namespace

void add_daemon_predictions(std::vector<prediction>& all, const scenario::record& of) {
  const auto found = only_stall(of);
  if (!found) return;
  add_herd(all, *found);
  add_drain(all, *found);
}

}  // namespace surgeline::report
