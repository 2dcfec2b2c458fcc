#include "surgeline/scenario/tipping_curve.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace surgeline::scenario {
namespace {

/// The 95 % quantile of χ² with one degree of freedom: twice so much log-likelihood may be lost.
constexpr double chi_square = 3.841458820694124;
/// Twice so much is no loss at all.
constexpr double no_loss = 1e-3;
/// Over the whole range so steep that it is a step.
constexpr double steepest = 1e6;
/// Halvings that find the end of an interval, and shrinkings that find its middle.
constexpr int halvings = 18, shrinkings = 20;

/// log(1/(1 + exp(−x))), for any x.
double log_logistic(double x) {
  return x > 0 ? -std::log1p(std::exp(-x)) : x - std::log1p(std::exp(x));
}

/// The likelihood of trials over the position of the curve.
class profile {
 public:
  profile(std::span<const trial> all, double low, double high)
      : all_(all), low_(low), high_(high), range_(std::max(high - low, 1e-300)) {}

  double at(double middle, double steepness) const {
    double sum = 0;
    for (const trial& each : all_) {
      const double x = steepness * (each.at - middle);
      if (each.tipped > 0) sum += each.tipped * log_logistic(x);
      if (each.held > 0) sum += each.held * log_logistic(-x);
    }
    return sum;
  }

  /// The best steepness for a position, the root of the likelihood's slope: it is concave, so Newton's steps are kept
  /// between what is too flat and what is too steep.
  double steepness(double middle) const {
    double flat = 0, steep = steepest / range_;
    if (slope(middle, flat).first <= 0) return flat;
    if (slope(middle, steep).first >= 0) return steep;
    double at = 4 / range_;
    for (int i = 0; i < 40; ++i) {
      const auto [first, second] = slope(middle, at);
      (first > 0 ? flat : steep) = at;
      double next = at - first / second;
      if (!(next > flat && next < steep)) next = flat > 0 ? std::sqrt(flat * steep) : steep / 16;
      if (std::abs(next - at) < 1e-3 * at) return next;
      at = next;
    }
    return at;
  }

  double best(double middle) const { return at(middle, steepness(middle)); }

  /// The position that the trials make likeliest: by the middles between values, and then nearer.
  double likeliest() const {
    std::vector<double> tried{low_, high_};
    for (const trial& each : all_) tried.push_back(each.at);
    std::ranges::sort(tried);
    double found = low_, found_is = best(low_), left = low_, right = tried[1];
    const auto consider = [&](double what, double below, double above) {
      const double is = best(what);
      if (is <= found_is) return;
      found = what, found_is = is, left = below, right = above;
    };
    for (std::size_t i = 0; i + 1 < tried.size(); ++i) {
      const double middle = (tried[i] + tried[i + 1]) / 2;
      consider(middle, tried[i], tried[i + 1]);
    }
    for (int i = 0; i < shrinkings; ++i) {
      const double one = left + (right - left) * 0.382, two = left + (right - left) * 0.618;
      if (best(one) < best(two))
        left = one;
      else
        right = two;
    }
    const double nearer = (left + right) / 2;
    return best(nearer) > found_is ? nearer : found;
  }

  /// How far from `inside` towards `edge` the likelihood stays within `loss` of the top.
  double end_of(double inside, double edge, double top, double loss) const {
    if (2 * (top - best(edge)) <= loss) return edge;
    double outside = edge;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (inside + outside) / 2;
      (2 * (top - best(middle)) <= loss ? inside : outside) = middle;
    }
    return inside;
  }

 private:
  /// How the likelihood changes with the steepness, and how that changes.
  std::pair<double, double> slope(double middle, double steepness) const {
    double first = 0, second = 0;
    for (const trial& each : all_) {
      const double x = each.at - middle;
      const double part = 1 / (1 + std::exp(-steepness * x));
      first += x * (each.tipped - each.spoke() * part);
      second -= x * x * each.spoke() * part * (1 - part);
    }
    return {first, second};
  }

  std::span<const trial> all_;
  double low_, high_, range_;
};

}  // namespace

std::optional<tipping_value> fit_tipping(std::span<const trial> all, double low, double high) {
  const bool both = std::ranges::any_of(all, [](const trial& each) { return each.tipped > 0; }) &&
                    std::ranges::any_of(all, [](const trial& each) { return each.held > 0; });
  if (!both) return {};
  const profile likelihood(all, low, high);
  const double somewhere = likelihood.likeliest();
  const double top = likelihood.best(somewhere);
  const double first = likelihood.end_of(somewhere, low, top, no_loss);
  const double last = likelihood.end_of(somewhere, high, top, no_loss);
  const double at = (first + last) / 2;
  return tipping_value{
      .at = at,
      .low = likelihood.end_of(at, low, top, chi_square),
      .high = likelihood.end_of(at, high, top, chi_square),
      .steepness = likelihood.steepness(at),
  };
}

}  // namespace surgeline::scenario
