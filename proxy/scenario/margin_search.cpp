#include "surgeline/scenario/margin_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace surgeline::scenario {
namespace {

/// A search is over after so many points, sharp or not.
constexpr std::size_t most_points = 40;
/// An end that is not clear is tried so often.
constexpr std::uint32_t most_tries = 4;
/// Where the logistic curve says most about both its middle and its steepness: at P(tip) 0.3 and 0.7.
constexpr double telling = 0.85;

}  // namespace

margin_search::margin_search(const margin_range& range)
    : range_(range), next_(range.low), holds_(range.low), tips_(range.high) {}

double margin_search::on_scale(double value) const {
  return range_.scale == range_scale::log ? std::log(value) : value;
}

double margin_search::from_scale(double place) const {
  return range_.scale == range_scale::log ? std::exp(place) : place;
}

double margin_search::wanted_width(double value) const {
  const double whole = range_.scale == range_scale::log ? value : range_.high - range_.low;
  const double width = range_.resolution * whole;
  return range_.whole ? std::max(width, 1.0) : width;
}

bool margin_search::is_narrow(double low, double high) const {
  return high - low <= wanted_width(from_scale((on_scale(low) + on_scale(high)) / 2)) * (1 + 1e-9);
}

double margin_search::snapped(double value) const {
  const double step =
      range_.whole ? 1 : std::pow(10, std::floor(std::log10(wanted_width(value) / 5)));
  return std::clamp(std::round(value / step) * step, range_.low, range_.high);
}

trial& margin_search::tried(double at) {
  auto here = std::ranges::find(trials_, at, &trial::at);
  if (here != trials_.end()) return *here;
  here = std::ranges::lower_bound(trials_, at, {}, &trial::at);
  return *trials_.insert(here, {.at = at});
}

std::optional<tipping_value> margin_search::fit() const {
  std::vector<trial> placed = trials_;
  for (trial& each : placed) each.at = on_scale(each.at);
  return fit_tipping(placed, on_scale(range_.low), on_scale(range_.high));
}

void margin_search::add(std::uint32_t tipped, std::uint32_t held, std::uint32_t silent) {
  if (!next_) return;
  trial& here = tried(*next_);
  here.tipped += tipped;
  here.held += held;
  here.silent += silent;
  ++points_;
  next_ = choose();
}

bool margin_search::is_settled(const trial& end) const {
  if (end.spoke() >= most_tries * range_.repeat) return true;
  // Half lies outside what the likelihood allows for, as it does for the curve's interval.
  const double n = end.spoke(), share = n > 0 ? end.tipped / n : 0.5;
  const auto part = [](double p, double q) { return p > 0 ? p * std::log(p / q) : 0; };
  return 2 * n * (part(share, 0.5) + part(1 - share, 0.5)) > 3.84;
}

std::optional<double> margin_search::finish(margin_outcome how) {
  outcome_ = how;
  return {};
}

std::optional<double> margin_search::choose() {
  const trial last = tried(*next_);
  const bool is_silent = last.spoke() == 0;
  if (is_silent && last.silent >= 2 * range_.repeat) return finish(margin_outcome::says_nothing);
  if (is_silent) return next_;
  const trial low = tried(range_.low);
  if (low.tips() && !is_settled(low)) return range_.low;
  if (low.tips()) return finish(margin_outcome::tips_at_low);
  const trial high = tried(range_.high);
  if (high.spoke() == 0 && high.silent == 0) return range_.high;
  if (!high.tips() && !is_settled(high)) return range_.high;
  if (!high.tips()) return finish(margin_outcome::holds_at_high);
  if (last.at > holds_ && last.at < tips_) (last.tips() ? tips_ : holds_) = last.at;
  if (const auto middle = bisect()) return middle;
  return refine();
}

std::optional<double> margin_search::bisect() {
  if (is_narrow(holds_, tips_)) return {};
  const double middle = snapped(from_scale((on_scale(holds_) + on_scale(tips_)) / 2));
  if (middle <= holds_ || middle >= tips_) return {};
  return middle;
}

std::optional<double> margin_search::refine() {
  if (other_side_) return std::exchange(other_side_, std::nullopt);
  const auto curve = fit();
  if (!curve) return finish(margin_outcome::found);
  const bool is_sharp = is_narrow(from_scale(curve->low), from_scale(curve->high));
  if (is_sharp || points_ >= most_points) return finish(margin_outcome::found);
  // One fit for a point on each side.
  const double reach = std::min(telling / curve->steepness, (curve->high - curve->low) / 2);
  other_side_ = snapped(from_scale(curve->at - reach));
  return snapped(from_scale(curve->at + reach));
}

std::size_t margin_search::points_left() const {
  if (!next_) return 0;
  const double width =
      range_.scale == range_scale::log ? range_.resolution : wanted_width((holds_ + tips_) / 2);
  const double halvings = std::log2((on_scale(tips_) - on_scale(holds_)) / width);
  const std::size_t ends = points_ == 0 ? 2 : points_ == 1 ? 1 : 0;
  return std::max<std::size_t>(
      1,
      ends + static_cast<std::size_t>(std::max(0.0, std::ceil(halvings)))
  );
}

found_margin margin_search::result() const {
  found_margin made{.outcome = outcome_, .low = range_.low, .high = range_.high, .trials = trials_};
  std::erase_if(made.trials, [](const trial& each) { return each.spoke() + each.silent == 0; });
  if (outcome_ == margin_outcome::tips_at_low) made.at = made.high = range_.low;
  if (outcome_ == margin_outcome::holds_at_high) made.at = made.low = range_.high;
  if (outcome_ == margin_outcome::says_nothing)
    made.at = std::ranges::find_if(trials_, [](const trial& each) {
                return each.spoke() == 0 && each.silent > 0;
              })->at;
  if (outcome_ != margin_outcome::found && outcome_ != margin_outcome::searching) return made;
  const auto curve = fit();
  if (!curve) return made;
  made.at = from_scale(curve->at);
  made.low = from_scale(curve->low);
  made.high = from_scale(curve->high);
  made.is_sharp = is_narrow(made.low, made.high);
  if (!range_.whole) return made;
  made.at = std::ceil(made.at - 1e-9);  // the smallest that tips
  made.low = std::floor(made.low + 1e-9);
  made.high = std::ceil(made.high - 1e-9);
  return made;
}

}  // namespace surgeline::scenario
