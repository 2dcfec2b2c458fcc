#pragma once

#include <array>

#include "surgeline/metrics/declaration.hpp"

namespace surgeline::metrics {

/// The families of what a run tells with its lease renewals, in the order of the enum.
inline constexpr auto run_families = [] {
  using enum family;
  using enum sort;
  return std::to_array<declaration>({
      {experiment_state,
       gauge,
       "surgeline_experiment_state",
       "state",
       "1 for how far the run has come that tells of itself when it renews its lease: baseline, "
       "running, recovering, rolling_back or done; idle once it has told nothing for a lease"},
      {experiment_verdict,
       gauge,
       "surgeline_experiment_verdict",
       "verdict",
       "1 for what became of the last run, until the next one: pass, fail, metastable, aborted or "
       "inconclusive; none before that"},
      {phase_active,
       gauge,
       "surgeline_phase_active",
       "phase",
       "1 for the phase that run is in, 0 for those it has been in; absent once it tells nothing"},
      {phase_start_timestamp,
       gauge,
       "surgeline_phase_start_timestamp_seconds",
       "phase",
       "when that phase began, by this sidecar's clock"},
      {phase_planned_duration,
       gauge,
       "surgeline_phase_planned_duration_seconds",
       "phase",
       "how long that phase is to last"},
      {check_value,
       gauge,
       "surgeline_check_value",
       "check",
       "what a steady state of that run measures, in its unit or as a share of its reference"},
      {check_ok, gauge, "surgeline_check_ok", "check", "1 while that steady state holds"},
      {check_evaluations,
       counter,
       "surgeline_check_evaluations_total",
       "check, result",
       "times that runs told how a steady state stands: ok or violated"},
      {aborts,
       counter,
       "surgeline_aborts_total",
       "reason",
       "runs that ended early: the abort rule, signal, sidecar, max_wall, …"},
      {recovery_seconds,
       gauge,
       "surgeline_recovery_seconds",
       "load",
       "from the end of the last fault until the load's goodput was back; NaN if it was not; "
       "stays until the next run"},
  });
}();

}  // namespace surgeline::metrics
