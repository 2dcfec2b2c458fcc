#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "markup.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {

/// The size of a curve's picture, and of its edges.
struct sweep_frame {
  static constexpr double width = 960, height = 300, left = 64, right = 110, top = 14, bottom = 44;
};

/// The axes that have values, and the points' place on the last of them where that is numbers.
struct sweep_page : sweep_frame {
  const sweep_result& of;
  markup out{};
  std::vector<const scenario::axis*> axes{};
  std::vector<std::optional<double>> places{};  ///< of each point, in pixels
  bool is_log = false;                          ///< whether the last axis is logarithmic

  explicit sweep_page(const sweep_result& from) : of(from) {
    for (const scenario::axis& each : from.asked.vary) {
      if (!scenario::is_searched(each)) axes.push_back(&each);
    }
    place_points();
  }

  /// More curves than that cannot be told apart; where there is a map, it shows them.
  static constexpr std::size_t most_series = 8;

  /// What tells the curves apart, in order of the points.
  std::vector<std::string> series() const {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < of.points.size(); ++i) {
      if (std::ranges::find(all, series_of(i)) == all.end()) all.push_back(series_of(i));
    }
    return all;
  }
  bool has_curve() const {
    return (axes.size() != 2 || series().size() <= most_series) && places.size() > 1 &&
           std::ranges::all_of(places, [](const auto& each) { return each.has_value(); });
  }
  /// What tells the curves apart: all but the last axis.
  std::string series_of(std::size_t point) const {
    std::string name;
    const auto& text = of.points[point].text;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) name += (name.empty() ? "" : " · ") + text[i];
    return name;
  }

 private:
  /// Whether listed values lie so far apart that a linear axis would put most of them in a corner.
  bool spreads() const {
    if (!axes.back()->values) return false;
    std::vector<double> numbers;
    for (const config::value& each : *axes.back()->values) {
      const auto number = scenario::setting_of(each);
      if (!number || number->number <= 0) return false;
      numbers.push_back(number->number);
    }
    std::ranges::sort(numbers);
    return numbers.size() > 2 && numbers.back() >= 8 * numbers.front();
  }
  void place_points() {
    if (axes.empty()) return;
    is_log = axes.back()->scale == scenario::range_scale::log || spreads();
    std::vector<std::optional<double>> numbers;
    for (const scenario::grid_point& each : of.points) {
      const auto& set =
          *std::ranges::find(each.sets, axes.back()->path, &scenario::assignment::path);
      const auto number = scenario::setting_of(set.to);
      const bool fits = number && (!is_log || number->number > 0);
      numbers.push_back(
          fits ? std::optional{is_log ? std::log(number->number) : number->number} : std::nullopt
      );
    }
    double low = INFINITY, high = -INFINITY;
    for (const auto& each : numbers) {
      low = std::min(low, each.value_or(low));
      high = std::max(high, each.value_or(high));
    }
    for (const auto& each : numbers) {
      places.push_back(
          each && high > low
              ? std::optional{left + (*each - low) / (high - low) * (width - left - right)}
              : std::nullopt
      );
    }
  }
};

/// The highest value of a measure, with its range.
double highest(const sweep_result& of, const std::string& measure);

/// A measure over the last axis, a curve for each combination of the others.
void add_curves(sweep_page& on, const std::string& measure);
/// A measure over two axes: one down, one across, the darker the more, with the number in each cell.
void add_map(sweep_page& on, const std::string& measure);
/// The commonest verdict over two axes, in its colour and its word.
void add_verdict_map(sweep_page& on);

}  // namespace surgeline::report
