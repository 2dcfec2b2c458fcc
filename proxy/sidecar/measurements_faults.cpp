#include <algorithm>

#include "measurements_numbers.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/sidecar/measurements.hpp"

/// What is exported about faults.
namespace surgeline::sidecar {
namespace {

using metrics::family;
using metrics::label;
using metrics::page;
using reading = metrics::histogram_cells::reading;

/// The tally of a slot at a proxy; all zero if it was never evaluated there.
fault::tally tally_of(const served_proxy& at, std::uint32_t slot) {
  return slot < at.tallies.size() ? at.tallies[slot] : fault::tally{};
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

/// What it did on all proxies together.
void add_deeds(page& to, const scenario::fault& what, const fault::tally& did) {
  const label id{"fault", what.id}, kind{"kind", name_of(what.what)};
  to.add(family::fault_in_flight, {id, kind}, number(did.held));
  to.add(family::fault_delay, {id, kind}, reading{did.delays, did.measured_seconds});
  const auto add_bytes = [&](std::string_view action, std::uint64_t bytes) {
    to.add(family::fault_bytes, {id, kind, {"action", action}}, number(bytes));
  };
  add_bytes("delayed", did.delayed_bytes);
  add_bytes("dropped", did.dropped_bytes);
  add_bytes("corrupted", did.corrupted_bytes);
}

/// One-hot while the fault is in force.
void add_burst_state(page& to, const scenario::fault& what, std::optional<bool> is_bad) {
  if (!what.correlation || what.correlation->scope != fault::correlation_scope::proxy) return;
  const auto add = [&](std::string_view state, bool holds) {
    to.add(
        family::fault_burst_state,
        {{"fault", what.id}, {"kind", name_of(what.what)}, {"state", state}},
        holds ? 1 : 0
    );
  };
  add("good", is_bad == false);
  add("bad", is_bad == true);
}

}  // namespace

void measurements::add_faults(page& to) const {
  const auto faults = static_cast<std::uint32_t>(of_.arms().catalogue().faults.size());
  fault::tally all;
  for (std::uint32_t slot = 0; slot < faults; ++slot) {
    add_fault(to, slot);
    for (const served_proxy& one : of_.proxies()) all += tally_of(one, slot);
  }
  const double late = std::max(0.0, all.measured_seconds - all.planned_seconds);
  to.add(family::fault_timer_lateness, {}, reading{all.lateness, late});
}

void measurements::add_fault(page& to, std::uint32_t slot) const {
  const scenario::fault& what = of_.arms().catalogue().faults[slot];
  const label id{"fault", what.id}, kind{"kind", name_of(what.what)};
  const standing* const armed = of_.arms().of(slot);
  const bool in_force = armed != nullptr && armed->in_force;
  const std::string_view owner =
      word(armed != nullptr ? armed->ends : of_.arms().usual_ending(slot));
  fault::tally all;
  const auto add = [&](const std::string& proxy, const fault::tally& counted) {
    to.add(family::fault_active, {id, kind, {"proxy", proxy}, {"owner", owner}}, in_force ? 1 : 0);
    add_evaluations(to, what, proxy, counted);
  };
  for (const served_proxy& one : of_.proxies()) {
    if (!scenario::is_target(what, one.written)) continue;
    const fault::tally counted = tally_of(one, slot);
    add(one.written.id, counted);
    all += counted;
  }
  // Whoever waits for a daemon does, through whatever proxy.
  if (fault::acts_on_daemons(what.what)) add("", of_.on_daemons(slot));
  add_deeds(to, what, all);
  const auto last = of_.last_injection(slot);
  to.add(family::fault_last_injection_timestamp, {id, kind}, last ? timestamp(*last) : 0);
  add_burst_state(to, what, in_force ? is_bad_time(slot, *armed) : std::nullopt);
  if (armed != nullptr) add_standing(to, slot, *armed);
}

void measurements::add_standing(page& to, std::uint32_t slot, const standing& armed) const {
  const label id{"fault", of_.arms().catalogue().faults[slot].id};
  to.add(family::fault_configured_probability, {id}, probability_of(slot, armed));
  to.add(family::fault_armed_by, {id, {"by", word(armed.by)}}, 1);
  const time_point end = of_.arms().end_of(armed);
  if (end == surgeline::never) return;
  to.add(
      family::fault_expiry_timestamp,
      {id, {"owner", word(armed.ends)}},
      timestamp(of_.wall_time(end))
  );
}

/// Whether it is a bad time for everybody now; empty for a fault whose times are not everybody's.
std::optional<bool> measurements::is_bad_time(std::uint32_t slot, const standing& armed) const {
  const scenario::fault& what = of_.arms().catalogue().faults[slot];
  if (!what.correlation) return {};
  if (slot >= courses_.size()) courses_.resize(slot + 1);
  course& followed = courses_[slot];
  const std::uint64_t seed = of_.arms().seed();
  if (followed.by != *what.correlation || followed.seed != seed)
    followed = {*what.correlation, seed, {}};
  const duration elapsed = of_.arms().on_ramps(armed, of_.now());
  return fault::is_bad_for_everybody(followed.by, chance{seed}, what.id, elapsed, followed.place);
}

double measurements::probability_of(std::uint32_t slot, const standing& armed) const {
  const scenario::fault& what = of_.arms().catalogue().faults[slot];
  if (!armed.in_force) return 0;
  if (!what.correlation) return what.probability.at(of_.arms().on_ramps(armed, of_.now())).part;
  const auto is_bad = is_bad_time(slot, armed);
  if (!is_bad) return what.correlation->mean_probability();
  return *is_bad ? what.correlation->p_bad.part : what.correlation->p_good.part;
}

}  // namespace surgeline::sidecar
