#include "laws.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace surgeline::laws {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Plain doubles, and infinities where a function has a pole: nothing throws, nothing is computed in long double.
using quietly = boost::math::policies::policy<
    boost::math::policies::promote_double<false>,
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::pole_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

/// The standard normal's share below z, exact far into the lower tail.
double phi(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi); }

/// The z with a share `p` below it.
double z_of(double p) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p, quietly{}); }

/// The u-quantile of a standard normal on [low, high].
double cut_z(double u, double low, double high) {
  // Shares near 1 have no digits left, those near 0 have all: an upper tail is worked as the lower one it mirrors.
  if (low > 0) return -cut_z(1 - u, -high, -low);
  if (u <= 0) return low;
  if (u >= 1) return high;
  const double below = phi(low);
  return std::clamp(z_of(below + u * (phi(high) - below)), low, high);
}

/// The mean of a standard normal on [low, high].
double cut_z_mean(double low, double high) {
  if (low > 0) return -cut_z_mean(-high, -low);
  const double share = phi(high) - phi(low);
  if (!(share > 0)) return high;  // more than 38 deviations out, where all mass is at the near end
  return std::clamp((density(low) - density(high)) / share, low, high);
}

}  // namespace

double normal::quantile(double u) const {
  if (!(min < max)) return min;
  if (!(stddev > 0)) return std::clamp(mean, min, max);
  return std::clamp(
      mean + stddev * cut_z(u, (min - mean) / stddev, (max - mean) / stddev),
      min,
      max
  );
}

double normal::expected() const {
  if (!(min < max)) return min;
  if (!(stddev > 0)) return std::clamp(mean, min, max);
  return std::clamp(
      mean + stddev * cut_z_mean((min - mean) / stddev, (max - mean) / stddev),
      min,
      max
  );
}

double lognormal::sigma() const {
  constexpr double z99 = 2.3263478740408408;
  return std::log(p99 / median) / z99;
}

double lognormal::z_max() const {
  return max < infinity ? std::log(max / median) / sigma() : infinity;
}

double lognormal::quantile(double u) const {
  if (!(median > 0) || !(max > 0)) return 0;
  if (!(p99 > median)) return std::min(median, max);
  if (u >= 1) return max;
  return std::min(median * std::exp(sigma() * cut_z(u, -infinity, z_max())), max);
}

double lognormal::expected() const {
  if (!(median > 0) || !(max > 0)) return 0;
  if (!(p99 > median)) return std::min(median, max);
  const double s = sigma();
  return std::min(median * std::exp(s * s / 2) * phi(z_max() - s) / phi(z_max()), max);
}

double exponential::quantile(double u) const {
  if (!(mean > 0) || !(max > 0)) return 0;
  if (u >= 1) return max;
  return std::min(-mean * std::log1p(u * std::expm1(-max / mean)), max);
}

double exponential::expected() const {
  if (!(mean > 0) || !(max > 0)) return 0;
  if (max == infinity) return mean;
  const double reach = max / mean;
  if (reach < 1e-6) return max / 2;  // nearly uniform, and the difference below would cancel
  return mean - max / std::expm1(reach);
}

double pareto::quantile(double u) const {
  if (!(scale > 0)) return 0;
  if (!(scale < max) || u >= 1) return max;
  const double beyond = std::pow(scale / max, shape);
  return std::clamp(scale * std::pow(1 - u * (1 - beyond), -1 / shape), scale, max);
}

double pareto::expected() const {
  if (!(scale > 0)) return 0;
  if (!(scale < max)) return max;
  if (max == infinity) return shape > 1 ? scale * shape / (shape - 1) : infinity;
  // scale·shape·∫ x^(-shape) from 1 to max/scale, by expm1 so that nothing cancels near shape 1.
  const double reach = std::log(max / scale);
  const double over = (1 - shape) * reach;
  const double integral = std::abs(over) < 1e-9 ? reach : reach * std::expm1(over) / over;
  return std::clamp(scale * shape * integral / -std::expm1(-shape * reach), scale, max);
}

double weibull::quantile(double u) const {
  if (!(scale > 0) || !(max > 0)) return 0;
  if (u >= 1) return max;
  const double within = std::expm1(-std::pow(max / scale, shape));
  return std::min(scale * std::pow(-std::log1p(u * within), 1 / shape), max);
}

double weibull::expected() const {
  if (!(scale > 0) || !(max > 0)) return 0;
  const double reach = std::pow(max / scale, shape);
  const double whole = scale * boost::math::tgamma(1 + 1 / shape, quietly{});
  if (reach == infinity) return whole;
  const double part = boost::math::gamma_p(1 + 1 / shape, reach, quietly{});
  return std::min(whole * part / -std::expm1(-reach), max);
}

}  // namespace surgeline::laws
