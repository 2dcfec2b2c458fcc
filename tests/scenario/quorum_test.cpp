#include "surgeline/scenario/quorum.hpp"

#include <gtest/gtest.h>

namespace surgeline::scenario {
namespace {

TEST(Quorum, OfAllLetsNobodyGo) { EXPECT_EQ(needed_of(share{1}, 3), 3); }

TEST(Quorum, RoundsUp) {
  EXPECT_EQ(needed_of(share{0.5}, 3), 2);
  EXPECT_EQ(needed_of(share{0.5}, 2), 1);
  EXPECT_EQ(needed_of(share{2.0 / 3}, 3), 2);
}

TEST(Quorum, KeepsOneAtLeast) { EXPECT_EQ(needed_of(share{0.01}, 3), 1); }

}  // namespace
}  // namespace surgeline::scenario
