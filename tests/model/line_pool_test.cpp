#include "surgeline/model/line_pool.hpp"

#include <gtest/gtest.h>

namespace surgeline::model {
namespace {

TEST(LinePool, MakesAConnectionForEachAttemptThatFindsNoneFree) {
  line_pool pool;
  EXPECT_EQ(pool.take(10), 0U);
  EXPECT_EQ(pool.take(11), 1U);
}

TEST(LinePool, GivesTheConnectionThatWasFreeLast) {
  line_pool pool;
  for (std::uint64_t attempt = 0; attempt < 3; ++attempt) pool.take(attempt);
  pool.give_back(0);
  pool.give_back(2);
  EXPECT_EQ(pool.take(10), 2U);
}

TEST(LinePool, LetsAttemptsWaitWhenThereAreAsManyAsThereMayBe) {
  line_pool pool;
  for (std::uint64_t attempt = 0; attempt < line_pool::most; ++attempt) pool.take(attempt);
  EXPECT_EQ(pool.take(1000), std::nullopt);
  EXPECT_EQ(pool.give_back(7), (line_pool::ride{7, 1000}));
}

TEST(LinePool, ForgetsAnAttemptThatWaits) {
  line_pool pool;
  for (std::uint64_t attempt = 0; attempt < line_pool::most; ++attempt) pool.take(attempt);
  pool.take(1000);
  EXPECT_TRUE(pool.forget(1000));
  EXPECT_FALSE(pool.forget(1000));
  EXPECT_EQ(pool.give_back(7), std::nullopt);
}

}  // namespace
}  // namespace surgeline::model
