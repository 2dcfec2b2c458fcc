#pragma once

#include <cstdint>
#include <string_view>

namespace surgeline::metrics {

/// How the numbers of a family are to be read.
enum class sort : std::uint8_t {
  counter,         ///< only grows
  gauge,           ///< the value now
  histogram,       ///< a distribution of durations
  wide_histogram,  ///< one of durations that people wait for: from a millisecond on
};

/// Every family of series that a sidecar or a run exports, declared once in `families` below.
enum class family : std::uint8_t {
  // identity
  build_info,
  run_info,
  config_reloads,
  config_last_reload_successful,
  config_last_reload_success_timestamp,
  // faults
  fault_active,
  fault_expiry_timestamp,
  fault_armed_by,
  fault_configured_probability,
  fault_evaluations,
  fault_in_flight,
  fault_delay,
  fault_timer_lateness,
  fault_last_injection_timestamp,
  fault_burst_state,
  fault_bytes,
  // leases
  controller_heartbeat_timestamp,
  lease_expiry_timestamp,
  deadman_triggered,
  frozen,
  rollbacks,
  // runs
  experiment_state,
  experiment_verdict,
  phase_active,
  phase_start_timestamp,
  phase_planned_duration,
  check_value,
  check_ok,
  check_evaluations,
  aborts,
  recovery_seconds,
  // exchanges
  requests,
  request_duration,
  upstream_request_duration,
  proxy_overhead,
  requests_in_flight,
  abandoned_responses,
  abandoned_upstream_seconds,
  logical_requests,
  attempts,
  retry_interval,
  retry_outcomes,
  overlapping_attempts,
  attempts_lost,
  client_breaker_state,
  client_breaker_transitions,
  client_breaker_open_seconds,
  host_requests,
  host_in_flight,
  host_state,
  control_requests,
  control_request_duration,
  // daemons
  daemon_state,
  daemon_stalls,
  daemon_stall_seconds,
  daemon_queue_depth,
  daemon_wait,
  daemon_acquisitions,
  daemon_released_waiters,
  // loads, and what is in the laboratory with them
  load_target,
  load_clients,
  load_scheduled,
  load_started,
  load_dropped,
  load_completed,
  load_attempts,
  load_open,
  load_latency,
  load_service_time,
  load_schedule_lag,
  policy_retries,
  policy_breakers,
  breaker_rejected,
  breaker_transitions,
  retry_budget_ratio,
  service_jobs,
  service_queue_depth,
  service_in_flight,
  service_queue_time,
  daemon_waiting,
  // sweeps
  sweep_goodput,
  sweep_recovery,
  sweep_points,
  // traffic
  request_bytes,
  response_bytes,
  connections_opened,
  connections_closed,
  connections_active,
  connect_duration,
  connect_failures,
  accept_pauses,
  capture_refused,
  // self
  workers,
  worker_busy_ratio,
  event_loop_lag,
  buffered_bytes,
};

/// The declaration of one family.
struct declaration {
  family what;
  sort as;
  std::string_view name;
  std::string_view labels;  ///< as people read them: `proxy, side`
  std::string_view help;
};

}  // namespace surgeline::metrics
