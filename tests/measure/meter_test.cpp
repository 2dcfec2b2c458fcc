#include "surgeline/measure/meter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::measure {
namespace {

using namespace std::chrono_literals;
using enum instrument;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

meter of_load() { return {subject_kind::load, "users"}; }

/// What the meter has closed by `now`.
series taken(meter& from, duration now) {
  from.roll(at(now));
  return from.take();
}

TEST(Meter, IsNamedAfterItsSubject) { EXPECT_EQ(of_load().subject(), "load.users"); }

TEST(Meter, AddsUpTheCountsOfATick) {
  meter meter = of_load();
  meter.count(at(0ms), offered);
  meter.count(at(249ms), offered, 4);
  EXPECT_THAT(taken(meter, 250ms).numbers[offered], ElementsAre(5));
}

TEST(Meter, ClosesATickAtItsEnd) {
  meter meter = of_load();
  EXPECT_EQ(taken(meter, 250ms - 1ns).size(), 0);
  EXPECT_EQ(taken(meter, 250ms).size(), 1);
}

TEST(Meter, PutsAnEventOnTheBorderIntoTheLaterTick) {
  meter meter = of_load();
  meter.count(at(250ms), offered);
  EXPECT_THAT(taken(meter, 500ms).numbers[offered], ElementsAre(0, 1));
}

TEST(Meter, StartsEachCountFromZero) {
  meter meter = of_load();
  meter.count(at(0ms), offered, 3);
  meter.count(at(300ms), offered, 2);
  EXPECT_THAT(taken(meter, 750ms).numbers[offered], ElementsAre(3, 2, 0));
}

TEST(Meter, KeepsAGaugeUntilItIsSetAnew) {
  meter meter = of_load();
  meter.gauge(at(0ms), open, 7);
  meter.gauge(at(800ms), open, 2);
  EXPECT_THAT(taken(meter, 1250ms).numbers[open], ElementsAre(7, 7, 7, 2, 2));
}

TEST(Meter, TakesTheLastGaugeOfATick) {
  meter meter = of_load();
  meter.gauge(at(0ms), open, 7);
  meter.gauge(at(1ms), open, 9);
  meter.gauge(at(249ms), open, 1);
  EXPECT_THAT(taken(meter, 250ms).numbers[open], ElementsAre(1));
}

TEST(Meter, PutsEachDurationIntoTheHistogramOfItsTick) {
  meter meter = of_load();
  meter.observe(at(0ms), latency, 10ms);
  meter.observe(at(100ms), latency, 20ms);
  meter.observe(at(600ms), latency, 30ms);
  const series rows = taken(meter, 750ms);
  histogram first, third;
  first.record(10ms);
  first.record(20ms);
  third.record(30ms);
  EXPECT_TRUE(rows.histograms.at(latency) == (std::vector{first, histogram{}, third}));
}

TEST(Meter, HasEveryInstrumentOfItsSubject) {
  using enum subject_kind;
  for (const subject_kind kind : {load, service, proxy, policy}) {
    meter meter(kind, "x");
    const series rows = taken(meter, 250ms);
    for (const declaration& one : instruments) {
      EXPECT_EQ(rows.numbers.contains(one.what), one.of == kind && one.as != form::histogram);
      EXPECT_EQ(rows.histograms.contains(one.what), one.of == kind && one.as == form::histogram);
    }
  }
}

TEST(Meter, GivesAllColumnsARowForEachTickOfALongGap) {
  meter meter = of_load();
  meter.count(at(0ms), offered);
  meter.gauge(at(0ms), open, 1);
  meter.observe(at(0ms), latency, 1ms);
  meter.count(at(1h), offered);
  const series rows = taken(meter, 1h);
  for (const auto& [what, column] : rows.numbers) EXPECT_THAT(column, SizeIs(4 * 3600));
  for (const auto& [what, column] : rows.histograms) EXPECT_THAT(column, SizeIs(4 * 3600));
  EXPECT_THAT(rows.numbers.at(open), Each(1));
}

TEST(Meter, HandsEachTickOverOnce) {
  meter meter = of_load();
  meter.count(at(100ms), offered, 1);
  meter.count(at(300ms), offered, 2);
  EXPECT_THAT(meter.take().numbers[offered], ElementsAre(1));
  EXPECT_THAT(meter.take().numbers[offered], IsEmpty());
  EXPECT_THAT(taken(meter, 500ms).numbers[offered], ElementsAre(2));
}

TEST(Meter, SaysWithWhichTickItsRowsBegin) {
  meter meter = of_load();
  EXPECT_EQ(taken(meter, 100ms).first_tick, 0);
  EXPECT_EQ(taken(meter, 600ms).first_tick, 0);
  EXPECT_EQ(taken(meter, 900ms).first_tick, 2);
  EXPECT_EQ(taken(meter, 950ms).first_tick, 3);
}

TEST(Meter, CountsWhatComesLateInTheTickThatIsOpen) {
  meter meter = of_load();
  meter.roll(at(600ms));
  meter.count(at(100ms), offered);
  EXPECT_THAT(taken(meter, 750ms).numbers[offered], ElementsAre(0, 0, 1));
}

TEST(Meter, CountsWhatComesBeforeTheRunInItsFirstTick) {
  meter meter = of_load();
  meter.count(at(-3h), offered);
  EXPECT_THAT(taken(meter, 250ms).numbers[offered], ElementsAre(1));
}

}  // namespace
}  // namespace surgeline::measure
