#include "surgeline/core/buckets.hpp"

#include <gtest/gtest.h>

namespace surgeline {
namespace {

using namespace std::chrono_literals;

TEST(Buckets, CountADurationInTheFirstWhoseBoundHoldsIt) {
  EXPECT_EQ(duration_buckets.at(bucket_of(3ms)), 0.005);
  EXPECT_EQ(duration_buckets.at(bucket_of(5ms)), 0.005);
  EXPECT_EQ(duration_buckets.at(bucket_of(0ms)), duration_buckets.front());
}

TEST(Buckets, HaveOneForWhatIsTooLong) {
  EXPECT_EQ(bucket_of(1h), duration_buckets.size());
  EXPECT_EQ(bucket_counts{}.size(), duration_buckets.size() + 1);
}

}  // namespace
}  // namespace surgeline
