#include <gtest/gtest.h>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <limits>

#include "support/print.hpp"
#include "surgeline/core/distribution.hpp"

/// The continuous laws against Boost.Math, cut and uncut.
namespace surgeline {
namespace {

using namespace std::chrono_literals;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double shares[] = {1e-9, 1e-4, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.999999};

/// One nanosecond of rounding, and what doubles lose: at most 1e-10 of the value, at a share of 0.999999.
double tolerance(double expected) { return 1e-9 + 1e-9 * std::abs(expected); }

/// The law cut to [low, high] has at u the quantile that the uncut one has at F(low) + u (F(high) - F(low)).
template <class Law>
void expect_quantiles(const distribution& tested, const Law& law, double low, double high) {
  const double from = low > -infinity ? cdf(law, low) : 0;
  const double to = high < infinity ? cdf(law, high) : 1;
  for (const double u : shares) {
    const double expected = quantile(law, from + u * (to - from));
    EXPECT_NEAR(seconds(tested.sample(u)), expected, tolerance(expected))
        << tested.text() << " at " << u;
  }
}

/// The mean is the integral of the quantile function. The samples are rounded to nanoseconds, which the quadrature
/// sees as noise of half of one; it is asked for six digits and gives more.
void expect_mean_of_samples(const distribution& tested) {
  boost::math::quadrature::tanh_sinh<double> integrator(12);
  const double integral =
      integrator.integrate([&](double u) { return seconds(tested.sample(u)); }, 0.0, 1.0, 1e-7);
  EXPECT_NEAR(seconds(tested.mean()), integral, 1e-9 + 1e-6 * std::abs(integral)) << tested.text();
}

distribution normal(duration mean, duration stddev, duration min, duration max) {
  return distribution::normal_law{mean, stddev, min, max};
}
distribution lognormal(duration median, duration p99, duration max = forever) {
  return distribution::lognormal_law{median, p99, max};
}
distribution exponential(duration mean, duration max = forever) {
  return distribution::exponential_law{mean, max};
}
distribution pareto(duration scale, double shape, duration max = forever) {
  return distribution::pareto_law{scale, shape, max};
}
distribution weibull(duration scale, double shape, duration max = forever) {
  return distribution::weibull_law{scale, shape, max};
}

TEST(Normal, HasTheQuantilesOfTheCutLaw) {
  const boost::math::normal law(0.1, 0.02);
  expect_quantiles(normal(100ms, 20ms, -forever, forever), law, -infinity, infinity);
  expect_quantiles(normal(100ms, 20ms, 90ms, 300ms), law, 0.09, 0.3);
  expect_quantiles(normal(100ms, 20ms, 0ms, 105ms), law, 0, 0.105);
}

TEST(Normal, MayBeNegative) {
  expect_quantiles(normal(0ms, 10ms, -30ms, 30ms), boost::math::normal(0, 0.01), -0.03, 0.03);
}

TEST(Normal, StaysWithinBoundsFarInItsTail) {
  const distribution high = normal(0ms, 1ms, 50ms, 60ms);
  const distribution low = normal(0ms, 1ms, -60ms, -50ms);
  for (const double u : shares) {
    EXPECT_GE(high.sample(u), 50ms);
    EXPECT_LE(high.sample(u), 60ms);
    EXPECT_GE(low.sample(u), -60ms);
    EXPECT_LE(low.sample(u), -50ms);
  }
}

TEST(Normal, IsExactTwentyDeviationsOut) {
  // Half of what lies beyond 20 deviations lies beyond the median of it. There the share falls by 20 parts per unit of
  // the deviation, so half a nanosecond of rounding is 1e-8 of it.
  const auto beyond = [](double z) { return std::erfc(z / std::sqrt(2.0)); };
  const duration median = normal(0s, 1s, 20s, forever).sample(0.5);
  EXPECT_NEAR(beyond(seconds(median)) / beyond(20), 0.5, 1e-8);
  EXPECT_EQ(normal(0s, 1s, -forever, -20s).sample(0.5), -median);
}

TEST(Normal, HasTheMeanOfItsSamples) {
  expect_mean_of_samples(normal(100ms, 20ms, 0ms, 300ms));
  expect_mean_of_samples(normal(100ms, 20ms, 110ms, 300ms));
  expect_mean_of_samples(normal(100ms, 20ms, 0ms, 60ms));
  expect_mean_of_samples(normal(0s, 1s, 20s, 30s));
}

TEST(Lognormal, PutsItsMedianAndItsP99WhereTheyWereAsked) {
  EXPECT_EQ(lognormal(80ms, 900ms).sample(0.5), 80ms);
  EXPECT_EQ(lognormal(80ms, 900ms).sample(0.99), 900ms);
}

TEST(Lognormal, HasTheQuantilesOfTheCutLaw) {
  const double sigma = std::log(900.0 / 80) / quantile(boost::math::normal(), 0.99);
  const boost::math::lognormal law(std::log(0.08), sigma);
  expect_quantiles(lognormal(80ms, 900ms), law, -infinity, infinity);
  expect_quantiles(lognormal(80ms, 900ms, 5s), law, -infinity, 5);
  expect_quantiles(lognormal(80ms, 900ms, 50ms), law, -infinity, 0.05);
}

TEST(Lognormal, HasTheMeanOfItsSamples) {
  const double sigma = std::log(900.0 / 80) / quantile(boost::math::normal(), 0.99);
  EXPECT_NEAR(seconds(lognormal(80ms, 900ms).mean()), 0.08 * std::exp(sigma * sigma / 2), 1e-9);
  expect_mean_of_samples(lognormal(80ms, 900ms, 5s));
  expect_mean_of_samples(lognormal(80ms, 900ms, 50ms));
}

TEST(Exponential, HasTheQuantilesOfTheCutLaw) {
  const boost::math::exponential law(1 / 0.04);
  expect_quantiles(exponential(40ms), law, -infinity, infinity);
  expect_quantiles(exponential(40ms, 2s), law, -infinity, 2);
  expect_quantiles(exponential(40ms, 10ms), law, -infinity, 0.01);
}

TEST(Exponential, HasTheMeanOfItsSamples) {
  EXPECT_EQ(exponential(40ms).mean(), 40ms);
  expect_mean_of_samples(exponential(40ms, 2s));
  expect_mean_of_samples(exponential(40ms, 10ms));
}

TEST(Exponential, CutFarBelowItsMeanIsUniform) {
  EXPECT_EQ(exponential(24h, 10ms).mean(), 5ms);
  EXPECT_EQ(exponential(24h, 10ms).sample(0.25), 2500us);
  EXPECT_EQ(exponential(8760h, 1us).mean(), 500ns);
}

TEST(Pareto, HasTheQuantilesOfTheCutLaw) {
  const boost::math::pareto law(0.02, 1.5);
  expect_quantiles(pareto(20ms, 1.5), law, -infinity, infinity);
  expect_quantiles(pareto(20ms, 1.5, 10s), law, -infinity, 10);
  expect_quantiles(pareto(20ms, 1.5, 30ms), law, -infinity, 0.03);
}

TEST(Pareto, HasTheMeanOfItsSamples) {
  EXPECT_EQ(pareto(20ms, 1.5).mean(), 60ms);
  for (const double shape : {0.5, 1 - 1e-7, 1.0, 1 + 1e-7, 1.5, 5.0})
    expect_mean_of_samples(pareto(20ms, shape, 10s));
}

TEST(Pareto, WithAShapeOfOneOrLessHasNoMeanUncut) { EXPECT_EQ(pareto(20ms, 1.0).mean(), forever); }

TEST(Weibull, HasTheQuantilesOfTheCutLaw) {
  const boost::math::weibull law(0.7, 0.06);
  expect_quantiles(weibull(60ms, 0.7), law, -infinity, infinity);
  expect_quantiles(weibull(60ms, 0.7, 5s), law, -infinity, 5);
  expect_quantiles(weibull(60ms, 0.7, 10ms), law, -infinity, 0.01);
}

TEST(Weibull, HasTheMeanOfItsSamples) {
  EXPECT_NEAR(seconds(weibull(60ms, 0.7).mean()), 0.06 * std::tgamma(1 + 1 / 0.7), 1e-9);
  for (const double shape : {0.4, 0.7, 1.0, 3.0}) expect_mean_of_samples(weibull(60ms, shape, 5s));
}

TEST(Weibull, WithShapeOneIsExponential) {
  for (const double u : shares)
    EXPECT_EQ(weibull(40ms, 1, 2s).sample(u), exponential(40ms, 2s).sample(u));
}

}  // namespace
}  // namespace surgeline
