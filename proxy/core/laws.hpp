#pragma once

/// Quantiles and means of the continuous laws, cut to an interval by conditional quantile, over plain numbers in any
/// unit. `u` is in [0, 1], where 1 gives the upper end; `max` may be infinite. Where a parameter leaves no spread the
/// law sits on one point; nothing here is NaN for finite parameters with a positive shape.
namespace surgeline::laws {

/// N(mean, stddev²) on [min, max].
struct normal {
  double mean, stddev, min, max;
  double quantile(double u) const;
  double expected() const;
};

/// exp(N(ln median, sigma²)) on (0, max], with sigma such that the uncut law has its 99 % quantile at `p99`.
struct lognormal {
  double median, p99, max;
  double quantile(double u) const;
  double expected() const;

 private:
  double sigma() const;
  double z_max() const;
};

/// Density e^(-x/mean)/mean on [0, max].
struct exponential {
  double mean, max;
  double quantile(double u) const;
  double expected() const;
};

/// P(X > x) = (scale/x)^shape from `scale` on, cut at max.
struct pareto {
  double scale, shape, max;
  double quantile(double u) const;
  double expected() const;
};

/// P(X > x) = exp(-(x/scale)^shape), cut at max.
struct weibull {
  double scale, shape, max;
  double quantile(double u) const;
  double expected() const;
};

}  // namespace surgeline::laws
