#include "surgeline/report/sweep_result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "surgeline/report/figures.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/scenario/figure_word.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

using scenario::verdict_kind;

/// What a goal's limits are held against: the number, as a share of its reference if it has one.
std::optional<double> against_reference(const execution& run, const scenario::goal& wanted) {
  const figures numbers = figures_of(run);
  const auto value = number_of(numbers, wanted.metric);
  if (!value || wanted.limits.of == scenario::reference::absolute) return value;
  const auto reference = numbers.measured.find(reference_key);
  if (reference == numbers.measured.end() || reference->second <= 0) return {};
  return *value / reference->second;
}

std::optional<bool> meets(const execution& run, const scenario::goal& wanted) {
  const auto value = against_reference(run, wanted);
  if (!value) return {};
  return wanted.limits.badness(*value) <= 0;
}

std::optional<verdict_kind> verdict_of(std::string_view measure) {
  if (measure == "p_pass") return verdict_kind::pass;
  if (measure == "p_metastable") return verdict_kind::metastable;
  return {};
}

}  // namespace

sweep_sample sample_of(const execution& run, std::size_t point) {
  sweep_sample made{
      .point = point,
      .engine = run.record.engine,
      .seed = run.record.seed,
      .verdict = run.judgement.verdict.kind
  };
  const figures numbers = figures_of(run);
  for (const scenario::figure_word& each : scenario::figure_words) {
    if (const auto value = number_of(numbers, each.name)) made.numbers.emplace(each.name, *value);
  }
  for (const auto& [name, value] : numbers.measured) {
    if (name != reference_key) made.numbers.emplace(name, value);
  }
  const auto& asked = run.record.file.sweep;
  if (asked && asked->goal) made.meets_goal = meets(run, *asked->goal);
  return made;
}

std::size_t sweep_row::count(verdict_kind kind) const {
  const auto here = verdicts.find(kind);
  return here == verdicts.end() ? 0 : here->second;
}

std::optional<double> sweep_row::value(std::string_view measure) const {
  if (const auto kind = verdict_of(measure))
    return seeds == 0
               ? std::nullopt
               : std::optional{static_cast<double>(count(*kind)) / static_cast<double>(seeds)};
  const auto here = numbers.find(std::string{measure});
  return here == numbers.end() ? std::nullopt : std::optional{here->second.median};
}

std::optional<interval> sweep_row::range(std::string_view measure) const {
  if (const auto kind = verdict_of(measure)) return wilson(count(*kind), seeds);
  const auto here = numbers.find(std::string{measure});
  if (here == numbers.end()) return {};
  return interval{here->second.lower_quarter, here->second.upper_quarter};
}

std::optional<double> sweep_result::value(const sweep_row& at, std::string_view measure) const {
  if (measure != "margin") return at.value(measure);
  const auto here = margins.find(at.point);
  if (here == margins.end() || at.engine != scenario::engine::sim) return {};
  const scenario::found_margin& found = here->second.found;
  const bool says = found.outcome != scenario::margin_outcome::says_nothing &&
                    found.outcome != scenario::margin_outcome::searching;
  return says ? std::optional{found.at} : std::nullopt;
}

std::string sweep_result::text(const sweep_row& at, std::string_view measure) const {
  const auto value_here = value(at, measure);
  if (!value_here) return no_number;
  if (measure != "margin") return text_for(measure)(*value_here);
  const margin_finding& found = margins.at(at.point);
  switch (found.found.outcome) {
    case scenario::margin_outcome::tips_at_low:
      return "≤ " + found.text(*value_here);
    case scenario::margin_outcome::holds_at_high:
      return "> " + found.text(*value_here);
    default:
      return found.text(*value_here);
  }
}

std::string sweep_border::text() const {
  const scenario::found_margin& found = finding.found;
  switch (found.outcome) {
    case scenario::margin_outcome::found:
      return fmt::format(
          "{} {} [{}, {}]",
          begins ? "from" : "up to",
          finding.text(found.at),
          finding.text(found.low),
          finding.text(found.high)
      );
    case scenario::margin_outcome::tips_at_low:
      return begins ? "everywhere" : "nowhere";
    case scenario::margin_outcome::holds_at_high:
      return begins ? "nowhere" : "everywhere";
    default:
      return no_number;
  }
}

std::vector<sweep_row> rows_of(std::span<const sweep_sample> samples) {
  std::vector<sweep_sample> sorted(samples.begin(), samples.end());
  const auto place = [](const sweep_sample& each) {
    return std::tuple(each.point, each.engine != scenario::engine::sim, each.seed);
  };
  std::ranges::sort(sorted, {}, place);
  std::vector<sweep_row> rows;
  std::map<std::string, std::vector<double>> values;
  const auto close = [&] {
    for (const auto& [name, sample] : values) rows.back().numbers[name] = spread_of(sample);
    values.clear();
  };
  for (const sweep_sample& each : sorted) {
    if (rows.empty() || rows.back().point != each.point || rows.back().engine != each.engine) {
      if (!rows.empty()) close();
      rows.push_back({.point = each.point, .engine = each.engine});
    }
    sweep_row& row = rows.back();
    ++row.seeds;
    ++row.verdicts[each.verdict];
    for (const auto& [name, value] : each.numbers) values[name].push_back(value);
    if (each.meets_goal) ++row.asked;
    if (each.meets_goal.value_or(false)) ++row.met;
  }
  if (!rows.empty()) close();
  return rows;
}

}  // namespace surgeline::report
