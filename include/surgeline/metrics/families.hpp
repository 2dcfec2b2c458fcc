#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "surgeline/metrics/daemon_families.hpp"
#include "surgeline/metrics/declaration.hpp"
#include "surgeline/metrics/exchange_families.hpp"
#include "surgeline/metrics/load_families.hpp"
#include "surgeline/metrics/run_families.hpp"
#include "surgeline/metrics/sweep_families.hpp"

namespace surgeline::metrics {

namespace detail {

/// Arrays one after the other.
template <std::size_t... Sizes>
constexpr auto joined(const std::array<declaration, Sizes>&... parts) {
  std::array<declaration, (Sizes + ...)> all{};
  auto next = all.begin();
  ((next = std::ranges::copy(parts, next).out), ...);
  return all;
}

inline constexpr auto families_before_exchanges = [] {
  using enum family;
  using enum sort;
  return std::to_array<declaration>({
      {build_info,
       gauge,
       "surgeline_build_info",
       "version, revision, compiler",
       "which program this is; always 1"},
      {run_info,
       gauge,
       "surgeline_run_info",
       "run_id, scenario, seed, engine, config",
       "the run whose lease holds; always 1, and absent without one"},
      {config_reloads,
       counter,
       "surgeline_config_reloads_total",
       "outcome",
       "reloads of the file: applied, unchanged or rejected"},
      {config_last_reload_successful,
       gauge,
       "surgeline_config_last_reload_successful",
       "",
       "0 when the file was rejected the last time"},
      {config_last_reload_success_timestamp,
       gauge,
       "surgeline_config_last_reload_success_timestamp_seconds",
       "",
       "when the file in force was read"},
      {fault_active,
       gauge,
       "surgeline_fault_active",
       "fault, kind, proxy, owner",
       "1 while a fault is in force on a proxy, or, without one, on a daemon; owner is what ends "
       "it: "
       "lease, ttl or static"},
      {fault_expiry_timestamp,
       gauge,
       "surgeline_fault_expiry_timestamp_seconds",
       "fault, owner",
       "when an armed fault clears by itself, unless its lease is renewed"},
      {fault_armed_by,
       gauge,
       "surgeline_fault_armed_by_info",
       "fault, by",
       "the door an armed fault came through: file, v1, runner or toxiproxy; always 1"},
      {fault_configured_probability,
       gauge,
       "surgeline_fault_configured_probability",
       "fault",
       "the share of units an armed fault picks now: follows its ramp, and the bad times of a "
       "correlation of scope proxy; its long-run share with a narrower scope; 0 between windows"},
      {fault_evaluations,
       counter,
       "surgeline_fault_evaluations_total",
       "fault, kind, proxy, outcome",
       "units (connections, turns) a fault could have hit: injected, not_selected, capped, or "
       "impossible "
       "when it was picked and found nothing to do"},
      {fault_in_flight,
       gauge,
       "surgeline_fault_in_flight",
       "fault, kind",
       "chunks of bytes, and connections coming in, that wait because of a fault now"},
      {fault_delay,
       histogram,
       "surgeline_fault_delay_seconds",
       "fault, kind",
       "delays really applied to chunks"},
      {fault_timer_lateness,
       histogram,
       "surgeline_fault_timer_lateness_seconds",
       "",
       "delays really applied minus those decided, where one was"},
      {fault_last_injection_timestamp,
       gauge,
       "surgeline_fault_last_injection_timestamp_seconds",
       "fault, kind",
       "when a fault last hit something; 0 for never"},
      {fault_burst_state,
       gauge,
       "surgeline_fault_burst_state",
       "fault, kind, state",
       "1 for the time, good or bad, that everybody on the proxy has now; both 0 while the fault "
       "is not in force; only for correlations of scope proxy"},
      {fault_bytes,
       counter,
       "surgeline_fault_bytes_total",
       "fault, kind, action",
       "bytes let go late (delayed), cut off, swallowed or held until the connection was gone "
       "(dropped), or changed (corrupted)"},
      {controller_heartbeat_timestamp,
       gauge,
       "surgeline_controller_heartbeat_timestamp_seconds",
       "",
       "when a lease was last taken or renewed; 0 for never"},
      {lease_expiry_timestamp,
       gauge,
       "surgeline_lease_expiry_timestamp_seconds",
       "",
       "when the faults of the lease clear unless it is renewed; 0 without a lease"},
      {deadman_triggered,
       counter,
       "surgeline_deadman_triggered_total",
       "",
       "leases that ran out because nobody renewed them"},
      {frozen,
       gauge,
       "surgeline_frozen",
       "",
       "1 while nothing may be armed, because somebody froze the sidecar"},
      {rollbacks,
       counter,
       "surgeline_rollbacks_total",
       "trigger",
       "times that armed faults were taken away and every worker said so: their owner ended the "
       "lease (owner) or fell silent (lease), somebody cleared or froze, the sidecar drained"},
  });
}();

inline constexpr auto families_after_exchanges = [] {
  using enum family;
  using enum sort;
  return std::to_array<declaration>({
      {request_bytes,
       counter,
       "surgeline_request_bytes_total",
       "proxy",
       "bytes handed on to upstreams"},
      {response_bytes,
       counter,
       "surgeline_response_bytes_total",
       "proxy",
       "bytes handed on to clients"},
      {connections_opened,
       counter,
       "surgeline_connections_opened_total",
       "proxy, side",
       "connections accepted from clients, and made to upstreams"},
      {connections_closed,
       counter,
       "surgeline_connections_closed_total",
       "proxy, side, reason",
       "connections that have ended, by reason"},
      {connections_active,
       gauge,
       "surgeline_connections_active",
       "proxy, side",
       "connections that are open"},
      {connect_duration,
       histogram,
       "surgeline_connect_duration_seconds",
       "proxy, host",
       "from the first attempt to connect to an upstream until it was there"},
      {connect_failures,
       counter,
       "surgeline_connect_failures_total",
       "proxy, host, reason",
       "connections to an upstream that failed: refused, timeout, unreachable or error"},
      {accept_pauses,
       counter,
       "surgeline_accept_pauses_total",
       "proxy",
       "times that accepting paused: no descriptor was left, or a `refuse` was over and the "
       "address could not be had back at once"},
      {capture_refused,
       counter,
       "surgeline_capture_refused_total",
       "proxy, reason",
       "connections to a capturing proxy that are taken nowhere: not_redirected, a loop (a "
       "connection of our own), or not_allowed by allow_upstream"},
      {workers, gauge, "surgeline_workers", "", "event loops that carry traffic"},
      {worker_busy_ratio,
       gauge,
       "surgeline_worker_busy_ratio",
       "worker",
       "share of the last ten seconds in which an event loop was not waiting"},
      {event_loop_lag,
       histogram,
       "surgeline_event_loop_lag_seconds",
       "",
       "how late the timers of the event loops are"},
      {buffered_bytes, gauge, "surgeline_buffered_bytes", "proxy", "bytes that wait in the proxy"},
  });
}();

}  // namespace detail

/// All families, in the order of the enum. Labels come from the file, never from traffic.
inline constexpr auto families = detail::joined(
    detail::families_before_exchanges,
    run_families,
    exchange_families,
    daemon_families,
    load_families,
    sweep_families,
    detail::families_after_exchanges
);

constexpr const declaration& declared(family what) {
  return families[static_cast<std::size_t>(what)];
}

/// The word of a sort in the exposition format: `counter`, `gauge`, `histogram`.
std::string_view word(sort kind);

/// All families as a section of a Markdown page.
std::string families_markdown();

}  // namespace surgeline::metrics
