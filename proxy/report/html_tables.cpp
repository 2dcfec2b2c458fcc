#include <fmt/format.h>

#include <algorithm>

#include "accord_words.hpp"
#include "chart.hpp"
#include "html_parts.hpp"
#include "surgeline/report/numbers.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// What several seeds say together: `18 of 20 as expected, 69.9…97.2% of all seeds`.
std::string seeds_in_words(const summary& of) {
  const std::size_t seeds = of.members.size();
  if (seeds == 1) return "1 seed";
  return fmt::format(
      "{} of {} seeds as expected; 95% interval {}",
      of.as_expected,
      seeds,
      text_of_interval(of.expected_share, text_of_share)
  );
}

std::string recovery_in_words(const summary& of) {
  if (of.watched == 0) return no_number;
  if (of.recovered == 0) return "not back";
  return text_of_spread(of.recovery_seconds, text_of_seconds);
}

/// Goodput before, in and after the faults; where they were always in force, what there was then.
std::string goodput_of_card(const summary& of) {
  const bool has_before = of.goodput_before.count > 0 && of.goodput_after.count > 0;
  if (has_before || of.goodput_in_faults.count == 0) return goodput_in_words(of);
  return text_of_median(of.goodput_in_faults, text_of_rate) + " in faults";
}

void add_numbers(page& on, const summary& of) {
  const auto add = [&](std::string_view name, const std::string& value, const std::string& note) {
    if (value == no_number) return;
    on.out.open("div").leaf("dt", name).open("dd").leaf("b", value);
    if (!note.empty()) on.out.leaf("small", note);
    on.out.close().close();
  };
  on.out.open("dl");
  add("goodput", goodput_of_card(of), "");
  if (of.watched > 0) {
    const std::string back =
        of.recovered > 0 ? text_of_median(of.recovery_seconds, text_of_seconds) : "never";
    add("back after",
        back,
        of.predicted_seconds ? text_of_seconds(*of.predicted_seconds) + " predicted" : "");
  }
  add("amplification", text_of_median(of.amplification, text_of_ratio), "");
  add("peak amplification", text_of_median(of.peak_amplification, text_of_ratio), "");
  add("wasted work", text_of_median(of.wasted_share, text_of_share), "");
  on.out.close();
}

/// What a verdict rests on that nothing speaks against.
std::string evidence_in_words(const execution& of) {
  const auto held = std::ranges::count_if(of.judgement.checks, &scenario::check_result::held);
  const auto fired =
      std::ranges::count_if(of.judgement.attestations, &scenario::attestation::fired);
  return fmt::format(
      "{} of {} checks held, and {} of {} faults took effect.",
      held,
      of.judgement.checks.size(),
      fired,
      of.judgement.attestations.size()
  );
}

void add_card(page& on, const summary& of) {
  const execution& first = on.first_of(of);
  const bool expected = of.as_expected == of.members.size();
  on.out.open("article", {{"class", "card"}});
  on.out.open("div", {{"class", "top"}});
  add_pill(on, of.verdicts.front().first, verdicts_in_words(of), expected);
  const std::string wanted =
      expected ? "as expected" : fmt::format("{} was expected", config::name_of(of.expected));
  on.out.leaf("span", wanted, {{"class", expected ? "expected" : "unexpected"}});
  on.out.open("a", {{"class", "where"}, {"href", fmt::format("#run-{}", of.members.front())}});
  if (!of.variant.empty()) on.out.leaf("b", of.variant).text(" ");
  on.out.leaf("span", name_of(of.engine)).close();
  on.out.close();
  if (on.summaries.size() > 1) on.out.raw(miniature_of(first));
  add_numbers(on, of);
  if (of.members.size() > 1) on.out.leaf("p", seeds_in_words(of), {{"class", "seeds"}});
  if (first.judgement.verdict.reasons.empty())
    on.out.leaf("p", evidence_in_words(first), {{"class", "reason"}});
  for (const auto& [kind, count] : of.verdicts) {
    const auto is_such = [&, such = kind](std::size_t each) {
      return on.all[each].judgement.verdict.kind == such;
    };
    const execution& shown = on.all[*std::ranges::find_if(of.members, is_such)];
    for (const std::string& reason : reasons_in_words(shown)) {
      on.out.open("p", {{"class", "reason"}});
      if (of.members.size() > 1) on.out.leaf("small", fmt::format("seed {}: ", shown.record.seed));
      on.out.text(reason).close();
    }
  }
  on.out.close();
}

std::string range_in_words(const spread& of) {
  if (of.count < 2) return no_number;
  return fmt::format("{} … {}", text_of_seconds(of.low), text_of_seconds(of.high));
}

std::string prediction_in_words(const summary& of) {
  if (!of.predicted_seconds) return no_number;
  const std::string off = of.deviation ? fmt::format(", {:+.1f}%", *of.deviation * 100) : "";
  return text_of_seconds(*of.predicted_seconds) + off;
}

void add_result(page& on, const summary& of) {
  const std::size_t seeds = of.members.size();
  on.out.open("tr").leaf("th", of.variant.empty() ? no_number : of.variant, {{"scope", "row"}});
  add_cell(on.out, name_of(of.engine));
  add_cell(
      on.out,
      of.as_expected == seeds ? std::to_string(seeds)
                              : fmt::format("{} of {} as expected", of.as_expected, seeds)
  );
  on.out.open("td");
  add_pill(on, of.verdicts.front().first, verdicts_in_words(of), of.as_expected == seeds);
  on.out.close();
  add_cell(on.out, recovery_in_words(of), "number");
  add_cell(on.out, range_in_words(of.recovery_seconds), "number");
  add_cell(on.out, prediction_in_words(of), "number");
  add_cell(on.out, goodput_in_words(of), "number");
  add_cell(on.out, text_of_median(of.amplification, text_of_ratio), "number");
  add_cell(on.out, text_of_median(of.wasted_share, text_of_share), "number");
  on.out.close();
}

}  // namespace

void add_pill(page& on, scenario::verdict_kind kind, const std::string& words, bool expected) {
  on.out.leaf(
      "span",
      (expected ? "✔ " : "✘ ") + words,
      {{"class", fmt::format("pill {}", config::name_of(kind))}}
  );
}

void add_cards(page& on) {
  on.out.open(
      "section",
      {{"class", on.summaries.size() == 1 ? "cards one" : "cards"}, {"aria-label", "Verdicts"}}
  );
  for (const summary& each : on.summaries) add_card(on, each);
  on.out.close();
}

void add_results(page& on) {
  if (on.summaries.size() < 2) return;
  on.out.open("section").leaf("h2", "All results");
  open_table(
      on.out,
      "",
      {"variant",
       "engine",
       "seeds",
       "verdict",
       ">back after",
       ">range",
       ">predicted",
       ">goodput",
       ">amplification",
       ">wasted"}
  );
  for (const summary& each : on.summaries) add_result(on, each);
  close_table(on.out);
  on.out.leaf(
      "p",
      "Of several seeds: the median [quartiles]; the range is from the shortest to the longest. "
      "Beside a prediction: by how much the median is off.",
      {{"class", "note"}}
  );
  on.out.close();
}

void add_comparison(page& on, const std::string& variant) {
  const auto is_mine = [&](const comparison& each) { return each.variant == variant; };
  if (std::ranges::none_of(on.comparisons, is_mine)) return;
  open_table(
      on.out,
      "The engines side by side",
      {"", ">run", ">sim", ">sim − run", ">95% interval", ""}
  );
  for (const comparison& each : on.comparisons) {
    if (!is_mine(each)) continue;
    const number_text text = text_for(each.name);
    const bool both = each.run.count > 0 && each.sim.count > 0;
    on.out.open("tr").leaf("th", words_for(each.name), {{"scope", "row"}});
    add_cell(on.out, text_of_spread(each.run, text), "number");
    add_cell(on.out, text_of_spread(each.sim, text), "number");
    add_cell(on.out, both ? text(each.shift) : no_number, "number");
    add_cell(
        on.out,
        each.shifted ? text_of_interval(*each.shifted, text) : "too few seeds",
        "number"
    );
    add_cell(
        on.out,
        !each.shifted            ? ""
        : each.shifted->holds(0) ? "no difference seen"
                                 : "they differ"
    );
    on.out.close();
  }
  close_table(on.out);
}

void add_accords(page& on) {
  const std::vector<accord> all = accords(on.all);
  if (all.empty()) return;
  on.out.open("section").leaf("h2", "Whether the engines agree");
  open_table(
      on.out,
      "",
      {"variant", "", ">reference", ">run", ">sim", ">sim − run", ">interval", ">margin", "agrees"}
  );
  for (const accord& each : all) {
    const accord_words says = words_of(each);
    on.out.open("tr")
        .leaf("th", each.variant.empty() ? no_number : each.variant, {{"scope", "row"}});
    add_cell(on.out, each.metric);
    for (const std::string* number :
         {&says.reference, &says.run, &says.sim, &says.difference, &says.within, &says.margin})
      add_cell(on.out, *number, "number");
    add_cell(on.out, says.answer, each.how == accordance::agree ? "expected" : "unexpected");
    on.out.close();
  }
  close_table(on.out);
  on.out.leaf(
      "p",
      "The means; they agree when the interval of their difference lies within the margin that the "
      "file declares.",
      {{"class", "note"}}
  );
  on.out.close();
}

}  // namespace surgeline::report
