#include "surgeline/metrics/histogram_cells.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace surgeline::metrics {
namespace {

using namespace std::chrono_literals;

/// The bucket that one duration is counted in.
std::size_t bucket_of(duration span) {
  histogram_cells cells;
  cells.observe(span);
  const auto counts = cells.read().counts;
  return static_cast<std::size_t>(std::ranges::find(counts, 1U) - counts.begin());
}

TEST(HistogramCells, CountsADurationInTheFirstBucketThatHoldsIt) {
  EXPECT_EQ(duration_buckets.at(bucket_of(3ms)), 0.005);
  EXPECT_EQ(duration_buckets.at(bucket_of(5ms)), 0.005);
  EXPECT_EQ(duration_buckets.at(bucket_of(0ms)), duration_buckets.front());
}

TEST(HistogramCells, HasABucketForWhatIsTooLong) {
  EXPECT_EQ(bucket_of(1h), duration_buckets.size());
}

TEST(HistogramCells, SumsInSeconds) {
  histogram_cells cells;
  cells.observe(250ms);
  cells.observe(1s);
  EXPECT_DOUBLE_EQ(cells.read().sum, 1.25);
}

TEST(HistogramCells, AddUpOverWriters) {
  histogram_cells one, other;
  one.observe(1ms);
  other.observe(1ms);
  other.observe(1h);
  auto all = one.read();
  all += other.read();
  EXPECT_EQ(std::reduce(all.counts.begin(), all.counts.end()), 3);
  EXPECT_EQ(all.counts.back(), 1);
}

}  // namespace
}  // namespace surgeline::metrics
