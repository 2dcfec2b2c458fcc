#include "surgeline/traffic/bulk.hpp"

#include <gtest/gtest.h>

namespace surgeline::traffic {
namespace {

constexpr std::size_t full = 256 * 1024;

/// One direction after as many full reads as it takes.
struct flowing : bulk {
  explicit flowing(net::pipe_pool* pool) : bulk(pool) {
    for (int i = 0; i < 4; ++i) saw(full, true);
  }
};

TEST(Bulk, FlowsAfterFourFullReadsInARow) {
  bulk one(nullptr);
  for (int i = 0; i < 3; ++i) one.saw(full, true);
  EXPECT_FALSE(one.is_flowing());
  one.saw(full, true);
  EXPECT_TRUE(one.is_flowing());
}

TEST(Bulk, DoesNotFlowWhenAReadBetweenIsNotFull) {
  bulk one(nullptr);
  for (int i = 0; i < 3; ++i) one.saw(full, true);
  one.saw(full - 1, false);
  one.saw(full, true);
  EXPECT_FALSE(one.is_flowing());
}

TEST(Bulk, EndsAfterFourSmallReadsInARow) {
  flowing one(nullptr);
  for (int i = 0; i < 3; ++i) one.saw(1'000, false);
  EXPECT_TRUE(one.is_flowing());
  one.saw(1'000, false);
  EXPECT_FALSE(one.is_flowing());
}

TEST(Bulk, FlowsOnAfterReadsThatBringNothing) {
  flowing one(nullptr);
  for (int i = 0; i < 10; ++i) one.saw(0, false);
  EXPECT_TRUE(one.is_flowing());
}

TEST(Bulk, HasNoPipeWithoutAPool) {
  flowing one(nullptr);
  EXPECT_EQ(one.take(), nullptr);
}

TEST(Bulk, GivesItsPipeToOthers) {
  net::pipe_pool pool(1);
  flowing first(&pool), second(&pool);
  EXPECT_NE(first.take(), nullptr);
  EXPECT_EQ(second.take(), nullptr);
  first.give_back();
  EXPECT_NE(second.take(), nullptr);
}

TEST(Bulk, GivesItsPipeBackWhenItGoes) {
  net::pipe_pool pool(1);
  {
    flowing(&pool).take();
  }
  EXPECT_TRUE(pool.take());
}

}  // namespace
}  // namespace surgeline::traffic
