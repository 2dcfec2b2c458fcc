#pragma once

#include <concepts>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/core/varying.hpp"

namespace surgeline {

/// A random duration, sampled by inverse CDF: one uniform number in, one duration out.
/// Truncation (`min`, `max`) is by conditional quantile, which has the law of redrawing until the value fits, exactly;
/// a `max` of `forever` cuts nothing. Every parameter may ramp; `elapsed` is the time on the ramp's clock.
/// A parameter without spread (a `stddev` of 0, a `p99` at the median, a `max` below the `min`) gives one point.
class distribution {
 public:
  struct fixed_law {
    varying<duration> value;
    bool operator==(const fixed_law&) const = default;
  };
  struct uniform_law {
    varying<duration> min, max;
    bool operator==(const uniform_law&) const = default;
  };
  struct normal_law {
    varying<duration> mean, stddev, min, max{forever};
    bool operator==(const normal_law&) const = default;
  };
  /// `p99` is the 99 % quantile before the cut at `max`, which moves it down a little.
  struct lognormal_law {
    varying<duration> median, p99, max{forever};
    bool operator==(const lognormal_law&) const = default;
  };
  /// `mean` is that of the law before the cut at `max`.
  struct exponential_law {
    varying<duration> mean, max{forever};
    bool operator==(const exponential_law&) const = default;
  };
  /// P(X > x) = (scale/x)^shape from `scale` on; shape > 0.
  struct pareto_law {
    varying<duration> scale;
    varying<double> shape;
    varying<duration> max{forever};
    bool operator==(const pareto_law&) const = default;
  };
  /// P(X > x) = exp(-(x/scale)^shape); shape > 0.
  struct weibull_law {
    varying<duration> scale;
    varying<double> shape;
    varying<duration> max{forever};
    bool operator==(const weibull_law&) const = default;
  };
  /// Piecewise linear through (probability, value), ascending in both; starts at (0, 0) unless a p0 is given;
  /// ends at (1, max), or flat where max is below the last value.
  struct empirical_law {
    std::vector<std::pair<double, duration>> quantiles;
    duration max{};
    bool operator==(const empirical_law&) const = default;
  };
  /// No chance in it: base + amplitude · f(elapsed / period), at least 0. f runs from -1 to 1: `sine` and `triangle`
  /// start rising from 0, `square` is 1 and then -1, `saw` climbs from -1 to 1 and falls.
  struct wave_law {
    enum class form { sine, square, saw, triangle };
    form shape = form::sine;
    varying<duration> base, amplitude, period;
    bool operator==(const wave_law&) const = default;
  };
  struct never_law {
    bool operator==(const never_law&) const = default;
  };
  struct part;
  /// One of its parts, chosen by weight; parts without a positive weight are never chosen.
  struct mixture_law {
    std::vector<part> parts;
    bool operator==(const mixture_law&) const;
  };
  using law = std::variant<
      fixed_law,
      uniform_law,
      normal_law,
      lognormal_law,
      exponential_law,
      pareto_law,
      weibull_law,
      empirical_law,
      wave_law,
      never_law,
      mixture_law>;

  /// Always zero.
  distribution() = default;
  /// Any of the laws above, or a `law` that holds one.
  template <class Law>
    requires(!std::same_as<Law, distribution> && std::constructible_from<law, Law>)
  distribution(Law shape) : law_(std::move(shape)) {}  // NOLINT(google-explicit-constructor)
  static distribution fixed(varying<duration> value) { return {fixed_law{std::move(value)}}; }
  static distribution uniform(varying<duration> min, varying<duration> max) {
    return {uniform_law{std::move(min), std::move(max)}};
  }
  static distribution never() { return {never_law{}}; }

  const law& shape() const { return law_; }

  /// The `u`-quantile, u in [0, 1) (clamped to it); `forever` for never. Monotone in `u`, except that a mixture
  /// takes its parts in their order and uses what is left of `u` within the part.
  duration sample(double u, duration elapsed = {}) const;
  /// The mean of what `sample` gives (with the truncation), in closed form; `forever` if some part is never.
  duration mean(duration elapsed = {}) const;
  /// The smallest and largest value it can give (`forever` if it can be never).
  duration lowest(duration elapsed = {}) const;
  duration highest(duration elapsed = {}) const;
  /// True when every sample is the same at all times.
  bool is_fixed() const;
  /// As a person would say it: `200ms`, `lognormal median 80ms p99 900ms max 5s`.
  std::string text() const;

  bool operator==(const distribution&) const = default;

 private:
  // No initializer: clang would want `part` complete for it, and the first law is fixed at zero anyway.
  law law_;
};

/// One part of a mixture.
struct distribution::part {
  double weight = 1;
  distribution of;
  bool operator==(const part&) const = default;
};

inline bool distribution::mixture_law::operator==(const mixture_law& other) const {
  return parts == other.parts;
}

}  // namespace surgeline
