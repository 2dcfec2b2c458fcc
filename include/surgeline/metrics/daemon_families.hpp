#pragma once

#include <array>

#include "surgeline/metrics/declaration.hpp"

namespace surgeline::metrics {

/// The families of daemons that the proxies of a sidecar wait for, in the order of the enum.
inline constexpr auto daemon_families = [] {
  using enum family;
  using enum sort;
  return std::to_array<declaration>({
      {daemon_state,
       gauge,
       "surgeline_daemon_state",
       "daemon, host, state",
       "1 for how an instance of a daemon is: ok, slow, stalled or down"},
      {daemon_stalls,
       counter,
       "surgeline_daemon_stalls_total",
       "daemon, host",
       "stalls that have begun"},
      {daemon_stall_seconds,
       counter,
       "surgeline_daemon_stall_seconds_total",
       "daemon, host",
       "time an instance was stalled; its rate is the share of time"},
      {daemon_queue_depth,
       gauge,
       "surgeline_daemon_queue_depth",
       "daemon, host",
       "who waits for an instance now"},
      {daemon_wait,
       wide_histogram,
       "surgeline_daemon_wait_seconds",
       "daemon, service",
       "from when a connection of a proxy (the service) came until it had a slot"},
      {daemon_acquisitions,
       counter,
       "surgeline_daemon_acquisitions_total",
       "daemon, service, outcome",
       "what became of those that came: ok, timeout, rejected, or cancelled when they went away "
       "themselves"},
      {daemon_released_waiters,
       histogram,
       "surgeline_daemon_released_waiters",
       "daemon",
       "who waited when a stall ended: the herd"},
  });
}();

}  // namespace surgeline::metrics
