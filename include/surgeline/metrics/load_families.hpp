#pragma once

#include <array>

#include "surgeline/metrics/declaration.hpp"

namespace surgeline::metrics {

/// The families of what a run makes itself, which only its own telemetry (`run --telemetry`) has, in the order of the enum.
inline constexpr auto load_families = [] {
  using enum family;
  using enum sort;
  return std::to_array<declaration>({
      {load_scheduled,
       counter,
       "surgeline_load_scheduled_total",
       "load",
       "requests asked for, at their intended start"},
      {load_started, counter, "surgeline_load_started_total", "load", "of them, those begun"},
      {load_dropped,
       counter,
       "surgeline_load_dropped_total",
       "load",
       "of them, those that the generator failed to begin: its own fault"},
      {load_completed,
       counter,
       "surgeline_load_completed_total",
       "load, outcome, deadline",
       "requests that are over: ok, or as the last attempt ended: timed_out, rejected, broken, "
       "unreachable, errors, denied, or withheld by the policy; an ok one met or missed its "
       "deadline, the rest say none"},
      {load_attempts,
       counter,
       "surgeline_load_attempts_total",
       "load",
       "attempts sent, first ones and retries"},
      {load_open, gauge, "surgeline_load_open_requests", "load", "requests under way"},
      {load_latency,
       histogram,
       "surgeline_load_latency_seconds",
       "load",
       "of answered requests, from their intended start"},
      {load_schedule_lag,
       histogram,
       "surgeline_load_schedule_lag_seconds",
       "load",
       "from the intended start of a request to the real one"},
      {policy_retries, counter, "surgeline_policy_retries_total", "policy", "retries sent"},
      {policy_breakers,
       gauge,
       "surgeline_policy_breakers",
       "policy, state",
       "breakers of the callers: closed, or not (open)"},
      {breaker_rejected,
       counter,
       "surgeline_breaker_rejected_total",
       "policy, cause",
       "attempts of our callers that their own policy refused, so that they were never sent: by a "
       "breaker (open), a full bulkhead (concurrency), or a throttle"},
      {breaker_transitions,
       counter,
       "surgeline_breaker_transitions_total",
       "policy, to",
       "changes of breakers of our callers: to open, half_open or closed"},
      {retry_budget_ratio,
       gauge,
       "surgeline_retry_budget_ratio",
       "policy",
       "what is left of what the retry budgets of the callers could pay"},
      {service_jobs,
       counter,
       "surgeline_service_jobs_total",
       "service, outcome",
       "jobs of a lab service: served, refused, or wasted (served for a caller who had left)"},
      {service_queue_depth,
       gauge,
       "surgeline_service_queue_depth",
       "service",
       "jobs that wait in a lab service"},
      {service_in_flight,
       gauge,
       "surgeline_service_in_flight",
       "service",
       "jobs that a lab service is working on"},
      {daemon_waiting,
       gauge,
       "surgeline_daemon_waiting",
       "daemon",
       "who waits for the daemons of a run, on all hosts"},
  });
}();

}  // namespace surgeline::metrics
