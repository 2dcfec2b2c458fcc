#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "surgeline/scenario/setting.hpp"
#include "surgeline/scenario/tipping_curve.hpp"

namespace surgeline::scenario {

/// Where a margin is looked for, and how narrow it is to be.
struct margin_range {
  double low = 0, high = 1;
  range_scale scale = range_scale::log;
  double resolution = 0.05;  ///< width of the interval: of the margin (log), of high − low (linear)
  std::uint32_t repeat = 5;  ///< runs a point
  bool whole = false;        ///< only whole numbers are tried
};

/// How a search came out.
enum class margin_outcome : std::uint8_t {
  searching,      ///< not over yet
  found,          ///< half of the runs tip at a value between the ends
  tips_at_low,    ///< the low end tips already
  holds_at_high,  ///< the high end does not tip
  says_nothing,   ///< at some value every run was silent
};

/// What is known of a margin.
struct found_margin {
  margin_outcome outcome = margin_outcome::searching;
  double at = 0;              ///< the margin; the end of the range, where that is what is known
  double low = 0, high = 0;   ///< its interval of 95 %
  bool is_sharp = false;      ///< the interval is as narrow as was asked for
  std::vector<trial> trials;  ///< ascending
};

/// Looks for the value that tips a system in half of its runs: it says where to try next and is told what happened there.
/// First the ends, then the middle of what is left until that is narrow, then where the fitted curve says most, until
/// its interval is narrow or enough has been tried. It draws nothing, so it asks the same for the same answers.
class margin_search {
 public:
  explicit margin_search(const margin_range& range);

  /// The value to be tried next, `repeat` runs; empty when the search is over. The same until the answer is given.
  std::optional<double> next() const { return next_; }
  /// What became of the runs at `next()`.
  void add(std::uint32_t tipped, std::uint32_t held, std::uint32_t silent = 0);
  /// What is known now.
  found_margin result() const;
  /// Points that are still to be tried, if chance plays no part.
  std::size_t points_left() const;
  /// Points tried, repeats counted.
  std::size_t points() const { return points_; }

 private:
  double on_scale(double value) const;
  double from_scale(double place) const;
  double snapped(double value) const;
  /// How wide the interval may be around a value, in the value's own unit.
  double wanted_width(double value) const;
  bool is_narrow(double low, double high) const;
  trial& tried(double at);
  std::optional<tipping_value> fit() const;
  /// Whether one more try at an end can change what it says.
  bool is_settled(const trial& end) const;
  std::optional<double> choose();
  std::optional<double> bisect();
  std::optional<double> refine();
  std::optional<double> finish(margin_outcome how);

  margin_range range_;
  std::vector<trial> trials_;
  std::optional<double> next_;
  margin_outcome outcome_ = margin_outcome::searching;
  double holds_, tips_;  // the ends of what is left
  std::size_t points_ = 0;
  std::optional<double> other_side_;  // of the curve, which is tried next
};

}  // namespace surgeline::scenario
