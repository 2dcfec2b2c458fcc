#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"

namespace surgeline::measure {

/// What a metric's number means, for limits in files and for axes.
enum class dimension : std::uint8_t { per_second, share, ratio, seconds, number };

/// A number that checks and reports ask for, computed from instruments over a window.
struct metric {
  subject_kind of;
  std::string_view name;  ///< `goodput` in `load.users.goodput`
  dimension measures;
  std::string_view help;
  /// The value over [from, to); empty when there is nothing to compute it from.
  std::optional<double> (*value)(
      const recording&,
      const std::string& subject,
      time_point from,
      time_point to
  );
};

/// Every metric of the project, declared once.
std::span<const metric> metrics();

/// `load.users.goodput` taken apart; empty when no such metric is declared.
struct metric_path {
  std::string subject;  ///< `load.users`
  const metric* what = nullptr;

  /// The same of a part of the subject's clients.
  metric_path part(std::string_view which) const { return {subject + std::string{which}, what}; }

  static std::optional<metric_path> parse(std::string_view text);
  std::optional<double> over(const recording& from_run, time_point from, time_point to) const {
    return what->value(from_run, subject, from, to);
  }
};

/// The metric names that a subject of this kind has.
std::vector<std::string> metric_names(subject_kind kind);

/// The metrics as a Markdown page, for `docs metrics`.
std::string metrics_markdown();

}  // namespace surgeline::measure
