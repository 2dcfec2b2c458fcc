#include <fmt/format.h>

#include <algorithm>

#include "contrast_sheet.hpp"
#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// Of many rows the likeliest are shown, and how many more there are.
constexpr std::size_t most_rows = 20;

/// What is shown of a pair: every number of seeds; of numbers over time those that differ.
std::vector<const contrast_row*> shown_rows(const std::vector<contrast_row>& all, bool in_time) {
  std::vector<const contrast_row*> shown;
  for (const contrast_row& each : all) {
    if (!in_time || each.differs()) shown.push_back(&each);
  }
  if (in_time)
    std::ranges::stable_sort(shown, {}, [](const contrast_row* each) { return each->after.p; });
  return shown;
}

void add_rows(contrast_sheet& to, const std::vector<const contrast_row*>& all) {
  if (all.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(all.size(), most_rows); ++i)
    rows.push_back(cells_of(*all[i]));
  to.table(heads_of_contrast, rows, 2);
  if (all.size() > most_rows)
    to.say(fmt::format("… and {} more; --json has all", all.size() - most_rows), hue::quiet);
}

std::string seeds_text(const contrast_pair& of) {
  const auto count = [](std::size_t seeds) {
    return seeds == 1 ? std::string{"1 seed"} : fmt::format("{} seeds", seeds);
  };
  const std::string first = count(of.first_seeds.size()), second = count(of.second_seeds.size());
  return first == second ? first + " each" : first + " and " + second;
}

void add_pair(contrast_sheet& to, const contrast_pair& of) {
  to.blank();
  const std::string& second = of.second == of.first ? std::string{} : of.second;
  painted_line head;
  head.add(" ").add(of.first, hue::strong);
  if (!second.empty()) head.add(" → ").add(second, hue::strong);
  head.add(fmt::format("{}{}: ", of.first.empty() ? "" : " · ", name_of(of.engine)));
  head.add(of.first_verdicts);
  if (of.first_verdicts != of.second_verdicts) head.add(" → " + of.second_verdicts, hue::strange);
  head.add(", " + seeds_text(of), hue::quiet);
  to.add(head);
  const auto shown = shown_rows(of.rows, of.is_in_time);
  add_rows(to, shown);
  if (of.rows.empty()) {
    to.say("nothing to compare: no curves of a phase that both have", hue::quiet);
  } else if (shown.empty()) {
    const auto tested =
        std::ranges::count_if(of.rows, [](const contrast_row& each) { return each.p.has_value(); });
    to.say(
        tested == 0 ? "the same numbers throughout"
                    : fmt::format("no difference beyond noise in {} numbers over time", tested)
    );
  }
}

/// How it was found out, and what that is worth.
void add_method(contrast_sheet& to, const contrast& of) {
  const auto is_in_time = [](const contrast_pair& each) { return each.is_in_time; };
  const bool some = std::ranges::any_of(of.pairs, is_in_time);
  const bool all = std::ranges::all_of(of.pairs, is_in_time);
  if (of.tests == 0) return;
  to.blank();
  std::string how;
  if (!all) how += "Means over seeds by Welch's test, verdicts by Fisher's. ";
  if (some)
    how +=
        "One run of each, second by second within each phase: the mean of the differences by "
        "batch means. It says what these two runs do, not what another seed would: --seeds 5 "
        "on both sides tells. ";
  if (!of.margins.empty()) how += "Margins by their intervals. ";
  to.say(how + correction_in_words(of.tests), hue::quiet);
}

}  // namespace

std::vector<std::string> contrast_lines(
    const contrast& of,
    const std::string& first_name,
    const std::string& second_name,
    room wide,
    bool colour
) {
  contrast_sheet to(wide, colour);
  to.add_names(first_name, second_name);
  to.add_asked(of.asked);
  if (!of.margins.empty()) {
    to.blank();
    std::vector<const contrast_row*> rows;
    for (const contrast_row& each : of.margins) rows.push_back(&each);
    add_rows(to, rows);
  }
  for (const contrast_pair& each : of.pairs) add_pair(to, each);
  for (const std::string& each : of.only_first) to.say("only in A: " + each);
  for (const std::string& each : of.only_second) to.say("only in B: " + each);
  to.blank();
  if (of.has_numbers())
    to.say_how_many(of.differing(), of.tests);
  else
    to.say("nothing could be compared", hue::bad);
  add_method(to, of);
  return to.take();
}

}  // namespace surgeline::report
