#include <fmt/format.h>

#include <algorithm>

#include "contrast_rows.hpp"

namespace surgeline::report {
namespace {

using scenario::margin_outcome;

/// How a key of that unit is shown.
number_text text_for(scenario::unit_family unit) {
  using enum scenario::unit_family;
  switch (unit) {
    case time:
      return text_of_seconds;
    case rate:
      return text_of_rate;
    case share:
      return text_of_share;
    default:
      return text_of_number;
  }
}

/// A margin as one side knows it.
struct margin_side {
  const scenario::found_margin& of;

  bool is_found() const { return of.outcome == margin_outcome::found; }
  bool is_above() const { return of.outcome == margin_outcome::holds_at_high; }
  bool is_below() const { return of.outcome == margin_outcome::tips_at_low; }
  bool is_known() const { return is_found() || is_above() || is_below(); }
  std::optional<interval> within() const {
    return is_found() ? std::optional{interval{of.low, of.high}} : std::nullopt;
  }
  std::string bound() const { return is_above() ? "> " : is_below() ? "≤ " : ""; }
  /// As an estimate: an end of the range is what it is at least, or at most.
  interval estimate() const { return within().value_or(interval{of.at, of.at}); }
};

/// Whether the margins lie at least as far apart as their ends do; not so where one may lie anywhere on the other's side.
bool is_apart(const margin_side& low, const margin_side& high) {
  return low.of.at < high.of.at && !low.is_above() && !high.is_below();
}

}  // namespace

contrast_row row_of_margins(
    std::string name,
    const margin_finding& first,
    const margin_finding& second
) {
  const margin_side a{first.found}, b{second.found};
  contrast_row made{.name = std::move(name), .text = text_for(first.asked.low.unit)};
  if (a.is_known()) made.first = a.of.at;
  if (b.is_known()) made.second = b.of.at;
  made.first_within = a.within();
  made.second_within = b.within();
  made.first_bound = a.bound();
  made.second_bound = b.bound();
  const bool both_found = a.is_found() && b.is_found();
  const bool both_known = a.is_known() && b.is_known();
  if (!both_found && !(both_known && (is_apart(a, b) || is_apart(b, a)))) return made;
  made.difference = compare_estimates(a.of.at, a.estimate(), b.of.at, b.estimate());
  made.p = made.difference->p();
  return made;
}

std::vector<contrast_row> rows_of_margins(const stored_report& first, const stored_report& second) {
  std::vector<contrast_row> all;
  for (const stored_margin& a : first.margins) {
    for (const stored_margin& b : second.margins) {
      const std::string &variant = a.is.variant, &path = a.is.asked.path;
      if (path != b.is.asked.path || variant != b.is.variant || a.is.engine != b.is.engine)
        continue;
      const std::string who = variant.empty() ? "" : variant + ": ";
      all.push_back(row_of_margins(fmt::format("surge margin of {}{}", who, path), a.is, b.is));
    }
  }
  return all;
}

}  // namespace surgeline::report
