#include "contrast_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

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
  const bool is_bound = !of.first_bound.empty() || !of.second_bound.empty();
  if (!of.p && is_bound) return "unknown";
  if (!of.p) return of.first && of.first == of.second ? "same" : "too few";
  if (of.after.p < 0.001) return "<0.001";
  return fmt::format("{:.3f}", of.after.p);
}

std::string signed_text(const contrast_row& of) {
  if (!of.first || !of.second) return no_number;
  const double difference = *of.second - *of.first;
  const std::string text = of.text(std::abs(difference));
  return (difference < 0 ? "-" : difference > 0 ? "+" : "") + text;
}

/// A margin with its interval, or what is known of it.
std::string side_text(
    const contrast_row& of,
    const std::optional<double>& value,
    const std::optional<interval>& within,
    const std::string& bound
) {
  std::string text = bound + text_or_dash(value, of.text);
  if (within) text += " " + text_of_interval(*within, of.text);
  return text;
}

std::string count_text(const contrast_row& of) {
  if (of.first_within && of.second_within) {
    const interval &a = *of.first_within, &b = *of.second_within;
    return a.low <= b.high && b.low <= a.high ? "intervals overlap" : "intervals apart";
  }
  if (of.batches > 0) return fmt::format("{} steps, {} batches", of.first_count, of.batches);
  if (of.first_count + of.second_count == 0) return {};
  if (of.first_count == of.second_count)
    return of.first_count == 1 ? "1 seed" : fmt::format("{} seeds", of.first_count);
  return fmt::format("{}, {} seeds", of.first_count, of.second_count);
}

}  // namespace

std::vector<std::string> cells_of(const contrast_row& of) {
  return {
      of.differs() ? "●" : "",
      what_of(of),
      side_text(of, of.first, of.first_within, of.first_bound),
      side_text(of, of.second, of.second_within, of.second_bound),
      signed_text(of),
      of.within ? text_of_interval(*of.within, of.text) : no_number,
      p_text(of),
      count_text(of)
  };
}

std::string correction_in_words(std::size_t tests) {
  return fmt::format(
      "p is corrected for {} comparisons (Holm): were there no difference at all, one in twenty "
      "such reports would name any. An interval without zero is a difference beyond noise.",
      tests
  );
}

void contrast_sheet::say(const std::string& text, hue how) {
  for (const std::string& each : wrap(printable(text), wide_.sentences - 1))
    add(painted_line{}.add(" ").add(each, how));
}

void contrast_sheet::add_names(const std::string& first, const std::string& second) {
  add(painted_line{}.add(" A  ", hue::quiet).add(first));
  add(painted_line{}.add(" B  ", hue::quiet).add(second));
  blank();
}

void contrast_sheet::add_asked(const std::vector<asked_difference>& all) {
  if (all.empty()) return say("the same scenario, variants and seeds", hue::quiet);
  std::vector<std::vector<std::string>> rows;
  for (const asked_difference& each : all)
    rows.push_back({printable(each.what), printable(each.first), printable(each.second)});
  table({"asked for", "A", "B"}, rows, 3);
}

void contrast_sheet::table(
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
      const hue how = is_head                      ? hue::quiet
                      : i < first_right && differs ? hue::injected
                                                   : hue::plain;
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

void contrast_sheet::say_how_many(std::size_t differing, std::size_t tests) {
  if (tests == 0) return say("no difference", hue::good);
  if (differing == 0)
    return say(fmt::format("no difference beyond noise in {} comparisons", tests), hue::good);
  say(fmt::format("{} of {} comparisons differ beyond noise", differing, tests), hue::injected);
}

}  // namespace surgeline::report
