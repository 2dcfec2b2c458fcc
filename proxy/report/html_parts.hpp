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

/// Everything before the body: title, style, and a policy that allows this style and nothing else.
void open_document(markup& out, std::string_view title);
/// Everything behind `main`; `beside` is the file for programs.
void close_document(markup& out, const invocation& from, std::string_view beside);

/// The section on how to make a page's content again, and in it an open table of what it was made from.
void open_repeating(markup& out, const invocation& from);

/// What scrolls by itself where the page is too narrow, with the keyboard too.
void open_scroll(markup& out, std::string_view name);
/// A table that scrolls by itself; a head that starts with `>` is above numbers.
void open_table(
    markup& out,
    std::string_view caption,
    const std::vector<std::string_view>& heads,
    std::string look = "plain"
);
void close_table(markup& out);
void add_cell(markup& out, std::string_view text, std::string look = {});

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
/// How the requests of each load ended, which says what the marks of its map mean.
void add_endings(page& on, const execution& of);
/// What closed forms say of it, beside what was measured.
void add_predictions(page& on, const execution& of);
/// The numbers of each phase, the engines of a variant side by side.
void add_phases(page& on, const std::vector<const summary*>& engines);
/// The engines of a variant, number by number.
void add_comparison(page& on, const std::string& variant);
/// What [accept] agree says of the engines; nothing without.
void add_accords(page& on);
/// The command lines that make these executions again, and what they are made from.
void add_repeating(page& on, const std::vector<margin_finding>& margins);

}  // namespace surgeline::report
