#include "surgeline/resilience/quantile_watch.hpp"

#include <algorithm>
#include <cmath>

namespace surgeline::resilience {

quantile_watch::quantile_watch(double quantile)
    : quantile_(quantile),
      wanted_{1, 1 + 2 * quantile, 1 + 4 * quantile, 3 + 2 * quantile, 5},
      step_{0, quantile / 2, quantile, (1 + quantile) / 2, 1} {}

void quantile_watch::add(double value) {
  if (count_ < markers) {
    height_[count_++] = value;
    std::sort(height_.begin(), height_.begin() + static_cast<std::ptrdiff_t>(count_));
    return;
  }
  ++count_;
  place(value);
  for (std::size_t i = 0; i < markers; ++i) wanted_[i] += step_[i];
  for (std::size_t i = 1; i + 1 < markers; ++i) adjust(i);
}

double quantile_watch::value() const {
  if (count_ == 0) return 0;
  if (count_ > markers) return height_[2];
  const double rank = std::ceil(quantile_ * static_cast<double>(count_));
  return height_[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

/// Finds the cell of a value, stretches the ends to it, and moves the markers above it.
void quantile_watch::place(double value) {
  height_.front() = std::min(height_.front(), value);
  height_.back() = std::max(height_.back(), value);
  std::size_t cell = 1;
  while (cell + 1 < markers && value >= height_[cell]) ++cell;
  for (std::size_t i = cell; i < markers; ++i) ++at_[i];
}

void quantile_watch::adjust(std::size_t which) {
  const double off = wanted_[which] - at_[which];
  const bool up = off >= 1 && at_[which + 1] - at_[which] > 1;
  const bool down = off <= -1 && at_[which - 1] - at_[which] < -1;
  if (!up && !down) return;
  const double by = up ? 1 : -1;
  const double guess = parabolic(which, by);
  const bool fits = height_[which - 1] < guess && guess < height_[which + 1];
  height_[which] = fits ? guess : linear(which, by);
  at_[which] += by;
}

double quantile_watch::parabolic(std::size_t which, double by) const {
  const double below = at_[which] - at_[which - 1], above = at_[which + 1] - at_[which];
  const double rise = (height_[which + 1] - height_[which]) / above;
  const double fall = (height_[which] - height_[which - 1]) / below;
  return height_[which] + by / (above + below) * ((below + by) * rise + (above - by) * fall);
}

double quantile_watch::linear(std::size_t which, double by) const {
  const std::size_t other = by > 0 ? which + 1 : which - 1;
  return height_[which] + by * (height_[other] - height_[which]) / (at_[other] - at_[which]);
}

}  // namespace surgeline::resilience
