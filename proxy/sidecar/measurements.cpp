#include "surgeline/sidecar/measurements.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "surgeline/metrics/process.hpp"
#include "surgeline/scenario/arming.hpp"

namespace surgeline::sidecar {
namespace {

using metrics::family;
using metrics::page;
using std::chrono::system_clock;

/// Why connections end, in the words of the metrics page, in the order of `traffic::end_reason`.
constexpr std::array<std::string_view, traffic::end_reasons>
    end_words{"eof", "reset", "injected", "error", "connect_failed", "limit", "drain"};

double timestamp(system_clock::time_point when) {
  return std::chrono::duration<double>(when.time_since_epoch()).count();
}

double number(std::uint64_t value) { return static_cast<double>(value); }

/// The tally of a slot at a proxy; all zero if it was never evaluated there.
fault::tally tally_of(const served_proxy& at, std::uint32_t slot) {
  return slot < at.tallies.size() ? at.tallies[slot] : fault::tally{};
}

std::string_view door_word(scenario::door by) {
  return by == scenario::door::file ? "file" : config::name_of(by);
}

void add_evaluations(
    page& to,
    const scenario::fault& what,
    const std::string& proxy,
    const fault::tally& counted
) {
  const auto add = [&](std::string_view outcome, std::uint64_t units) {
    to.add(
        family::fault_evaluations,
        {{"fault", what.id}, {"kind", name_of(what.what)}, {"proxy", proxy}, {"outcome", outcome}},
        number(units)
    );
  };
  // A unit that is picked later than it was first looked at may be seen half-way.
  add("injected", counted.injected);
  const std::uint64_t picked = counted.selected + counted.capped;
  add("not_selected", counted.evaluated - std::min(picked, counted.evaluated));
  add("capped", counted.capped);
  add("impossible", counted.selected - std::min(counted.injected, counted.selected));
}

}  // namespace

std::vector<prometheus::MetricFamily> measurements::Collect() const {
  page all;
  add_identity(all);
  add_leases(all);
  add_faults(all);
  for (const served_proxy& one : of_.proxies()) add_proxy(all, one);
  add_workers(all);
  for (auto& one : metrics::process_families()) all.add(std::move(one));
  return all.take();
}

void measurements::add_identity(page& to) const {
  to.add(
      family::build_info,
      {{"version", build_.version}, {"revision", build_.revision}, {"compiler", __VERSION__}},
      1
  );
  const reload_book& went = of_.reloads();
  to.add(family::config_reloads, {{"outcome", "applied"}}, number(went.applied));
  to.add(family::config_reloads, {{"outcome", "unchanged"}}, number(went.unchanged));
  to.add(family::config_reloads, {{"outcome", "rejected"}}, number(went.rejected));
  to.add(family::config_last_reload_successful, {}, went.last_was_good ? 1 : 0);
  to.add(family::config_last_reload_success_timestamp, {}, timestamp(went.read));
}

void measurements::add_leases(page& to) const {
  const lease_book& went = of_.leases();
  const auto& held = of_.arms().held();
  to.add(
      family::controller_heartbeat_timestamp,
      {},
      went.heartbeat ? timestamp(*went.heartbeat) : 0
  );
  to.add(family::lease_expiry_timestamp, {}, held ? timestamp(of_.wall_time(held->until())) : 0);
  to.add(family::deadman_triggered, {}, number(went.ran_out));
}

void measurements::add_faults(page& to) const {
  const auto faults = static_cast<std::uint32_t>(of_.arms().catalogue().faults.size());
  fault::tally all;
  for (std::uint32_t slot = 0; slot < faults; ++slot) {
    add_fault(to, slot);
    for (const served_proxy& one : of_.proxies()) all += tally_of(one, slot);
  }
  to.add_sum(
      family::fault_timer_lateness,
      {},
      all.delayed,
      std::max(0.0, all.measured_seconds - all.planned_seconds)
  );
}

void measurements::add_fault(page& to, std::uint32_t slot) const {
  const scenario::fault& what = of_.arms().catalogue().faults[slot];
  const standing* const armed = of_.arms().of(slot);
  const bool in_force = armed != nullptr && armed->in_force;
  const std::string_view owner =
      word(armed != nullptr ? armed->ends : of_.arms().usual_ending(slot));
  fault::tally all;
  for (const served_proxy& one : of_.proxies()) {
    if (!scenario::is_target(what, one.written)) continue;
    to.add(
        family::fault_active,
        {{"fault", what.id},
         {"kind", name_of(what.what)},
         {"proxy", one.written.id},
         {"owner", owner}},
        in_force ? 1 : 0
    );
    const fault::tally counted = tally_of(one, slot);
    add_evaluations(to, what, one.written.id, counted);
    all += counted;
  }
  to.add_sum(
      family::fault_delay,
      {{"fault", what.id}, {"kind", name_of(what.what)}},
      all.delayed,
      all.measured_seconds
  );
  const auto last = of_.last_injection(slot);
  to.add(
      family::fault_last_injection_timestamp,
      {{"fault", what.id}, {"kind", name_of(what.what)}},
      last ? timestamp(*last) : 0
  );
  if (armed == nullptr) return;
  to.add(
      family::fault_configured_probability,
      {{"fault", what.id}},
      in_force ? what.probability.at(of_.arms().on_ramps(*armed, of_.now())).part : 0
  );
  to.add(family::fault_armed_by, {{"fault", what.id}, {"by", door_word(armed->by)}}, 1);
  const time_point end = of_.arms().end_of(*armed);
  if (end == surgeline::never) return;
  to.add(
      family::fault_expiry_timestamp,
      {{"fault", what.id}, {"owner", owner}},
      timestamp(of_.wall_time(end))
  );
}

void measurements::add_proxy(page& to, const served_proxy& one) const {
  const std::string& id = one.written.id;
  const traffic::counts now = one.through->counted();
  const auto add =
      [&](std::string_view side, std::uint64_t opened, std::uint64_t active, const auto& ended) {
        to.add(family::connections_opened, {{"proxy", id}, {"side", side}}, number(opened));
        to.add(family::connections_active, {{"proxy", id}, {"side", side}}, number(active));
        for (std::size_t i = 0; i < end_words.size(); ++i) {
          to.add(
              family::connections_closed,
              {{"proxy", id}, {"side", side}, {"reason", end_words[i]}},
              number(ended[i])
          );
        }
      };
  add("client", now.opened, now.active, now.ended);
  add("upstream", now.met, now.paired, now.parted);
  to.add(family::request_bytes, {{"proxy", id}}, number(now.of(fault::direction::to_upstream)));
  to.add(family::response_bytes, {{"proxy", id}}, number(now.of(fault::direction::to_client)));
  to.add(family::buffered_bytes, {{"proxy", id}}, number(now.buffered));

  const auto hosts = one.through->connects_by_host();
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const std::string host = one.through->upstreams()[i].text();
    to.add(family::connect_duration, {{"proxy", id}, {"host", host}}, hosts[i].took);
    for (std::size_t why = 0; why < traffic::connect_failures.size(); ++why) {
      to.add(
          family::connect_failures,
          {{"proxy", id}, {"host", host}, {"reason", traffic::connect_failures[why]}},
          number(hosts[i].failed[why])
      );
    }
  }
}

void measurements::add_workers(page& to) const {
  metrics::histogram_cells::reading lag;
  for (const auto& one : of_.lags()) lag += one->read();
  to.add(family::workers, {}, number(of_.lags().size()));
  to.add(family::event_loop_lag, {}, lag);
}

}  // namespace surgeline::sidecar
