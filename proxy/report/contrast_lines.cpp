#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "paint.hpp"
#include "surgeline/report/contrast.hpp"
#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// Of many rows the likeliest are shown, and how many more there are.
constexpr std::size_t most_rows = 20;

/// `load.users.latency_p99_seconds` as checks call it: `load.users.latency.p99`.
std::string metric_of(std::string name) {
  for (const std::string_view unit : {"_per_second", "_seconds"}) {
    if (name.ends_with(unit)) name.resize(name.size() - unit.size());
  }
  const auto quantile = name.rfind("_p");
  const bool is_one = quantile != name.npos && quantile + 2 < name.size() &&
                      name.find_first_not_of("0123456789", quantile + 2) == name.npos;
  if (is_one) name[quantile] = '.';
  return name;
}

std::string what_of(const contrast_row& of) {
  if (!of.phase.empty()) return fmt::format("{} in {}", metric_of(of.name), of.phase);
  if (of.name.starts_with("goodput_") && of.name.ends_with("_per_second")) {
    std::string words = metric_of(of.name);
    std::ranges::replace(words, '_', ' ');
    return words;
  }
  if (of.name == "degraded_share") return "degraded";
  return std::string{words_for(of.name)};
}

std::string p_text(const contrast_row& of) {
  if (!of.p) return "too few";
  if (of.after.p < 0.001) return "<0.001";
  return fmt::format("{:.3f}", of.after.p);
}

std::string signed_text(const contrast_row& of) {
  if (!of.first || !of.second) return no_number;
  const double difference = *of.second - *of.first;
  const std::string text = of.text(std::abs(difference));
  return (difference < 0 ? "-" : difference > 0 ? "+" : "") + text;
}

std::string count_text(const contrast_row& of) {
  if (of.batches > 0) return fmt::format("{} steps, {} batches", of.first_count, of.batches);
  if (of.first_count + of.second_count == 0) return {};
  if (of.first_count == of.second_count) return fmt::format("{} seeds", of.first_count);
  return fmt::format("{}, {} seeds", of.first_count, of.second_count);
}

std::vector<std::string> cells_of(const contrast_row& of) {
  return {
      of.differs() ? "●" : "",
      what_of(of),
      text_or_dash(of.first, of.text),
      text_or_dash(of.second, of.text),
      signed_text(of),
      of.within ? text_of_interval(*of.within, of.text) : no_number,
      p_text(of),
      count_text(of)
  };
}

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

/// Lines under construction.
class sheet_of_contrast {
 public:
  sheet_of_contrast(room wide, bool colour) : wide_(wide), colour_(colour) {}

  void blank() { lines_.emplace_back(); }
  void add(const painted_line& line) { lines_.push_back(line.text(wide_.rows, colour_)); }
  void say(const std::string& text, hue how = hue::plain) {
    for (const std::string& each : wrap(printable(text), wide_.sentences - 1))
      add(painted_line{}.add(" ").add(each, how));
  }
  void table(
      const std::vector<std::string>& heads,
      const std::vector<std::vector<std::string>>& rows,
      std::size_t first_right
  ) {
    std::vector<std::size_t> widths;
    for (const std::string& head : heads) widths.push_back(columns_of(head));
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i)
        widths[i] = std::max(widths[i], columns_of(row[i]));
    }
    const auto line = [&](const std::vector<std::string>& cells, bool is_head) {
      painted_line made;
      const bool differs = cells.front() == "●";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const hue how = is_head ? hue::quiet : i < 2 && differs ? hue::injected : hue::plain;
        made.add(i == 0 ? " " : "  ");
        made.add(
            i >= first_right ? pad_left(cells[i], widths[i]) : pad_right(cells[i], widths[i]),
            how
        );
      }
      add(made);
    };
    line(heads, true);
    for (const auto& row : rows) line(row, false);
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  room wide_;
  bool colour_;
  std::vector<std::string> lines_;
};

void add_rows(sheet_of_contrast& to, const std::vector<const contrast_row*>& all) {
  if (all.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(all.size(), most_rows); ++i)
    rows.push_back(cells_of(*all[i]));
  to.table({"", "", "A", "B", "B − A", "interval", "p", "sample"}, rows, 2);
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

void add_pair(sheet_of_contrast& to, const contrast_pair& of) {
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
    to.say(fmt::format("no difference beyond noise in {} numbers over time", tested));
  }
}

void add_asked(sheet_of_contrast& to, const contrast& of) {
  if (of.asked.empty()) return to.say("the same scenario, variants and seeds", hue::quiet);
  std::vector<std::vector<std::string>> rows;
  for (const asked_difference& each : of.asked)
    rows.push_back({printable(each.what), printable(each.first), printable(each.second)});
  to.table({"asked for", "A", "B"}, rows, 3);
}

/// How it was found out, and what that is worth.
void add_method(sheet_of_contrast& to, const contrast& of) {
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
  how += fmt::format(
      "p is corrected for {} comparisons (Holm): were there no difference at all, one in twenty "
      "such reports would name any. An interval without zero is a difference beyond noise.",
      of.tests
  );
  to.say(how, hue::quiet);
}

}  // namespace

std::vector<std::string> contrast_lines(
    const contrast& of,
    const std::string& first_name,
    const std::string& second_name,
    room wide,
    bool colour
) {
  sheet_of_contrast to(wide, colour);
  to.add(painted_line{}.add(" A  ", hue::quiet).add(first_name));
  to.add(painted_line{}.add(" B  ", hue::quiet).add(second_name));
  to.blank();
  add_asked(to, of);
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
  const std::size_t differing = of.differing();
  if (of.tests == 0)
    to.say("nothing could be compared", hue::bad);
  else if (differing == 0)
    to.say(fmt::format("no difference beyond noise in {} comparisons", of.tests), hue::good);
  else
    to.say(
        fmt::format("{} of {} comparisons differ beyond noise", differing, of.tests),
        hue::injected
    );
  add_method(to, of);
  return to.take();
}

}  // namespace surgeline::report
