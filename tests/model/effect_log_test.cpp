#include "surgeline/model/effect_log.hpp"

#include <gtest/gtest.h>

namespace surgeline::model {
namespace {

TEST(EffectLog, KnowsWhatHasBeenDone) {
  effect_log done;
  EXPECT_TRUE(done.enter(7));
  EXPECT_TRUE(done.enter(8));
  EXPECT_FALSE(done.enter(7));
}

TEST(EffectLog, TakesWhatHasNoKeyForNew) {
  effect_log done;
  EXPECT_TRUE(done.enter(0));
  EXPECT_TRUE(done.enter(0));
}

TEST(EffectLog, RemembersTheLastOnes) {
  effect_log done(100);
  for (std::uint64_t key = 1; key <= 1000; ++key) EXPECT_TRUE(done.enter(key));
  for (std::uint64_t key = 901; key <= 1000; ++key) EXPECT_TRUE(done.has(key));
}

TEST(EffectLog, ForgetsWhatIsLongAgo) {
  effect_log done(100);
  for (std::uint64_t key = 1; key <= 1000; ++key) done.enter(key);
  EXPECT_FALSE(done.has(1));
  EXPECT_FALSE(done.has(700));
}

}  // namespace
}  // namespace surgeline::model
