#pragma once

#include <cmath>
#include <concepts>
#include <utility>
#include <vector>

#include "surgeline/core/quantity.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline {

/// How a ramp runs between two of its points.
enum class curve { linear, step, exponential, smooth };

/// A value that may change while it is in force: constant, or a ramp through (time, value) points.
/// `T` is a number or a duration. Piecewise between its points, flat before the first and after the last.
template <class T>
class varying {
 public:
  /// One corner of a ramp; `at` counts from the first activation.
  struct point {
    duration at{};
    T value{};
    bool operator==(const point&) const = default;
  };

  varying() = default;
  /// Anything that converts to a `T`, so that `10ms` is a varying<duration> as it stands.
  template <class U = T>
    requires std::convertible_to<U, T>
  varying(U constant) : constant_(constant) {}  // NOLINT(google-explicit-constructor)
  /// At least two points with ascending times. With `hold = false` the clock starts again in each stretch.
  varying(std::vector<point> points, curve shape = curve::linear, bool hold = true)
      : points_(std::move(points)), shape_(shape), hold_(hold) {}

  bool is_constant() const { return points_.empty(); }
  bool hold() const { return hold_; }
  curve shape() const { return shape_; }
  const std::vector<point>& points() const { return points_; }

  /// The value `elapsed` after the start of its clock.
  T at(duration elapsed) const {
    if (points_.empty()) return constant_;
    if (elapsed <= points_.front().at) return points_.front().value;
    for (std::size_t i = 1; i < points_.size(); ++i) {
      if (elapsed < points_[i].at) return between(points_[i - 1], points_[i], elapsed);
    }
    return points_.back().value;
  }

  bool operator==(const varying&) const = default;

 private:
  T between(const point& from, const point& to, duration elapsed) const {
    const double a = quantity<T>::number(from.value);
    const double b = quantity<T>::number(to.value);
    const double x = seconds(elapsed - from.at) / seconds(to.at - from.at);
    switch (shape_) {
      case curve::step:
        return from.value;
      case curve::linear:
        return quantity<T>::made(a + (b - a) * x);
      case curve::exponential:
        return a > 0 && b > 0 ? quantity<T>::made(a * std::pow(b / a, x))
                              : quantity<T>::made(a + (b - a) * x);
      case curve::smooth:
        return quantity<T>::made(a + (b - a) * x * x * (3 - 2 * x));
    }
    return from.value;
  }

  T constant_{};
  std::vector<point> points_;
  curve shape_ = curve::linear;
  bool hold_ = true;
};

}  // namespace surgeline
