#include "surgeline/sidecar/state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "state_integer.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/scenario/arming.hpp"

namespace surgeline::sidecar {
namespace {

using config::array;
using config::table;
using config::value;

/// What is left until a moment, to the millisecond.
std::string left(const sidecar& of, time_point until) {
  const duration span = std::max(duration{}, until - of.now());
  return format(duration{std::chrono::ceil<std::chrono::milliseconds>(span)});
}

/// A moment to come, `<what>_at` and `<what>_in`; nothing if it never comes.
void put_moment(table& into, const sidecar& of, const std::string& what, time_point when) {
  if (when == surgeline::never) return;
  into.put(what + "_at", utc_milliseconds(of.wall_time(when)));
  into.put(what + "_in", left(of, when));
}

value tally_state(const fault::tally& counted) {
  table all;
  all.put("evaluated", integer(counted.evaluated));
  all.put("selected", integer(counted.selected));
  all.put("capped", integer(counted.capped));
  all.put("injected", integer(counted.injected));
  all.put("delayed", integer(counted.delayed));
  all.put("decided_delay_seconds", counted.planned_seconds);
  all.put("delay_seconds", counted.measured_seconds);
  all.put("longest_delay_seconds", seconds(counted.longest));
  return all;
}

fault::tally tally_of(const sidecar& of, std::uint32_t slot) {
  fault::tally done = of.on_daemons(slot);
  for (const served_proxy& one : of.proxies()) {
    if (slot < one.tallies.size()) done += one.tallies[slot];
  }
  return done;
}

/// `known` are all proxies, open or not.
value fault_state(
    const sidecar& of,
    const standing& one,
    const std::map<std::string, guest>& known
) {
  const scenario::fault& what = of.arms().catalogue().faults[one.slot];
  table all;
  all.put("id", what.id);
  all.put("kind", std::string{name_of(what.what)});
  all.put("owner", std::string{word(one.ends)});
  all.put("by", std::string{word(one.by)});
  all.put("since", utc_milliseconds(of.wall_time(one.since)));
  all.put("in_force", one.in_force.has_value());
  put_moment(all, of, "changes", std::min(one.next_change(), of.arms().end_of(one)));
  put_moment(all, of, "expires", of.arms().end_of(one));
  array on;
  for (const served_proxy& each : of.proxies()) {
    if (scenario::is_target(what, each.written)) on.emplace_back(each.written.id);
  }
  for (const auto& [name, each] : known) {
    const bool is_meant = scenario::is_target(what, {.id = name, .protocol = each.protocol});
    if (!each.enabled && is_meant) on.emplace_back(name);
  }
  all.put("proxies", std::move(on));
  if (const auto* const daemon = scenario::daemon_of(of.arms().catalogue(), what))
    all.put("daemons", array{daemon->id});
  all.put("did", tally_state(tally_of(of, one.slot)));
  all.put("written", scenario::as_written(what));
  return all;
}

/// What a fault has done since the sidecar was started, in force or not.
value history_state(const sidecar& of, std::uint32_t slot) {
  const scenario::fault& what = of.arms().catalogue().faults[slot];
  table all;
  all.put("id", what.id);
  all.put("kind", std::string{name_of(what.what)});
  all.put("did", tally_state(tally_of(of, slot)));
  return all;
}

value connections_state(const traffic::counts& now) {
  table all;
  all.put("opened", integer(now.opened));
  all.put("active", integer(now.active));
  all.put("upstream_active", integer(now.paired));
  return all;
}

value exchanges_state(const traffic::exchange_totals& now) {
  table all;
  all.put("over", integer(now.over));
  all.put("failed", integer(now.failed));
  all.put("attempts", integer(now.attempts));
  all.put("logical_requests", integer(now.logical));
  all.put("good", integer(now.good));
  return all;
}

std::string made_by(bool the_file) { return the_file ? "file" : "api"; }

value open_state(const served_proxy& one) {
  const traffic::counts now = one.through->counted();
  array listens, upstreams;
  for (const endpoint& each : one.through->addresses()) listens.emplace_back(each.text());
  for (const endpoint& each : one.through->upstreams()) upstreams.emplace_back(each.text());
  array unresolved;
  for (const traffic::unresolved_upstream& each : one.through->unresolved())
    unresolved.emplace_back(each.named.text() + ": " + each.why);
  table bytes;
  bytes.put("to_upstream", integer(now.of(fault::direction::to_upstream)));
  bytes.put("to_client", integer(now.of(fault::direction::to_client)));
  bytes.put("held", integer(now.buffered));
  table all;
  all.put("id", one.written.id);
  all.put("open", true);
  all.put("made_by", made_by(!one.is_guest));
  all.put("protocol", std::string{config::name_of(one.written.protocol)});
  all.put("listen", std::move(listens));
  all.put("upstream", std::move(upstreams));
  if (!unresolved.empty()) all.put("unresolved", std::move(unresolved));
  all.put("connections", connections_state(now));
  all.put("bytes", std::move(bytes));
  if (one.through->http() != nullptr) all.put("exchanges", exchanges_state(now.exchanges));
  if (one.through->spares_some()) all.put("control_group", exchanges_state(now.control));
  return all;
}

/// Proxies on which nobody listens just now.
array closed_state(const sidecar& of) {
  array closed;
  for (const auto& [name, one] : of.guests()) {
    if (one.enabled) continue;
    table all;
    all.put("id", name);
    all.put("open", false);
    all.put("made_by", made_by(one.of_file));
    all.put("protocol", std::string{config::name_of(one.protocol)});
    all.put("listen", array{one.listen});
    all.put("upstream", array{one.upstream});
    closed.emplace_back(std::move(all));
  }
  return closed;
}

/// Toxics, with the ids of their faults.
value toxics_state(const sidecar& of) {
  array toxics;
  for (const placed_toxic& one : of.toxics()) {
    table all;
    all.put("proxy", one.proxy);
    all.put("name", one.what.name);
    all.put("type", one.what.type);
    all.put("stream", std::string{stream_of(one.what)});
    array faults;
    for (const std::string& id : one.faults) faults.emplace_back(id);
    all.put("faults", std::move(faults));
    toxics.emplace_back(std::move(all));
  }
  return toxics;
}

}  // namespace

config::value lease_state(const sidecar& of) {
  const auto& held = of.arms().held();
  if (!held) return {};
  table all;
  all.put("id", held->id);
  all.put("by", std::string{config::name_of(held->by)});
  all.put("lease", format(held->length));
  put_moment(all, of, "expires", held->until());
  return all;
}

config::array proxies_state(const sidecar& of) {
  array all = closed_state(of);
  for (const served_proxy& one : of.proxies()) all.push_back(open_state(one));
  const auto id = [](const value& one) { return *config::find(one, "id")->as<std::string>(); };
  std::ranges::sort(all, {}, id);
  return all;
}

config::value fault_state(const sidecar& of, const standing& one) {
  return fault_state(of, one, of.guests());
}

config::array faults_state(const sidecar& of) {
  array all;
  const auto known = of.guests();
  for (const standing& one : of.arms().standings()) all.push_back(fault_state(of, one, known));
  return all;
}

config::table decision_line(
    const std::string& proxy,
    const std::string& fault,
    const fault::decision& made
) {
  table line;
  line.put("fault", fault);
  line.put("proxy", proxy);
  line.put("key", made.key);
  line.put("index", integer(made.index));
  line.put("draw", made.draw);
  line.put("threshold", made.threshold);
  line.put("outcome", made.selected ? "picked" : "spared");
  return line;
}

config::array decisions_state(const sidecar& of) {
  array all;
  for (const noted_decision& one : of.decisions()) {
    table shown = decision_line(one.proxy, one.fault, one.made);
    shown.put("n", integer(one.n));
    all.emplace_back(std::move(shown));
  }
  return all;
}

config::value state_of(const sidecar& of) {
  table all;
  all.put("status", of.is_draining() ? "draining" : "serving");
  all.put("started_at", utc_milliseconds(of.started()));
  all.put("frozen", of.arms().is_frozen());
  all.put("workers", integer(of.lags().size()));
  if (const auto& control = of.arms().catalogue().safety.control)
    all.put("control_group", config::encode(*control));
  array proxies;
  for (const served_proxy& one : of.proxies()) proxies.push_back(open_state(one));
  all.put("proxies", std::move(proxies));
  all.put("closed", closed_state(of));
  all.put("daemons", daemons_state(of));
  all.put("toxics", toxics_state(of));
  all.put("faults", faults_state(of));
  all.put("lease", lease_state(of));
  all.put("run", run_state_of(of));
  array tallies;
  for (std::uint32_t slot = 0; slot < of.arms().catalogue().faults.size(); ++slot)
    tallies.push_back(history_state(of, slot));
  all.put("tallies", std::move(tallies));
  // The last thing that is put together: whoever compares clocks wants little time to pass from here to the answer.
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  all.put("now_seconds", now.count());
  return all;
}

}  // namespace surgeline::sidecar
