#include "surgeline/report/summary.hpp"

#include <algorithm>
#include <array>

namespace surgeline::report {
namespace {

using number = std::optional<double> figures::*;

/// The values that the members have.
std::vector<double> sample(
    const std::vector<figures>& of,
    const std::vector<std::size_t>& members,
    number which
) {
  std::vector<double> all;
  for (const std::size_t each : members) {
    if (of[each].*which) all.push_back(*(of[each].*which));
  }
  return all;
}

/// Executions of one variant on one engine, as a summary that only has members yet.
std::vector<summary> grouped(std::span<const execution> all) {
  std::vector<summary> groups;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const scenario::record& run = all[i].record;
    auto mine = std::ranges::find_if(groups, [&](const summary& each) {
      return each.variant == run.variant && each.engine == run.engine;
    });
    if (mine == groups.end()) {
      groups.push_back({.variant = run.variant, .engine = run.engine, .expected = all[i].expected});
      mine = groups.end() - 1;
    }
    mine->members.push_back(i);
  }
  return groups;
}

void count_verdicts(std::span<const execution> all, summary& into) {
  for (const std::size_t each : into.members) {
    const auto kind = all[each].judgement.verdict.kind;
    auto known = std::ranges::find(
        into.verdicts,
        kind,
        &std::pair<scenario::verdict_kind, std::size_t>::first
    );
    if (known == into.verdicts.end()) known = into.verdicts.insert(known, {kind, 0});
    ++known->second;
    into.as_expected += all[each].as_expected() ? 1 : 0;
    into.watched += all[each].judgement.recovery.watched ? 1 : 0;
    into.recovered += all[each].judgement.recovery.took ? 1 : 0;
  }
  std::ranges::stable_sort(
      into.verdicts,
      std::greater{},
      &std::pair<scenario::verdict_kind, std::size_t>::second
  );
  into.expected_share = wilson(into.as_expected, into.members.size());
  into.recovered_share = wilson(into.recovered, into.watched);
}

void take_together(const std::vector<figures>& of, summary& into) {
  const auto spread_over = [&](number which) { return spread_of(sample(of, into.members, which)); };
  into.recovery_seconds = spread_over(&figures::recovery_seconds);
  into.goodput_before = spread_over(&figures::goodput_before);
  into.goodput_in_faults = spread_over(&figures::goodput_in_faults);
  into.goodput_after = spread_over(&figures::goodput_after);
  into.goodput_share = spread_over(&figures::goodput_share);
  into.amplification = spread_over(&figures::amplification);
  into.peak_amplification = spread_over(&figures::peak_amplification);
  into.wasted_share = spread_over(&figures::wasted_share);
  into.degraded_share = spread_over(&figures::degraded_share);
  into.predicted_seconds = of[into.members.front()].predicted_seconds;
  if (into.recovery_seconds.count > 0 && into.predicted_seconds && *into.predicted_seconds > 0) {
    into.deviation = into.recovery_seconds.median / *into.predicted_seconds - 1;
  }
}

std::vector<figures> all_figures(std::span<const execution> all) {
  std::vector<figures> each;
  for (const execution& one : all) each.push_back(figures_of(one));
  return each;
}

std::vector<summary> summaries_of(
    std::span<const execution> all,
    const std::vector<figures>& numbers
) {
  std::vector<summary> groups = grouped(all);
  for (summary& each : groups) {
    count_verdicts(all, each);
    take_together(numbers, each);
  }
  return groups;
}

/// What is compared between engines.
constexpr std::array compared{
    std::pair<std::string_view, number>{"recovery_seconds", &figures::recovery_seconds},
    std::pair<std::string_view, number>{"goodput_share", &figures::goodput_share},
    std::pair<std::string_view, number>{"amplification", &figures::amplification},
};

}  // namespace

std::vector<summary> summarise(std::span<const execution> all) {
  return summaries_of(all, all_figures(all));
}

std::vector<comparison> compare_engines(std::span<const execution> all) {
  const std::vector<figures> numbers = all_figures(all);
  const std::vector<summary> groups = grouped(all);
  std::vector<comparison> made;
  for (const summary& run : groups) {
    if (run.engine != scenario::engine::run) continue;
    const auto sim = std::ranges::find_if(groups, [&](const summary& each) {
      return each.variant == run.variant && each.engine == scenario::engine::sim;
    });
    if (sim == groups.end()) continue;
    for (const auto& [name, which] : compared) {
      const auto live = sample(numbers, run.members, which);
      const auto virtual_time = sample(numbers, sim->members, which);
      if (live.empty() && virtual_time.empty()) continue;
      made.push_back({
          .variant = run.variant,
          .name = name,
          .run = spread_of(live),
          .sim = spread_of(virtual_time),
          .means = difference_of_means(live, virtual_time),
          .shift = shift(live, virtual_time),
          .shifted = interval_of_shift(live, virtual_time),
      });
    }
  }
  return made;
}

}  // namespace surgeline::report
