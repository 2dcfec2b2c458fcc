#include "surgeline/metrics/histogram_cells.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace surgeline::metrics {
namespace {

using namespace std::chrono_literals;

TEST(HistogramCells, CountsADurationInItsBucketOnly) {
  histogram_cells cells;
  cells.observe(3ms);
  bucket_counts expected{};
  expected[bucket_of(3ms)] = 1;
  EXPECT_EQ(cells.read().counts, expected);
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
