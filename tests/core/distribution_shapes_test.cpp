#include <gtest/gtest.h>

#include <cmath>

#include "core/sample_laws.hpp"
#include "support/print.hpp"
#include "surgeline/core/distribution.hpp"

/// The laws of distribution that need no special functions.
namespace surgeline {
namespace {

using dist = distribution;
using form = dist::wave_law::form;

TEST(Fixed, IsItsValue) {
  EXPECT_EQ(fixed.sample(0.9), 200ms);
  EXPECT_EQ(fixed.mean(), 200ms);
}

TEST(Uniform, RunsEvenlyFromMinToMax) {
  EXPECT_EQ(uniform.sample(0.0), 10ms);
  EXPECT_EQ(uniform.sample(0.5), 15ms);
  EXPECT_EQ(uniform.mean(), 15ms);
  EXPECT_EQ(dist::uniform(-10ms, 10ms).sample(0.25), -5ms);
}

TEST(Empirical, GoesThroughItsQuantiles) {
  EXPECT_EQ(measured.sample(0.5), 3ms);
  EXPECT_EQ(measured.sample(0.9), 20ms);
  EXPECT_EQ(measured.sample(0.99), 180ms);
}

TEST(Empirical, IsStraightBetweenThem) {
  EXPECT_EQ(measured.sample(0.25), 1500us);
  EXPECT_EQ(measured.sample(0.7), 11500us);
  EXPECT_EQ(measured.sample(0.995), 1090ms);
}

TEST(Empirical, StartsAtItsP0IfItHasOne) {
  EXPECT_EQ(dist(dist::empirical_law{{{0, 2ms}, {0.5, 4ms}}, 10ms}).sample(0.25), 3ms);
}

TEST(Empirical, IsFlatAtTheEndWhereMaxIsBelowTheLastQuantile) {
  EXPECT_EQ(dist(dist::empirical_law{{{0.5, 4ms}}, 1ms}).sample(0.75), 4ms);
}

TEST(Empirical, JumpsWhereOneShareHasTwoValues) {
  const dist jump = dist::empirical_law{{{0.5, 1ms}, {0.5, 9ms}}, 9ms};
  EXPECT_EQ(jump.sample(0.5 - 1e-12), 1ms);
  EXPECT_EQ(jump.sample(0.5), 9ms);
}

TEST(Empirical, WithoutQuantilesIsUniformUpToMax) {
  EXPECT_EQ(dist(dist::empirical_law{{}, 10ms}).sample(0.5), 5ms);
}

TEST(Empirical, HasTheMeanOfItsPieces) {
  // 0.5 · 1.5 + 0.4 · 11.5 + 0.09 · 100 + 0.01 · 1090 milliseconds
  EXPECT_EQ(measured.mean(), 25250us);
}

TEST(Mixture, ChoosesItsPartsByWeight) {
  EXPECT_EQ(mixture.sample(0.0), 2ms);
  EXPECT_EQ(mixture.sample(0.979999), 2ms);
  EXPECT_GE(mixture.sample(0.980001), 1s);
}

TEST(Mixture, GivesEachPartAWholeDraw) {
  EXPECT_NEAR(seconds(mixture.sample(0.99)), 1.5, 1e-9);
  EXPECT_NEAR(seconds(mixture.sample(0.985)), 1.25, 1e-9);
}

TEST(Mixture, NeedsNoWeightsThatSumToAnything) {
  const dist halves = dist::mixture_law{{{0.25, dist::fixed(1ms)}, {0.25, dist::fixed(2ms)}}};
  EXPECT_EQ(halves.sample(0.49), 1ms);
  EXPECT_EQ(halves.sample(0.51), 2ms);
}

TEST(Mixture, LeavesOutPartsWithoutWeight) {
  const dist one =
      dist::mixture_law{{{0, dist::never()}, {1, dist::fixed(2ms)}, {0, dist::never()}}};
  EXPECT_EQ(one.sample(0), 2ms);
  EXPECT_EQ(one.sample(1), 2ms);
  EXPECT_EQ(one.mean(), 2ms);
  EXPECT_EQ(one.highest(), 2ms);
}

TEST(Mixture, LeavesOutPartsWithNegativeWeight) {
  const dist one =
      dist::mixture_law{{{-1, dist::never()}, {1, dist::fixed(2ms)}, {-1, dist::never()}}};
  EXPECT_EQ(one.sample(0.9), 2ms);
  EXPECT_EQ(one.mean(), 2ms);
}

TEST(Mixture, OfNothingIsZero) {
  EXPECT_EQ(dist(dist::mixture_law{}).sample(0.5), 0ms);
  EXPECT_EQ(dist(dist::mixture_law{}).mean(), 0ms);
  EXPECT_EQ(dist(dist::mixture_law{}).highest(), 0ms);
}

TEST(Mixture, HasTheWeightedMeanOfItsParts) {
  EXPECT_EQ(mixture.mean(), 31960us);  // 0.98 · 2ms + 0.02 · 1.5s
}

TEST(Mixture, MayHoldMixtures) {
  const dist nested = dist::mixture_law{{{1, stuck}, {1, dist::fixed(9ms)}}};
  EXPECT_EQ(nested.sample(0.4), 2ms);
  EXPECT_EQ(nested.sample(0.495), forever);
  EXPECT_EQ(nested.sample(0.6), 9ms);
}

TEST(Never, IsForever) {
  EXPECT_EQ(dist::never().sample(0.1), forever);
  EXPECT_EQ(dist::never().mean(), forever);
}

TEST(Never, AsAPartMakesTheMeanForever) {
  EXPECT_EQ(stuck.sample(0.99), forever);
  EXPECT_EQ(stuck.mean(), forever);
}

duration wave_at(form shape, duration elapsed) {
  return dist(dist::wave_law{shape, 100ms, 80ms, 40s}).sample(0.3, elapsed);
}

TEST(Wave, SineSwingsAroundItsBase) {
  EXPECT_EQ(wave_at(form::sine, 0s), 100ms);
  EXPECT_EQ(wave_at(form::sine, 10s), 180ms);
  EXPECT_EQ(wave_at(form::sine, 20s), 100ms);
  EXPECT_EQ(wave_at(form::sine, 30s), 20ms);
  EXPECT_NEAR(seconds(wave_at(form::sine, 5s)), 0.1 + 0.08 * std::sqrt(0.5), 1e-9);
}

TEST(Wave, SquareIsHighAndThenLow) {
  EXPECT_EQ(wave_at(form::square, 0s), 180ms);
  EXPECT_EQ(wave_at(form::square, 20s - 1ms), 180ms);
  EXPECT_EQ(wave_at(form::square, 20s), 20ms);
}

TEST(Wave, SawClimbsAndFalls) {
  EXPECT_EQ(wave_at(form::saw, 0s), 20ms);
  EXPECT_EQ(wave_at(form::saw, 20s), 100ms);
  EXPECT_EQ(wave_at(form::saw, 30s), 140ms);
  EXPECT_EQ(wave_at(form::saw, 40s), 20ms);
}

TEST(Wave, TriangleIsASineOfStraightLines) {
  EXPECT_EQ(wave_at(form::triangle, 0s), 100ms);
  EXPECT_EQ(wave_at(form::triangle, 5s), 140ms);
  EXPECT_EQ(wave_at(form::triangle, 10s), 180ms);
  EXPECT_EQ(wave_at(form::triangle, 30s), 20ms);
  EXPECT_EQ(wave_at(form::triangle, 31s), 28ms);
  EXPECT_EQ(wave_at(form::triangle, 35s), 60ms);
}

TEST(Wave, RepeatsEveryPeriod) {
  for (const form shape : {form::sine, form::square, form::saw, form::triangle}) {
    EXPECT_EQ(wave_at(shape, 7s), wave_at(shape, 407s));
  }
}

TEST(Wave, IsNeverNegative) {
  EXPECT_EQ(dist(dist::wave_law{form::sine, 50ms, 80ms, 40s}).sample(0, 30s), 0ms);
}

TEST(Wave, HasNoChanceInIt) {
  const dist wave = dist::wave_law{form::sine, 100ms, 80ms, 40s};
  EXPECT_EQ(wave.sample(0.0, 7s), wave.sample(0.9, 7s));
  EXPECT_EQ(wave.mean(7s), wave.sample(0.5, 7s));
  EXPECT_EQ(wave.lowest(7s), wave.highest(7s));
}

TEST(Wave, WithoutAPeriodIsItsBase) {
  EXPECT_EQ(dist(dist::wave_law{form::sine, 100ms, 80ms, 0s}).sample(0, 7s), 100ms);
}

}  // namespace
}  // namespace surgeline
