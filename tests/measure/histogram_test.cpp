#include "surgeline/measure/histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/print.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/core/distribution.hpp"

namespace surgeline::measure {
namespace {

using namespace std::chrono_literals;

std::vector<duration> samples(
    const distribution& from,
    std::uint64_t count,
    std::uint64_t seed = 1
) {
  std::vector<duration> all;
  all.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    all.push_back(from.sample(chance(seed).draw(hash_of("sample"), 0, i)));
  }
  return all;
}

histogram of(const std::vector<duration>& values) {
  histogram all;
  for (const duration value : values) all.record(value);
  return all;
}

histogram merged(histogram first, const histogram& second) {
  first.merge(second);
  return first;
}

const distribution slow = distribution::lognormal_law{80ms, 900ms, 5s};
const distribution fast = distribution::exponential_law{300us, 1s};
const distribution heavy = distribution::pareto_law{20ms, 1.1, 1h};
const distribution flat = distribution::uniform(1us, 1h);

TEST(Histogram, IsZeroWhenEmpty) {
  const histogram empty;
  EXPECT_TRUE(empty.empty());
  EXPECT_EQ(empty.quantile(0.5), 0s);
  EXPECT_EQ(empty.mean(), 0s);
  EXPECT_EQ(empty.max(), 0s);
}

TEST(Histogram, GivesBackOneValueWithinOnePercent) {
  for (duration value = 1us; value <= 1h; value = value * 21 / 20 + 7ns) {
    const histogram one = of({value});
    for (const double q : {0.0, 0.5, 1.0}) {
      ASSERT_NEAR(seconds(one.quantile(q)), seconds(value), 0.01 * seconds(value));
    }
  }
}

TEST(Histogram, PutsEveryValueBetweenTheBoundsOfItsBucket) {
  for (duration value = 1us; value <= 1h; value = value * 101 / 100 + 1ns) {
    const auto [low, high] = histogram::bounds(histogram::bucket_of(value));
    ASSERT_LE(low, value);
    ASSERT_GT(high, value);
  }
}

TEST(Histogram, HasBucketsWithoutGapsFromZeroUp) {
  const std::uint32_t last = histogram::bucket_of(1h);
  EXPECT_EQ(histogram::bucket_of(1us), 0u);
  EXPECT_EQ(histogram::bounds(0).first, 1us);
  for (std::uint32_t bucket = 0; bucket < last; ++bucket) {
    ASSERT_EQ(histogram::bounds(bucket).second, histogram::bounds(bucket + 1).first);
    ASSERT_EQ(histogram::bucket_of(histogram::bounds(bucket).first), bucket);
  }
}

TEST(Histogram, HasABucketNoWiderThanTwoPercent) {
  for (std::uint32_t bucket = 0; bucket <= histogram::bucket_of(1h); ++bucket) {
    const auto [low, high] = histogram::bounds(bucket);
    ASSERT_LE(seconds(high - low), 0.02 * seconds(low));
  }
}

TEST(Histogram, ClampsBelowAMicrosecondAndAboveAnHour) {
  EXPECT_EQ(histogram::bucket_of(-1s), histogram::bucket_of(1us));
  EXPECT_EQ(histogram::bucket_of(0ns), histogram::bucket_of(1us));
  EXPECT_EQ(histogram::bucket_of(forever), histogram::bucket_of(1h));
  EXPECT_NEAR(seconds(of({100h}).quantile(0.5)), 3600, 36);
}

TEST(Histogram, HasTheExactMeanAndMaximum) {
  const histogram some = of({1ms, 2ms, 100h});
  EXPECT_EQ(some.mean(), (3ms + 100h) / 3);
  EXPECT_EQ(some.max(), 100h);
}

TEST(Histogram, CountsANegativeValueAsZero) {
  const histogram some = of({-5ms, 5ms});
  EXPECT_EQ(some.count(), 2u);
  EXPECT_EQ(some.mean(), 2500us);
}

TEST(Histogram, NeverReportsAQuantileAboveTheMaximum) {
  EXPECT_EQ(
      of({1000001us}).quantile(0.99),
      std::min<duration>(1000001us, of({1000001us}).quantile(0.99))
  );
  for (duration value = 1us; value < 1h; value *= 3) EXPECT_LE(of({value}).quantile(1), value);
}

TEST(Histogram, HasAMeanOfForeverOnceForeverWasRecorded) {
  EXPECT_EQ(of({1ms, forever}).mean(), forever);
}

TEST(Histogram, SaturatesItsSumInsteadOfWrapping) {
  histogram some;
  some.record(1h, std::uint64_t{1} << 60);
  some.record(1h);
  EXPECT_EQ(some.mean(), forever);
}

TEST(Histogram, TakesTheValueThatCoversTheShareAsItsQuantile) {
  histogram hundred;
  for (int i = 1; i <= 100; ++i) hundred.record(i * 1ms);
  // 0.07 · 100 is a hair above 7 in doubles and must still be the seventh.
  for (const int percent : {1, 7, 14, 28, 29, 50, 55, 56, 57, 99, 100}) {
    EXPECT_EQ(hundred.quantile(percent / 100.0), of({percent * 1ms, 100ms}).quantile(0.5))
        << percent;
  }
  EXPECT_EQ(hundred.quantile(0), of({1ms, 100ms}).quantile(0.5));
}

TEST(Histogram, RecordsManyAtOnce) {
  histogram once, often;
  once.record(3ms, 1000);
  for (int i = 0; i < 1000; ++i) often.record(3ms);
  EXPECT_EQ(once, often);
}

TEST(Histogram, RecordsNothingZeroTimes) {
  histogram none;
  none.record(3ms, 0);
  EXPECT_EQ(none, histogram{});
}

TEST(Histogram, KeepsOnlyUsedBucketsInOrder) {
  const histogram some = of({5ms, 1s, 5ms, 2us});
  ASSERT_EQ(some.buckets().size(), 3u);
  EXPECT_TRUE(std::is_sorted(some.buckets().begin(), some.buckets().end()));
  EXPECT_EQ(some.buckets()[1].second, 2u);
}

TEST(Histogram, HasTheQuantilesOfTheSamplesWithinOnePercent) {
  for (const distribution& law : {slow, fast, heavy, flat, distribution::fixed(7ms)}) {
    std::vector<duration> values = samples(law, 5000);
    for (duration& value : values) value = std::max<duration>(value, 1us);  // what it clamps
    const histogram recorded = of(values);
    std::sort(values.begin(), values.end());
    for (const double q : {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
      const auto rank = static_cast<std::size_t>(std::ceil(q * 5000 - 1e-9));
      const double exact = seconds(values[rank - 1]);
      EXPECT_NEAR(seconds(recorded.quantile(q)), exact, 0.01 * exact) << law.text() << " at " << q;
    }
  }
}

TEST(Histogram, MergedIsAsIfAllWereRecordedInOne) {
  std::vector<duration> all = samples(slow, 2000), more = samples(fast, 2000);
  const histogram apart = merged(of(all), of(more));
  all.insert(all.end(), more.begin(), more.end());
  EXPECT_EQ(apart, of(all));
}

TEST(Histogram, MergesInAnyOrder) {
  const histogram a = of(samples(slow, 1000)), b = of(samples(fast, 1000));
  EXPECT_EQ(merged(a, b), merged(b, a));
}

TEST(Histogram, MergesInAnyGrouping) {
  const histogram a = of(samples(slow, 500)), b = of(samples(fast, 500)),
                  c = of(samples(heavy, 500));
  EXPECT_EQ(merged(merged(a, b), c), merged(a, merged(b, c)));
}

TEST(Histogram, StaysTheSameWhenMergedWithNothing) {
  const histogram some = of(samples(slow, 100));
  EXPECT_EQ(merged(some, {}), some);
  EXPECT_EQ(merged({}, some), some);
}

TEST(Histogram, DoublesWhenMergedWithItself) {
  histogram some = of({1ms, 2ms});
  some.merge(some);
  EXPECT_EQ(some, of({1ms, 1ms, 2ms, 2ms}));
}

TEST(Histogram, DoesNotDependOnTheOrderOfRecording) {
  std::vector<duration> values = samples(slow, 1000);
  const histogram forwards = of(values);
  std::reverse(values.begin(), values.end());
  EXPECT_EQ(of(values), forwards);
}

}  // namespace
}  // namespace surgeline::measure
