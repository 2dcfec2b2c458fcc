#include <fmt/format.h>

#include <algorithm>

#include "accord_words.hpp"
#include "paint.hpp"
#include "sidecars.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/summary.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// A cell: what it says and how it is painted.
struct cell {
  std::string text;
  hue how = hue::plain;
};

/// A column of the table; of two, the one with the higher `worth` stays when room is short.
struct column {
  std::string head;
  int worth = 0;
  bool right = false;
  std::vector<cell> cells{};

  std::size_t width() const {
    std::size_t widest_cell = columns_of(head);
    for (const cell& each : cells) widest_cell = std::max(widest_cell, columns_of(each.text));
    return widest_cell;
  }
};

constexpr std::size_t gap = 2;

std::size_t total_width(const std::vector<column>& table) {
  std::size_t total = 1;
  for (const column& each : table) total += each.width() + gap;
  return total - gap;
}

/// Leaves out what is worth least until the rest fits; the last two columns are cut instead.
void fit(std::vector<column>& table, std::size_t width) {
  while (total_width(table) > width && table.size() > 2) {
    table.erase(std::ranges::min_element(table, {}, &column::worth));
  }
}

/// The lines that are printed, and for what kind of terminal.
struct sheet {
  room wide;
  bool colour;
  std::vector<std::string> lines{};

  void add(const painted_line& line) { lines.push_back(line.text(wide.rows, colour)); }
  void add_blank() { lines.emplace_back(); }
};

std::string aligned(const column& in, const std::string& text) {
  return in.right ? pad_left(text, in.width()) : pad_right(text, in.width());
}

void add_table(sheet& into, std::vector<column> table) {
  fit(table, into.wide.rows);
  painted_line heads;
  for (const column& each : table) {
    heads.add(&each == &table.front() ? " " : "  ").add(aligned(each, each.head), hue::quiet);
  }
  into.add(heads);
  for (std::size_t row = 0; row < table.front().cells.size(); ++row) {
    painted_line line;
    for (const column& each : table) {
      const cell& shown = each.cells[row];
      line.add(&each == &table.front() ? " " : "  ").add(aligned(each, shown.text), shown.how);
    }
    into.add(line);
  }
}

std::string engine_text(const summary& of) {
  const std::string engine{name_of(of.engine)};
  return of.members.size() == 1 ? engine : fmt::format("{} ×{}", engine, of.members.size());
}

cell verdict_cell(const summary& of) {
  const bool all = of.as_expected == of.members.size();
  return {
      fmt::format("{} {}", all ? "✔" : "✘", verdicts_in_words(of)),
      all ? hue::good : hue_of(of.verdicts.front().first)
  };
}

cell recovery_cell(const summary& of) {
  if (of.watched == 0) return {no_number, hue::quiet};
  if (of.recovered == 0) return {"never", hue::plain};
  return {text_of_spread(of.recovery_seconds, text_of_seconds)};
}

std::vector<column> main_table(const std::vector<summary>& all) {
  std::vector<column> table{
      {"variant", 9},
      {"engine", 8},
      {"verdict", 10},
      {"back after", 7, true},
      {"predicted", 3, true},
      {"goodput", 6, true},
      {"amplification", 4, true},
      {"wasted", 2, true},
      {"degraded", 5, true},
  };
  for (const summary& each : all) {
    const std::vector<cell> row{
        {each.variant, hue::strong},
        {engine_text(each)},
        verdict_cell(each),
        recovery_cell(each),
        {text_or_dash(each.predicted_seconds, text_of_seconds)},
        {goodput_in_words(each)},
        {text_of_median(each.amplification, text_of_ratio)},
        {text_of_median(each.wasted_share, text_of_share)},
        {text_of_median(each.degraded_share, text_of_share)},
    };
    for (std::size_t i = 0; i < row.size(); ++i) table[i].cells.push_back(row[i]);
  }
  const bool falls_back =
      std::ranges::any_of(all, [](const summary& each) { return each.degraded_share.median > 0; });
  if (!falls_back) table.pop_back();
  const bool variants =
      std::ranges::any_of(all, [](const summary& each) { return !each.variant.empty(); });
  if (!variants) table.erase(table.begin());
  return table;
}

std::vector<column> engines_table(const std::vector<comparison>& all) {
  std::vector<column> table{
      {"variant", 10},
      {"engines", 9},
      {"run", 8, true},
      {"sim", 7, true},
      {"sim − run", 5, true},
      {"95% interval", 6, true}
  };
  for (const comparison& each : all) {
    const number_text text = text_for(each.name);
    const bool both = each.run.count > 0 && each.sim.count > 0;
    const std::vector<cell> row{
        {each.variant, hue::strong},
        {std::string{words_for(each.name)}},
        {text_of_median(each.run, text)},
        {text_of_median(each.sim, text)},
        {both ? text(each.shift) : no_number},
        {each.shifted ? text_of_interval(*each.shifted, text) : "too few seeds",
         each.shifted ? hue::plain : hue::quiet},
    };
    for (std::size_t i = 0; i < row.size(); ++i) table[i].cells.push_back(row[i]);
  }
  if (std::ranges::all_of(all, [](const comparison& each) { return each.variant.empty(); }))
    table.erase(table.begin());
  return table;
}

/// Whether the engines agree as closely as the file demands.
std::vector<column> accords_table(const std::vector<accord>& all) {
  std::vector<column> table{
      {"variant", 10},
      {"agreement", 9},
      {"reference", 6, true},
      {"run", 6, true},
      {"sim", 5, true},
      {"sim − run", 4, true},
      {"interval", 7, true},
      {"margin", 8, true},
      {"agrees", 10}
  };
  for (const accord& each : all) {
    const accord_words says = words_of(each);
    const hue how = each.how == accordance::agree     ? hue::good
                    : each.how == accordance::unknown ? hue::injected
                                                      : hue::bad;
    const std::vector<cell> row{
        {each.variant, hue::strong},
        {each.metric},
        {says.reference},
        {says.run},
        {says.sim},
        {says.difference},
        {says.within},
        {says.margin},
        {says.answer, how},
    };
    for (std::size_t i = 0; i < row.size(); ++i) table[i].cells.push_back(row[i]);
  }
  if (std::ranges::all_of(all, [](const accord& each) { return each.reference.empty(); }))
    table.erase(table.begin() + 2);
  if (std::ranges::all_of(all, [](const accord& each) { return each.variant.empty(); }))
    table.erase(table.begin());
  return table;
}

/// One execution and why it was judged so, as sentences.
void add_reasons(sheet& into, const execution& of, const std::string& how_many) {
  painted_line head;
  head.add(of.as_expected() ? " ✔ " : " ✘ ", of.as_expected() ? hue::good : hue::bad);
  head.add(name_in_words(of), hue::strong).add(": ");
  head.add(config::name_of(of.judgement.verdict.kind), hue_of(of.judgement.verdict.kind));
  head.add(expectation_in_words(of)).add(how_many, hue::quiet);
  into.add_blank();
  into.add(head);
  for (const std::string& reason : reasons_in_words(of)) {
    for (const std::string& line : wrap(printable(reason), into.wide.sentences - 3))
      into.lines.push_back("   " + line);
  }
}

/// The sidecars of a run, the number of lines they need.
void add_sidecars(sheet& into, const execution& of) {
  for (const auto& [who, words] : sidecars_in_words(of.record)) {
    for (const std::string& line : wrap(printable(who + ": " + words), into.wide.sentences - 3))
      into.lines.push_back("   " + line);
  }
}

/// In a longer table, only what was not expected is explained.
constexpr std::size_t most_explained = 4;

/// The first seed of each verdict; what went as expected needs words only where there is little else to say.
void add_reasons(
    sheet& into,
    std::span<const execution> all,
    const summary& of,
    std::size_t summaries
) {
  for (const auto& [kind, count] : of.verdicts) {
    const auto is_such = [&, wanted = kind](std::size_t each) {
      return all[each].judgement.verdict.kind == wanted;
    };
    const execution& shown = all[*std::ranges::find_if(of.members, is_such)];
    const std::size_t enough = kind == scenario::verdict_kind::pass ? 1 : most_explained;
    if (shown.as_expected() && summaries > enough) continue;
    const std::size_t seeds = of.members.size();
    add_reasons(
        into,
        shown,
        seeds == 1 ? ""
                   : fmt::format(" · {} of {} seeds, this is {}", count, seeds, shown.record.seed)
    );
    add_sidecars(into, shown);
  }
}

}  // namespace

std::vector<std::string> closing_table(std::span<const execution> all, room wide, bool colour) {
  return closing_table(all, accords(all), wide, colour);
}

std::vector<std::string> closing_table(
    std::span<const execution> all,
    const std::vector<accord>& agreed,
    room wide,
    bool colour
) {
  const auto summaries = summarise(all);
  if (summaries.empty()) return {"nothing was carried out"};
  sheet made{wide, colour};
  add_table(made, main_table(summaries));
  if (const auto engines = compare_engines(all); !engines.empty()) {
    made.add_blank();
    add_table(made, engines_table(engines));
  }
  if (!agreed.empty()) {
    made.add_blank();
    add_table(made, accords_table(agreed));
  }
  for (const summary& each : summaries) add_reasons(made, all, each, summaries.size());
  return std::move(made.lines);
}

}  // namespace surgeline::report
