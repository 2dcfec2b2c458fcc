#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace surgeline::scenario {
namespace {

bool in_force_during(const fault& one, const phase& when) {
  if (!one.enabled) return false;
  if (!one.during) return when.role == phase_role::normal;
  return std::ranges::find(*one.during, when.id) != one.during->end();
}

void check_presence(const reading& of) {
  const file& all = of.values;
  if (of.what_for == purpose::check) return;
  const std::string_view command = of.what_for == purpose::run ? "run" : "sim";
  if (all.phases.empty()) {
    of.problem(
        {},
        fmt::format("the file has no [[phase]], so there is nothing to {}", command),
        "a file without phases can be served, not run: add [[phase]] tables, at least one"
    );
  }
  if (all.loads.empty()) {
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

void check_phases(const reading& of) {
  const file& all = of.values;
  bool faulted = false, baseline = false;
  for (std::size_t i = 0; i < all.phases.size(); ++i) {
    const phase& one = all.phases[i];
    if (one.role == phase_role::baseline) {
      if (baseline)
        of.problem(
            {"phase", i, "role"},
            "there is a second baseline phase",
            "at most one phase has role = \"baseline\""
        );
      if (faulted)
        of.problem(
            {"phase", i, "role"},
            fmt::format("baseline phase `{}` comes after a phase with faults", one.id),
            "measure the baseline first"
        );
      baseline = true;
    }
    for (std::size_t f = 0; f < all.faults.size(); ++f) {
      if (!in_force_during(all.faults[f], one)) continue;
      faulted = true;
      if (one.role == phase_role::recover || one.role == phase_role::baseline) {
        of.problem(
            {"fault", f, "during"},
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
}

void check_idle_faults(const reading& of) {
  const file& all = of.values;
  if (all.phases.empty()) return;
  for (std::size_t f = 0; f < all.faults.size(); ++f) {
    const bool ever = std::ranges::any_of(all.phases, [&](const phase& one) {
      return in_force_during(all.faults[f], one);
    });
    if (ever || !all.faults[f].enabled || all.faults[f].during) continue;
    of.problem(
        {"fault", f},
        fmt::format(
            "fault `{}` would never be armed: no phase has role = \"normal\"",
            all.faults[f].id
        ),
        "add `during`, or a phase of role normal"
    );
  }
}

void check_recovery(const reading& of) {
  const file& all = of.values;
  if (!all.recovery || all.phases.empty()) return;
  duration recover{};
  for (const phase& one : all.phases)
    recover += one.role == phase_role::recover ? one.length : duration{};
  const duration windows = all.recovery->stable_for * (all.recovery->probe_relief ? 2 : 1);
  const duration needed = all.recovery->deadline + windows;
  if (recover == duration{}) {
    of.problem(
        {"recovery"},
        "[recovery] has no phase to watch",
        "add a last [[phase]] with role = \"recover\""
    );
  } else if (recover < needed) {
    of.problem(
        {"recovery", "deadline"},
        fmt::format(
            "recovery may take {} and is seen in windows of {}, but the recover phases last only "
            "{}",
            format(all.recovery->deadline),
            format(all.recovery->stable_for),
            format(recover)
        ),
        fmt::format("let them last at least {}", format(needed))
    );
  }
}

}  // namespace

void check_timeline(const reading& of) {
  check_presence(of);
  check_phases(of);
  if (!of.clean) return;
  check_idle_faults(of);
  check_recovery(of);
}

}  // namespace surgeline::scenario
