#include "surgeline/report/accord.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "surgeline/report/numbers.hpp"
#include "surgeline/report/summary.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

std::vector<double> sample_of(
    std::span<const execution> all,
    const summary& group,
    const std::string& metric
) {
  std::vector<double> sample;
  for (const std::size_t each : group.members) {
    if (const auto value = number_of(figures_of(all[each]), metric)) sample.push_back(*value);
  }
  return sample;
}

/// The interval of the difference; samples that do not vary have one without width.
std::optional<interval> interval_between(
    const std::vector<double>& run,
    const std::vector<double>& sim,
    double confidence
) {
  if (run.size() < 2 || sim.size() < 2) return {};
  if (const auto welch = difference_of_means(run, sim, confidence)) return welch;
  const double difference = spread_of(sim).mean - spread_of(run).mean;
  return interval{difference, difference};
}

accord held_against(
    const scenario::agreement& wanted,
    const std::vector<double>& run,
    const std::vector<double>& sim,
    double confidence
) {
  accord made{
      .metric = wanted.metric,
      .run = spread_of(run),
      .sim = spread_of(sim),
      .confidence = confidence,
      .reference = wanted.reference
  };
  made.difference = made.sim.mean - made.run.mean;
  made.within = interval_between(run, sim, confidence);
  if (wanted.absolute) made.margin = wanted.absolute->value;
  if (wanted.relative)
    made.margin = std::max(made.margin, wanted.relative->part * std::abs(made.run.mean));
  if (!made.within) return made;
  const bool is_inside = made.within->low >= -made.margin && made.within->high <= made.margin;
  made.how = is_inside ? accordance::agree : accordance::differ;
  return made;
}

}  // namespace

std::vector<accord> accords(std::span<const execution> all) {
  std::vector<accord> made;
  const std::vector<summary> groups = summarise(all);
  for (const summary& run : groups) {
    if (run.engine != scenario::engine::run) continue;
    const auto sim = std::ranges::find_if(groups, [&](const summary& each) {
      return each.variant == run.variant && each.engine == scenario::engine::sim;
    });
    if (sim == groups.end()) continue;
    const scenario::accept& wanted = all[run.members.front()].record.file.accept;
    const double confidence = wanted.confidence.value_or(share{0.95}).part;
    for (const scenario::agreement& each : wanted.agree) {
      made.push_back(held_against(
          each,
          sample_of(all, run, each.metric),
          sample_of(all, *sim, each.metric),
          confidence
      ));
      made.back().variant = run.variant;
    }
  }
  return made;
}

std::string text_of(const accord& of) {
  const number_text text = text_for(of.metric);
  const std::string where = of.variant.empty() ? "" : of.variant + ": ";
  if (of.how == accordance::unknown) {
    return fmt::format(
        "{}whether the engines agree on {} is not known: {} and {} seeds have it, two of each are "
        "needed",
        where,
        of.metric,
        of.run.count,
        of.sim.count
    );
  }
  return fmt::format(
      "{}the engines {} {}: run {}, sim {}, difference {} {}, margin ±{}",
      where,
      of.how == accordance::agree ? "agree on" : "differ in",
      of.metric,
      text(of.run.mean),
      text(of.sim.mean),
      text(of.difference),
      text_of_interval(*of.within, text),
      text(of.margin)
  );
}

}  // namespace surgeline::report
