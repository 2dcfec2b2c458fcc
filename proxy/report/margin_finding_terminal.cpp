#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "paint.hpp"
#include "surgeline/report/margin_finding.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/statistics.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using scenario::margin_outcome;
using scenario::trial;

/// Columns that 0 … 100 % take: odd, so that one of them is the half.
constexpr std::size_t bar_columns = 31;

/// The share of a point with its interval, on a line from 0 to 100 %; the half is marked.
void add_bar(painted_line& line, const trial& at) {
  const auto column = [](double share) {
    return static_cast<std::size_t>(std::lround(share * (bar_columns - 1)));
  };
  const interval within = wilson(at.tipped, at.spoke());
  const std::size_t low = column(within.low), high = column(within.high);
  const std::size_t share = column(static_cast<double>(at.tipped) / at.spoke());
  for (std::size_t i = 0; i < bar_columns; ++i) {
    if (i == share)
      line.add("●", at.tips() ? hue::strange : hue::good);
    else if (i >= low && i <= high)
      line.add(i == bar_columns / 2 ? "┼" : "─", at.tips() ? hue::strange : hue::good);
    else
      line.add(i == bar_columns / 2 ? "┊" : " ", hue::quiet);
  }
}

/// The margin among the points: `  905ms ┈┈┈ margin, between 880ms and 930ms`.
painted_line margin_row(const margin_finding& of, std::size_t value_columns) {
  painted_line line;
  line.add(" ").add(pad_left(of.text(of.found.at), value_columns), hue::strong).add("  ");
  line.add(" ┈┈ half of the runs tip: ", hue::quiet);
  line.add(fmt::format("[{}, {}]", of.text(of.found.low), of.text(of.found.high)), hue::strong);
  return line;
}

hue hue_of_outcome(margin_outcome how) {
  if (how == margin_outcome::found || how == margin_outcome::holds_at_high) return hue::strong;
  return how == margin_outcome::searching ? hue::quiet : hue::bad;
}

painted_line trial_row(const margin_finding& of, const trial& at, std::size_t value_columns) {
  painted_line line;
  line.add(" ").add(pad_left(of.text(at.at), value_columns)).add("  ");
  if (at.spoke() == 0) {
    line.add(pad_right("nothing said", bar_columns), hue::quiet);
  } else {
    add_bar(line, at);
    line.add(pad_left(fmt::format("{} of {}", at.tipped, at.spoke()), 11));
    line.add("  " + text_of_interval(wilson(at.tipped, at.spoke()), text_of_share), hue::quiet);
  }
  if (at.silent > 0) line.add(fmt::format("  {} inconclusive", at.silent), hue::injected);
  return line;
}

/// Why runs tipped, and what those that did not tip came to.
void add_reasons(
    const margin_finding& of,
    std::size_t width,
    const std::function<void(const painted_line&)>& add
) {
  if (!of.tipped_as.empty()) {
    const std::string why = fmt::format("{} tips: {}", of.text(of.tipped_at), of.tipped_as);
    for (const std::string& part : wrap(why, width - 1))
      add(painted_line{}.add(" " + part, hue::quiet));
  }
  if (of.found.outcome == margin_outcome::tips_at_low) {
    constexpr std::string_view advice =
        "something else may be the cause: see what happens without this (a value of nothing, or "
        "`--set fault.ID.enabled=false`), or lower `low`";
    for (const std::string& part : wrap(std::string{advice}, width - 1))
      add(painted_line{}.add(" " + part, hue::injected));
  }
  if (!of.silent_as.empty()) {
    for (const std::string& part : wrap("a run that says nothing was " + of.silent_as, width - 1))
      add(painted_line{}.add(" " + part, hue::injected));
  }
  for (const auto& [kind, count] : of.held_as) {
    if (kind == scenario::verdict_kind::pass) continue;
    painted_line note;
    note.add(
        fmt::format(
            " {} runs that did not tip were {}, which `tips` does not name",
            count,
            config::name_of(kind)
        ),
        hue::injected
    );
    add(note);
  }
}

}  // namespace

std::vector<std::string> margin_lines(const margin_finding& of, room wide, bool colour) {
  std::vector<std::string> lines;
  const auto add = [&](const painted_line& line) { lines.push_back(line.text(wide.rows, colour)); };
  std::size_t value_columns = 8;
  for (const trial& each : of.found.trials)
    value_columns = std::max(value_columns, columns_of(of.text(each.at)));
  painted_line heads;
  heads.add(" ").add(pad_left("value", value_columns), hue::quiet);
  heads.add("  0%       P(tip) 50%        100%     tipped  95% interval", hue::quiet);
  add(heads);
  const bool found = of.found.outcome == margin_outcome::found;
  bool placed = !found;
  for (const trial& each : of.found.trials) {
    if (!placed && each.at > of.found.at) {
      add(margin_row(of, value_columns));
      placed = true;
    }
    add(trial_row(of, each, value_columns));
  }
  if (!placed) add(margin_row(of, value_columns));
  lines.emplace_back();
  painted_line head;
  if (!of.variant.empty()) head.add(" " + of.variant + ": ");
  head.add(
      of.variant.empty() ? " " + headline(of) : headline(of),
      hue_of_outcome(of.found.outcome)
  );
  add(head);
  painted_line facts;
  facts.add(
      fmt::format(
          " {} runs in {}, 95% interval{}",
          of.runs(),
          of.engine == scenario::engine::sim ? "virtual time" : "real time",
          found && !of.found.is_sharp ? "; wider than was asked for: set a higher `repeat`" : ""
      ),
      hue::quiet
  );
  add(facts);
  add_reasons(of, wide.sentences, add);
  return lines;
}

}  // namespace surgeline::report
