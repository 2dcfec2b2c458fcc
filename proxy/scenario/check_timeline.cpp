#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "check.hpp"
#include "surgeline/scenario/fault_windows.hpp"

namespace surgeline::scenario {
namespace {

/// No run is longer, so that times can be added up without a thought.
constexpr duration longest_run = std::chrono::hours{24 * 366};

bool is_faulted(const file& of, const phase& when) {
  return std::ranges::any_of(of.faults, [&](const fault& one) { return one.is_in_force(when); });
}

/// What a run cannot do without.
void check_presence(const reading& of) {
  using enum purpose;
  if (of.what_for == check || of.what_for == serve || of.what_for == host) return;
  const std::string_view command = of.what_for == purpose::sim ? "sim" : "run";
  const auto is_missing = [&](std::string_view table) {
    const config::value* written = config::find(of.tree, table);
    const auto* list = written == nullptr ? nullptr : written->as<config::array>();
    return written == nullptr || (list != nullptr && list->empty());
  };
  if (is_missing("phase")) {
    of.problem(
        {},
        fmt::format("the file has no [[phase]], so there is nothing to {}", command),
        "add [[phase]] tables, at least one"
    );
  }
  if (of.what_for == purpose::drive && of.values.head.speedup != 1) {
    of.problem(
        {"scenario", "speedup"},
        "a sidecar lives in real time, so the file's time cannot pass faster",
        "remove speedup"
    );
  }
  if (is_missing("load") && of.what_for != purpose::drive) {
    of.problem(
        {},
        fmt::format(
            "the file has no [[load]], so there is nobody to ask anything in a {}",
            command
        ),
        "add a [[load]]"
    );
  }
}

/// False with a problem when the run is too long to be reckoned with.
bool check_length(const reading& of) {
  duration whole{};
  for (std::size_t i = 0; i < of.values.phases.size(); ++i) {
    const duration length = of.values.phases[i].length;
    if (length <= longest_run - whole) {
      whole += length;
      continue;
    }
    of.problem(
        {"phase", i, "duration"},
        fmt::format("with phase `{}` the run is longer than a year", of.values.phases[i].id),
        "let the phases last at most 366 days together"
    );
    return false;
  }
  return true;
}

void check_baseline(const reading& of) {
  const file& all = of.values;
  bool faulted = false, baseline = false;
  for (std::size_t i = 0; i < all.phases.size(); ++i) {
    const phase& one = all.phases[i];
    if (one.role == phase_role::baseline && baseline) {
      of.problem(
          {"phase", i, "role"},
          "there is a second baseline phase",
          "at most one phase has role = \"baseline\""
      );
    } else if (one.role == phase_role::baseline && faulted && of.is_sound({"fault"})) {
      of.problem(
          {"phase", i, "role"},
          fmt::format("baseline phase `{}` comes after a phase with faults", one.id),
          "measure the baseline first"
      );
    }
    faulted = faulted || is_faulted(all, one);
    baseline = baseline || one.role == phase_role::baseline;
  }
}

/// Where a fault names the phase.
config::step entry_of(const fault& one, const phase& when) {
  return config::step(std::ranges::find(*one.during, when.id) - one.during->begin());
}

void check_quiet_phases(const reading& of) {
  const file& all = of.values;
  for (const phase& one : all.phases) {
    const bool quiet = one.role == phase_role::recover || one.role == phase_role::baseline;
    for (std::size_t f = 0; quiet && f < all.faults.size(); ++f) {
      if (!all.faults[f].is_in_force(one)) continue;
      of.problem(
          {"fault", f, "during", entry_of(all.faults[f], one)},
          fmt::format(
              "fault `{}` is in force in `{}`, a phase of role {}",
              all.faults[f].id,
              one.id,
              config::name_of(one.role)
          ),
          "no fault may be in force there"
      );
    }
  }
}

void check_that_faults_act(const reading& of) {
  const file& all = of.values;
  const bool has_normal =
      std::ranges::find(all.phases, phase_role::normal, &phase::role) != all.phases.end();
  for (std::size_t f = 0; f < all.faults.size(); ++f) {
    const fault& one = all.faults[f];
    const bool on_proxies = surgeline::fault::acts_on_proxies(one.what);
    if (on_proxies && config::find(of.tree, "proxy") == nullptr) {
      of.problem(
          {"fault", f},
          fmt::format("fault `{}` has no proxy to act on", one.id),
          "add a [[proxy]]"
      );
    }
    if (all.phases.empty() || has_normal || one.during || !one.enabled) continue;
    of.problem(
        {"fault", f},
        fmt::format("fault `{}` would never be armed: no phase has role = \"normal\"", one.id),
        "add `during`, or a phase of role normal"
    );
  }
}

/// The phases after the last one with a fault.
std::vector<phase> phases_after_faults(const file& of) {
  const auto last = std::ranges::find_if(of.phases.rbegin(), of.phases.rend(), [&](const phase& p) {
    return is_faulted(of, p);
  });
  return {last.base(), of.phases.end()};
}

/// What is left of the run when the last window of a fault is over, by the file's seed.
duration left_after_faults(const file& of, const std::vector<phase>& after) {
  const auto length = [](duration sum, const phase& one) { return sum + one.length; };
  const duration phases = std::accumulate(after.begin(), after.end(), duration{}, length);
  const duration whole = std::accumulate(of.phases.begin(), of.phases.end(), duration{}, length);
  const fault_windows windows(of, of.head.seed);
  time_point ended{};
  for (std::uint32_t slot = 0; slot < of.faults.size(); ++slot) {
    if (!of.faults[slot].enabled || windows.of(slot).empty()) continue;
    ended = std::max(ended, windows.of(slot).back().to);
  }
  return std::max(phases, whole - ended.time_since_epoch());
}

void check_recovery(const reading& of) {
  const file& all = of.values;
  if (!all.recovery || all.phases.empty()) return;
  const std::vector<phase> after = phases_after_faults(all);
  if (std::ranges::find(after, phase_role::recover, &phase::role) == after.end()) {
    of.problem(
        {"recovery"},
        "[recovery] has no phase to watch",
        "add a last [[phase]] with role = \"recover\""
    );
    return;
  }
  const duration there = left_after_faults(all, after);
  // With relief: a window to see the miss, one to settle after the relief, and one to see whether it holds.
  const duration stable = std::min(all.recovery->stable_for, longest_run);
  const duration windows = all.recovery->probe_relief ? 3 * stable : stable;
  const duration needed = std::min(all.recovery->deadline, longest_run) + windows;
  if (there >= needed) return;
  of.problem(
      {"recovery", "deadline"},
      fmt::format(
          "recovery may take {} and is seen in {} of {}, which makes {}, but only {} are left "
          "after the last fault",
          format(all.recovery->deadline),
          all.recovery->probe_relief ? "three windows" : "a window",
          format(stable),
          format(needed),
          format(there)
      ),
      fmt::format("let the recover phases last {} longer", format(needed - there))
  );
}

}  // namespace

void check_timeline(const reading& of) {
  check_presence(of);
  if (!of.is_sound({"phase"})) return;
  if (!check_length(of)) return;
  check_baseline(of);
  if (!of.is_sound({"fault"})) return;
  check_quiet_phases(of);
  check_that_faults_act(of);
  if (of.is_sound({"recovery"})) check_recovery(of);
}

}  // namespace surgeline::scenario
