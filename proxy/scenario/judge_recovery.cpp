#include <fmt/format.h>

#include <algorithm>

#include "judge_parts.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/recovering.hpp"

namespace surgeline::scenario {

using measure::instrument;

std::optional<duration> drain_time(
    double demand,
    double capacity,
    duration outage,
    duration timeout
) {
  if (demand >= capacity) return {};
  return from_seconds(
      std::max(0.0, (demand * seconds(outage) - capacity * seconds(timeout)) / (capacity - demand))
  );
}

namespace {

/// A backlog that shrinks by more than this share of the capacity each second is draining.
constexpr double draining = 0.01;
/// A goodput that has risen by more than this share of the reference between two quarters of the time is improving.
constexpr double improving = 0.05;
/// From here on retries, or work nobody waits for, are a feedback that can sustain the collapse.
constexpr double sustaining_amplification = 1.1;
constexpr double sustaining_waste = 0.25;

struct watched_run {
  const record& of;
  route way;
  std::string load, service;
  time_point ended;  ///< the last fault
  time_point until;  ///< relief, or the end of the run

  double per_second(instrument what, time_point from) const {
    return of.recording.sum(load, what, from, until) / std::max(1e-9, seconds(until - from));
  }
};

/// The slope of the queue over [from, to), least squares, in jobs per second.
double trend(const watched_run& run, time_point from) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (time_point at = from + measure::tick; at <= run.until; at += measure::tick) {
    const double x = seconds(at - from),
                 y = run.of.recording.last(run.service, instrument::queue, at);
    n += 1, sum_x += x, sum_y += y, sum_xx += x * x, sum_xy += x * y;
  }
  const double spread = n * sum_xx - sum_x * sum_x;
  return spread > 0 ? (n * sum_xy - sum_x * sum_y) / spread : 0;
}

std::optional<duration> prediction(const record& of, const route& way) {
  const auto& load = of.file.loads[way.load];
  if (!load.rate.is_constant() || most_attempts(of.file, way) > 1 ||
      of.course.activations.size() != 1)
    return {};
  const activation& outage = of.course.activations.front();
  if (!std::holds_alternative<surgeline::fault::stall>(of.file.faults[outage.fault].what))
    return {};
  const policy* how = policy_of(of.file, load);
  if (how == nullptr || !how->timeout) return {};
  return drain_time(
      load.rate.at({}).per_second,
      capacity_of(of.file, way),
      outage.when.to - outage.when.from,
      *how->timeout
  );
}

std::optional<double> share_of(const watched_run& run, span window) {
  return recovered_share(run.of.file, run.of.course, run.of.recording, window);
}

std::optional<double> share_of_offered(const watched_run& run, span window) {
  const double offered =
      run.of.recording.sum(run.load, instrument::offered, window.from, window.to);
  if (offered <= 0) return {};
  return run.of.recording.sum(run.load, instrument::good, window.from, window.to) / offered;
}

void measure_stuck(const watched_run& run, recovery_result& result) {
  const duration waited = run.until - run.ended;
  const time_point late = run.until - waited / 2;
  result.demand = run.per_second(instrument::offered, run.ended);
  result.amplification = run.per_second(instrument::attempts, late) /
                         std::max(1e-9, run.per_second(instrument::offered, late));
  const double served = run.of.recording.sum(run.service, instrument::served, late, run.until);
  result.wasted_share =
      served > 0 ? run.of.recording.sum(run.service, instrument::wasted, late, run.until) / served
                 : 0;
  result.goodput_share = share_of(run, {run.until - waited / 4, run.until}).value_or(0);
  result.backlog = run.of.recording.last(run.service, instrument::queue, run.until);
  result.backlog_trend = trend(run, late);
}

void measure_relief(const watched_run& run, recovery_result& result) {
  if (!run.of.course.relief) return;
  const duration stable = run.of.file.recovery->stable_for;
  const span cut = *run.of.course.relief;
  result.relief_share = share_of_offered(run, {std::max(cut.from, cut.to - stable), cut.to});
  const span hold{cut.to + stable, run.of.course.end};
  if (hold.to - hold.from >= stable) result.hold_share = share_of(run, hold);
}

std::string evidence(const recovery_result& seen) {
  return fmt::format(
      "{:.1f} requests/s were asked for and {:.1f}/s could be served, yet goodput was {:.1f}% with "
      "{:.2f} attempts a "
      "request ({:.1f}/s) and {:.1f}% of the work done for callers that had given up; {:.0f} jobs "
      "waited, changing by {:+.1f}/s",
      seen.demand,
      seen.capacity,
      seen.goodput_share * 100,
      seen.amplification,
      seen.demand * seen.amplification,
      seen.wasted_share * 100,
      seen.backlog,
      seen.backlog_trend
  );
}

reason why_missed(const watched_run& run, const recovery_result& seen) {
  const recovery& wanted = *run.of.file.recovery;
  const duration waited = run.until - run.ended;
  const std::string missed =
      fmt::format("not back {} after the last fault: ", format(wanted.deadline));
  if (seen.demand >= seen.capacity) {
    return {
        verdict_kind::fail,
        "capacity_lost",
        missed + fmt::format(
                     "{:.1f}/s were asked for, only {:.1f}/s can be served",
                     seen.demand,
                     seen.capacity
                 )
    };
  }
  if (seen.backlog_trend < -draining * seen.capacity) {
    return {
        verdict_kind::fail,
        "slow_recovery",
        missed +
            fmt::format(
                "{:.0f} jobs still waited, {:.1f} fewer each second: gone in about {:.0f} s more",
                seen.backlog,
                -seen.backlog_trend,
                seen.backlog / -seen.backlog_trend
            )
    };
  }
  const double before = share_of(run, {run.until - waited / 2, run.until - waited / 4}).value_or(0);
  if (seen.goodput_share > before + improving) {
    return {
        verdict_kind::fail,
        "slow_recovery",
        missed + fmt::format(
                     "goodput is rising, from {:.0f}% to {:.0f}%",
                     before * 100,
                     seen.goodput_share * 100
                 )
    };
  }
  const bool sustained =
      seen.amplification >= sustaining_amplification || seen.wasted_share >= sustaining_waste;
  if (!sustained)
    return {
        verdict_kind::fail,
        "stuck",
        missed + evidence(seen) + "; no sustaining feedback was seen"
    };
  if (!run.of.course.relief)
    return {
        verdict_kind::fail,
        "stuck",
        missed + evidence(seen) + "; without [recovery] probe_relief metastability cannot be proved"
    };
  const double needed = wanted.at_least.part;
  const auto relief = fmt::format(
      "; cut to {:.0f}% of the load for {} it came back to {:.1f}%",
      run.of.course.relief_factor * 100,
      format(std::chrono::round<std::chrono::milliseconds>(
          run.of.course.relief->to - run.of.course.relief->from
      )),
      seen.relief_share.value_or(0) * 100
  );
  if (seen.relief_share.value_or(0) < needed)
    return {
        verdict_kind::fail,
        "stuck",
        missed + evidence(seen) + relief + ", which is not enough"
    };
  if (!seen.hold_share)
    return {
        verdict_kind::inconclusive,
        "relief_unjudged",
        missed + evidence(seen) + relief + ", but no time was left to see whether it holds"
    };
  const auto hold = fmt::format(", and at the old load it held at {:.1f}%", *seen.hold_share * 100);
  if (*seen.hold_share < needed)
    return {
        verdict_kind::fail,
        "stuck",
        missed + evidence(seen) + relief + hold + ", which is not enough"
    };
  return {verdict_kind::metastable, "metastable", missed + evidence(seen) + relief + hold};
}

}  // namespace

recovery_result judge_recovery(const record& of, verdict& into) {
  recovery_result result;
  const auto ended = of.course.faults_ended();
  const auto way = recovery_route(of.file);
  if (!of.file.recovery || !ended || !way || of.course.aborted) return result;
  const time_point until = of.course.relief ? of.course.relief->from : of.course.end;
  const watched_run run{
      of,
      *way,
      "load." + of.file.loads[way->load].id,
      "service." + of.file.services[way->service].id,
      *ended,
      until
  };
  result.watched = true;
  result.capacity = capacity_of(of.file, *way);
  result.predicted = prediction(of, *way);
  if (const auto good = first_good_window(of.file, of.course, of.recording, *ended, until))
    result.took = *good - *ended;
  measure_stuck(run, result);
  measure_relief(run, result);
  if (result.took && *result.took <= of.file.recovery->deadline) {
    std::string text = fmt::format("back {:.1f} s after the last fault", seconds(*result.took));
    if (result.predicted) text += fmt::format(", {:.1f} s predicted", seconds(*result.predicted));
    into.add({verdict_kind::pass, "recovered", std::move(text)});
  } else {
    into.add(why_missed(run, result));
  }
  return result;
}

}  // namespace surgeline::scenario
