#pragma once

#include <span>
#include <string>
#include <vector>

#include "markup.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"
#include "surgeline/report/summary.hpp"

namespace surgeline::report {

/// The page under construction.
struct page {
  std::span<const execution> all;
  std::vector<summary> summaries;
  std::vector<comparison> comparisons;
  const invocation& from;
  markup out{};

  const execution& first_of(const summary& of) const { return all[of.members.front()]; }
};

/// The style sheet.
std::string page_style();

/// A verdict in its colour: `✔ metastable`.
void add_pill(page& on, scenario::verdict_kind kind, const std::string& words, bool expected);

/// A surge margin: its headline, how often each value tips, and the points.
void add_margin(page& on, const margin_finding& of);
/// A card a variant and engine: verdict, evidence, and the run in the size of a word.
void add_cards(page& on);
/// All variants and engines in one table.
void add_results(page& on);
/// A variant: charts of its engines, and what they rest on.
void add_variant(page& on, const std::string& variant);
/// The tables below a chart: the way back, checks, attestation.
void add_evidence(page& on, const execution& of);
/// The engines of a variant, number by number.
void add_comparison(page& on, const std::string& variant);
/// What [accept] agree says of the engines; nothing without.
void add_accords(page& on);
/// The command lines that make these executions again.
void add_repeating(page& on);

}  // namespace surgeline::report
