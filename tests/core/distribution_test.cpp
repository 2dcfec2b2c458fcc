#include "surgeline/core/distribution.hpp"

#include <gtest/gtest.h>

#include "core/sample_laws.hpp"
#include "support/print.hpp"

namespace surgeline {
namespace {

using dist = distribution;
using form = dist::wave_law::form;
using spans = varying<duration>;

const dist every_law[] = {
    fixed,
    uniform,
    dist::normal_law{100ms, 20ms, 0ms, 300ms},
    dist::lognormal_law{80ms, 900ms, 5s},
    dist::exponential_law{40ms, 2s},
    dist::pareto_law{20ms, 1.5, 10s},
    dist::weibull_law{60ms, 0.7, 5s},
    measured,
    dist::wave_law{form::sine, 100ms, 80ms, 30s},
    dist::never(),
};

TEST(Distribution, IsZeroUntilItIsGivenALaw) { EXPECT_EQ(dist().sample(0.7), 0s); }

TEST(Distribution, GrowsWithTheDraw) {
  for (const dist& each : every_law) {
    for (int i = 1; i < 200; ++i)
      ASSERT_GE(each.sample(i / 200.0), each.sample((i - 1) / 200.0)) << each.text();
  }
}

TEST(Distribution, StaysBetweenItsLowestAndItsHighest) {
  for (const dist& each : every_law) {
    for (const double u : {0.0, 1e-300, 1e-9, 0.5, 1 - 1e-9, 1 - 0x1p-53}) {
      EXPECT_GE(each.sample(u), each.lowest()) << each.text();
      EXPECT_LE(each.sample(u), each.highest()) << each.text();
    }
  }
}

TEST(Distribution, HoldsADrawOutsideZeroToOne) {
  EXPECT_EQ(uniform.sample(-1), 10ms);
  EXPECT_EQ(uniform.sample(2), 20ms);
  EXPECT_EQ(stuck.sample(1), forever);
}

TEST(Distribution, KnowsItsRange) {
  const auto range = [](const dist& of) { return std::pair(of.lowest(), of.highest()); };
  EXPECT_EQ(range(uniform), std::pair(duration{10ms}, duration{20ms}));
  EXPECT_EQ(range(dist::normal_law{0ms, 1ms, -5ms, 7ms}), std::pair(duration{-5ms}, duration{7ms}));
  EXPECT_EQ(range(dist::normal_law{0ms, 1ms, 5ms, 7ms}), std::pair(duration{5ms}, duration{7ms}));
  EXPECT_EQ(range(dist::lognormal_law{1ms, 2ms, 9ms}), std::pair(duration{0ms}, duration{9ms}));
  EXPECT_EQ(range(dist::exponential_law{1ms}), std::pair(duration{0ms}, forever));
  EXPECT_EQ(range(dist::pareto_law{1ms, 2, 9ms}), std::pair(duration{1ms}, duration{9ms}));
  EXPECT_EQ(range(dist::weibull_law{1ms, 2, 9ms}), std::pair(duration{0ms}, duration{9ms}));
  EXPECT_EQ(range(measured), std::pair(duration{0ms}, duration{2s}));
  EXPECT_EQ(range(mixture), std::pair(duration{2ms}, duration{2s}));
  EXPECT_EQ(range(stuck), std::pair(duration{2ms}, forever));
  EXPECT_EQ(range(dist::never()), std::pair(forever, forever));
}

TEST(Distribution, WithoutSpreadSitsOnOnePoint) {
  for (const double u : {0.0, 0.3, 0.999}) {
    EXPECT_EQ(dist(dist::normal_law{100ms, 0ms, 0ms, 300ms}).sample(u), 100ms);
    EXPECT_EQ(dist(dist::normal_law{100ms, 5ms, 0ms, 0ms}).sample(u), 0ms);
    EXPECT_EQ(dist(dist::lognormal_law{80ms, 80ms, 5s}).sample(u), 80ms);
    EXPECT_EQ(dist(dist::lognormal_law{80ms, 90ms, 0s}).sample(u), 0ms);
    EXPECT_EQ(dist(dist::exponential_law{0ms, 5s}).sample(u), 0ms);
    EXPECT_EQ(dist(dist::exponential_law{1s, 0s}).sample(u), 0ms);
    EXPECT_EQ(dist(dist::pareto_law{20ms, 1.5, 10ms}).sample(u), 10ms);
    EXPECT_EQ(dist(dist::weibull_law{0ms, 1.5, 10ms}).sample(u), 0ms);
    EXPECT_EQ(dist::uniform(20ms, 10ms).sample(u), 20ms);
  }
}

TEST(Distribution, HasTheMeanOfItsOnePoint) {
  EXPECT_EQ(dist(dist::normal_law{100ms, 0ms, 0ms, 300ms}).mean(), 100ms);
  EXPECT_EQ(dist(dist::lognormal_law{80ms, 80ms, 5s}).mean(), 80ms);
  EXPECT_EQ(dist(dist::exponential_law{0ms, 5s}).mean(), 0ms);
  EXPECT_EQ(dist(dist::pareto_law{20ms, 1.5, 10ms}).mean(), 10ms);
  EXPECT_EQ(dist(dist::weibull_law{0ms, 1.5, 10ms}).mean(), 0ms);
}

TEST(Distribution, TakesItsParametersFromTheMomentOfTheRamp) {
  const spans rising({{0s, 5ms}, {10s, 15ms}});
  EXPECT_EQ(dist::fixed(rising).sample(0.5, 5s), 10ms);
  EXPECT_EQ(dist::uniform(0ms, rising).sample(0.5, 5s), 5ms);
  EXPECT_EQ(dist(dist::lognormal_law{rising, 2s, 5s}).highest(5s), 5s);
  EXPECT_EQ(dist(dist::lognormal_law{rising, 2s}).sample(0.5, 10s), 15ms);
  EXPECT_EQ(dist(dist::exponential_law{rising}).mean(5s), 10ms);
  const varying<double> shape({{0s, 1.5}, {10s, 2.5}});
  EXPECT_EQ(dist(dist::pareto_law{10ms, shape}).mean(5s), 20ms);
}

TEST(IsFixed, IsTrueOfWhatNeverChanges) {
  const spans flat({{0s, 5ms}, {10s, 5ms}});
  EXPECT_TRUE(dist().is_fixed());
  EXPECT_TRUE(fixed.is_fixed());
  EXPECT_TRUE(dist::fixed(flat).is_fixed());
  EXPECT_TRUE(dist::never().is_fixed());
  EXPECT_TRUE(dist::uniform(5ms, 5ms).is_fixed());
  EXPECT_TRUE(dist(dist::normal_law{5ms, 0ms, 0ms, 9ms}).is_fixed());
  EXPECT_TRUE(dist(dist::wave_law{form::sine, 5ms, 0ms, 1s}).is_fixed());
  EXPECT_TRUE(dist(dist::mixture_law{{{1, fixed}, {2, fixed}}}).is_fixed());
}

TEST(IsFixed, IsFalseOfWhatVariesByChance) {
  EXPECT_FALSE(uniform.is_fixed());
  EXPECT_FALSE(measured.is_fixed());
  EXPECT_FALSE(stuck.is_fixed());
}

TEST(IsFixed, IsFalseOfWhatVariesInTime) {
  EXPECT_FALSE(dist::fixed(spans({{0s, 5ms}, {10s, 6ms}})).is_fixed());
  EXPECT_FALSE(dist(dist::wave_law{form::square, 5ms, 1ms, 1s}).is_fixed());
}

TEST(Distribution, SaysWhatItIs) {
  EXPECT_EQ(fixed.text(), "200ms");
  EXPECT_EQ(uniform.text(), "uniform min 10ms max 20ms");
  EXPECT_EQ(
      dist(dist::normal_law{100ms, 20ms, 0ms, 300ms}).text(),
      "normal mean 100ms stddev 20ms max 300ms"
  );
  EXPECT_EQ(dist(dist::normal_law{0ms, 1ms, -3ms}).text(), "normal mean 0s stddev 1ms min -3ms");
  EXPECT_EQ(
      dist(dist::lognormal_law{80ms, 900ms, 5s}).text(),
      "lognormal median 80ms p99 900ms max 5s"
  );
  EXPECT_EQ(dist(dist::exponential_law{40ms}).text(), "exponential mean 40ms");
  EXPECT_EQ(dist(dist::pareto_law{20ms, 1.5, 10s}).text(), "pareto scale 20ms shape 1.5 max 10s");
  EXPECT_EQ(dist(dist::weibull_law{60ms, 2, 5s}).text(), "weibull scale 60ms shape 2 max 5s");
  EXPECT_EQ(measured.text(), "empirical p50 3ms p90 20ms p99 180ms max 2s");
  EXPECT_EQ(dist(dist::empirical_law{{{0.999, 1s}}, 2s}).text(), "empirical p99.9 1s max 2s");
  EXPECT_EQ(
      dist(dist::wave_law{form::saw, 1s, 2s, 3s}).text(),
      "saw wave base 1s amplitude 2s period 3s"
  );
  EXPECT_EQ(stuck.text(), "mixture (98% 2ms, 2% never)");
}

TEST(Distribution, SaysTheCornersOfARamp) {
  const spans rising({{0s, 5ms}, {2min, 120ms}});
  EXPECT_EQ(
      dist(dist::lognormal_law{rising, 2s, 5s}).text(),
      "lognormal median 5ms→120ms p99 2s max 5s"
  );
}

TEST(Distribution, CountsTheQuantilesOfAMeasuredFile) {
  const std::vector<std::pair<double, duration>> many(200, {0.5, 1ms});
  EXPECT_EQ(dist(dist::empirical_law{many, 2s}).text(), "empirical 200 quantiles max 2s");
}

TEST(Distribution, IsEqualWhenLawAndParametersAre) {
  EXPECT_EQ(dist::uniform(10ms, 20ms), uniform);
  EXPECT_NE(dist::uniform(10ms, 21ms), uniform);
  EXPECT_EQ(dist(stuck), stuck);
  EXPECT_NE(mixture, stuck);
}

}  // namespace
}  // namespace surgeline
