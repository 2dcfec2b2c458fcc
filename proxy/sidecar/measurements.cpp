#include "surgeline/sidecar/measurements.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "measurements_numbers.hpp"
#include "surgeline/metrics/process.hpp"
#include "surgeline/scenario/captured.hpp"
#include "surgeline/sidecar/run_series.hpp"

namespace surgeline::sidecar {
namespace {

using metrics::family;
using metrics::page;

/// Why connections end, in the words of the metrics page, in the order of `traffic::end_reason`.
constexpr std::array<std::string_view, traffic::end_reasons>
    end_words{"eof", "reset", "injected", "error", "connect_failed", "limit", "timeout", "drain"};

/// In the order of `traffic::endpoint_state`; the last is said of a name without an address.
constexpr std::array<std::string_view, 4> host_states{"unknown", "healthy", "down", "unresolved"};

}  // namespace

std::vector<prometheus::MetricFamily> measurements::Collect() const {
  page all;
  add_identity(all);
  add_leases(all);
  add_run(all, of_.board(), of_.now(), [this](time_point at) { return of_.wall_time(at); });
  add_faults(all);
  for (const served_proxy& one : of_.proxies()) {
    add_proxy(all, one);
    add_exchanges(all, one);
  }
  add_daemons(all);
  add_workers(all);
  for (auto& one : metrics::process_families()) all.add(std::move(one));
  return all.take();
}

void measurements::add_identity(page& to) const {
  add_build(to, build_);
  const auto& held = of_.arms().held();
  const scenario::run_story* const told = of_.board().story(of_.now());
  if (held && (held->run || (told != nullptr && told->run))) {
    const scenario::run_identity& run = held->run ? *held->run : *told->run;
    add_run_identity(to, run, held->seed, "run");
  }
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
  to.add(family::frozen, {}, of_.arms().is_frozen() ? 1 : 0);
  const rollback_book& back = of_.rollbacks();
  for (const auto& [trigger, times] :
       {std::pair{"owner", back.owner},
        {"lease", back.lease},
        {"clear", back.clear},
        {"freeze", back.freeze},
        {"drain", back.drain}})
    to.add(family::rollbacks, {{"trigger", trigger}}, number(times));
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
  to.add(family::accept_pauses, {{"proxy", id}}, number(now.pauses));

  if (!one.is_guest && scenario::is_captured(one.written.upstream)) {
    for (std::size_t why = 0; why < now.not_captured.size(); ++why)
      to.add(
          family::capture_refused,
          {{"proxy", id}, {"reason", traffic::not_captured_words[why]}},
          number(now.not_captured[why])
      );
  }
  add_endpoints(to, one);
}

void measurements::add_endpoints(page& to, const served_proxy& one) const {
  const std::string& id = one.written.id;
  const auto hosts = one.through->connects_by_host();
  const auto unresolved = one.through->unresolved();
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
    const bool has_address = std::ranges::find(
                                 unresolved,
                                 one.through->upstreams()[i],
                                 &traffic::unresolved_upstream::named
                             ) == unresolved.end();
    const auto state = static_cast<std::size_t>(hosts[i].state());
    for (std::size_t word = 0; word < host_states.size(); ++word) {
      const bool is = word == (has_address ? state : host_states.size() - 1);
      to.add(
          family::host_state,
          {{"proxy", id}, {"host", host}, {"state", host_states[word]}},
          is ? 1 : 0
      );
    }
  }
}

void measurements::add_workers(page& to) const {
  metrics::histogram_cells::reading lag;
  for (const auto& one : of_.lags()) lag += one->read();
  to.add(family::workers, {}, number(of_.lags().size()));
  for (std::size_t i = 0; i < of_.busy().size(); ++i)
    to.add(family::worker_busy_ratio, {{"worker", std::to_string(i)}}, of_.busy()[i].ratio());
  to.add(family::event_loop_lag, {}, lag);
}

}  // namespace surgeline::sidecar
