#include "surgeline/fault/token_bucket.hpp"

#include <gtest/gtest.h>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

TEST(TokenBucket, LetsBytesPassAfterTheirOwnLength) {
  token_bucket bucket;
  EXPECT_EQ(bucket.passes(at(1s), 100, 1000, 0), at(1100ms));
}

TEST(TokenBucket, LetsLaterBytesWaitBehindEarlierOnes) {
  token_bucket bucket;
  bucket.passes(at(1s), 100, 1000, 0);
  EXPECT_EQ(bucket.passes(at(1s), 100, 1000, 0), at(1200ms));
}

TEST(TokenBucket, KeepsTheRateHoweverTheBytesAreCutUp) {
  token_bucket whole, cut;
  time_point last;
  for (int i = 0; i < 1000; ++i) last = cut.passes(at(0s), 7, 1000, 0);
  EXPECT_EQ(last, whole.passes(at(0s), 7000, 1000, 0));
}

TEST(TokenBucket, LetsABurstPassAheadOfTheRate) {
  token_bucket bucket;
  EXPECT_EQ(bucket.passes(at(1s), 500, 1000, 500), at(1s));
  EXPECT_EQ(bucket.passes(at(1s), 100, 1000, 500), at(1100ms));
}

TEST(TokenBucket, SavesUpNoMoreThanTheBurst) {
  token_bucket bucket;
  bucket.passes(at(0s), 500, 1000, 500);
  EXPECT_EQ(bucket.passes(at(1h), 600, 1000, 500), at(1h + 100ms));
}

TEST(TokenBucket, LetsNothingPassAtARateOfNothing) {
  token_bucket bucket;
  EXPECT_EQ(bucket.passes(at(0s), 1, 0, 0), never);
}

}  // namespace
}  // namespace surgeline::fault
