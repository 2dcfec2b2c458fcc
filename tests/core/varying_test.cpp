#include "surgeline/core/varying.hpp"

#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;

using spans = varying<duration>;
using numbers = varying<double>;

spans ramp(curve shape) { return {{{10s, 100ms}, {20s, 400ms}}, shape}; }

TEST(Varying, IsConstantUntilItIsGivenPoints) {
  const spans constant = 10ms;
  EXPECT_TRUE(constant.is_constant());
  EXPECT_EQ(constant.at(0s), 10ms);
  EXPECT_EQ(constant.at(1h), 10ms);
  EXPECT_FALSE(ramp(curve::linear).is_constant());
}

TEST(Varying, IsFlatBeforeTheFirstPoint) {
  for (const curve shape : {curve::linear, curve::step, curve::exponential, curve::smooth}) {
    EXPECT_EQ(ramp(shape).at(-1s), 100ms);
    EXPECT_EQ(ramp(shape).at(0s), 100ms);
    EXPECT_EQ(ramp(shape).at(10s), 100ms);
  }
}

TEST(Varying, IsFlatFromTheLastPointOn) {
  for (const curve shape : {curve::linear, curve::step, curve::exponential, curve::smooth}) {
    EXPECT_EQ(ramp(shape).at(20s), 400ms);
    EXPECT_EQ(ramp(shape).at(forever), 400ms);
  }
}

TEST(LinearRamp, RunsInProportionToTime) {
  EXPECT_EQ(ramp(curve::linear).at(12500ms), 175ms);
  EXPECT_EQ(ramp(curve::linear).at(15s), 250ms);
}

TEST(StepRamp, JumpsAtThePoint) {
  EXPECT_EQ(ramp(curve::step).at(20s - 1ns), 100ms);
  EXPECT_EQ(ramp(curve::step).at(20s), 400ms);
}

TEST(ExponentialRamp, MultipliesByTheSameFactorInTheSameTime) {
  EXPECT_EQ(ramp(curve::exponential).at(15s), 200ms);
}

TEST(ExponentialRamp, IsLinearWhereAnEndIsNotPositive) {
  EXPECT_EQ(spans({{0s, 0ms}, {10s, 100ms}}, curve::exponential).at(5s), 50ms);
}

TEST(SmoothRamp, PassesTheMiddleHalfway) { EXPECT_EQ(ramp(curve::smooth).at(15s), 250ms); }

TEST(SmoothRamp, StartsAndEndsSlowly) {
  // 3x² - 2x³ at a tenth and at nine tenths.
  EXPECT_EQ(ramp(curve::smooth).at(11s), 100ms + duration{8'400'000});
  EXPECT_EQ(ramp(curve::smooth).at(19s), 400ms - duration{8'400'000});
}

TEST(Ramp, GoesThroughAllItsPoints) {
  const numbers probability({{0s, 0.0}, {30s, 0.1}, {90s, 0.5}});
  EXPECT_DOUBLE_EQ(probability.at(15s), 0.05);
  EXPECT_DOUBLE_EQ(probability.at(30s), 0.1);
  EXPECT_DOUBLE_EQ(probability.at(60s), 0.3);
}

TEST(Ramp, MayFall) { EXPECT_EQ(spans({{0s, 100ms}, {10s, 0ms}}).at(4s), 60ms); }

TEST(Ramp, OfRatesRunsInEventsPerSecond) {
  EXPECT_EQ(varying<rate>({{0s, rate{0}}, {30s, rate{1200}}}).at(15s), rate{600});
}

TEST(Ramp, RemembersWhetherItHolds) {
  EXPECT_TRUE(ramp(curve::linear).hold());
  EXPECT_FALSE(spans({{0s, 0ms}, {1s, 1ms}}, curve::linear, false).hold());
}

TEST(Varying, IsEqualWhenPointsCurveAndHoldAre) {
  EXPECT_EQ(ramp(curve::linear), ramp(curve::linear));
  EXPECT_NE(ramp(curve::linear), ramp(curve::smooth));
  EXPECT_NE(spans(1ms), spans(2ms));
}

}  // namespace
}  // namespace surgeline
