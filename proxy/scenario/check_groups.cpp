#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/arming.hpp"

/// Faults of one group share a draw, so together they cannot hit more than everything.
namespace surgeline::scenario {
namespace {

/// What rounding may add to a sum of shares.
constexpr double hair = 1e-9;

double highest(const fault& one) {
  if (one.probability.is_constant()) return one.probability.at({}).part;
  double most = 0;
  for (const auto& corner : one.probability.points()) most = std::max(most, corner.value.part);
  return most;
}

/// One proxy at one time: the faults that may be in force there together.
struct moment {
  const proxy& before;
  const phase* when;  ///< null: whenever they are armed

  bool has(const fault& one) const {
    return one.enabled && is_target(one, before) && (when == nullptr || one.is_in_force(*when));
  }
  std::string text() const {
    return fmt::format("on proxy `{}`", before.id) +
           (when == nullptr ? "" : fmt::format(" in phase `{}`", when->id));
  }
};

std::vector<moment> moments_of(const file& all) {
  std::vector<moment> made;
  for (const proxy& before : all.proxies) {
    if (all.phases.empty()) made.push_back({before, nullptr});
    for (const phase& when : all.phases) made.push_back({before, &when});
  }
  return made;
}

/// False with a problem when the group is too large at that time.
bool fits(const reading& of, const std::string& group, const moment& at) {
  const auto& faults = of.values.faults;
  double sum = 0;
  std::string terms;
  std::size_t last = 0;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (faults[i].group != group || !at.has(faults[i])) continue;
    sum += highest(faults[i]);
    terms +=
        fmt::format("{}`{}` {:.4g}", terms.empty() ? "" : " + ", faults[i].id, highest(faults[i]));
    last = i;
  }
  if (sum <= 1 + hair) return true;
  of.problem(
      {"fault", last, "group"},
      fmt::format("the probabilities of group `{}` add up to {:.4g} {}", group, sum, at.text()),
      terms + ": a draw picks one of them at most, so their sum is at most 1"
  );
  return false;
}

void check_sums(const reading& of) {
  const std::vector<moment> moments = moments_of(of.values);
  std::vector<std::string> seen;
  for (const fault& one : of.values.faults) {
    if (!one.group || contains(seen, *one.group)) continue;
    seen.push_back(*one.group);
    std::ranges::all_of(moments, [&](const moment& at) { return fits(of, *one.group, at); });
  }
}

void check_units(const reading& of) {
  for (const proxy& before : of.values.proxies) {
    std::map<std::string, surgeline::fault::unit> units;
    for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
      const fault& one = of.values.faults[i];
      if (!one.group || !is_target(one, before)) continue;
      const auto unit = unit_on(before, one);
      const auto first = units.emplace(*one.group, unit).first->second;
      if (first == unit) continue;
      return of.problem(
          {"fault", i, "group"},
          fmt::format(
              "fault `{}` is drawn for each {}, and its group for each {}",
              one.id,
              config::name_of(unit),
              config::name_of(first)
          ),
          "a group has one draw: say the same `per`, or leave one of them out"
      );
    }
  }
}

}  // namespace

void check_groups(const reading& of) {
  if (!of.is_sound({"fault", "proxy", "phase"})) return;
  check_sums(of);
  check_units(of);
}

}  // namespace surgeline::scenario
