#include "surgeline/fault/stall.hpp"

#include <gtest/gtest.h>

#include "support/flow.hpp"

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

TEST(Stall, HoldsEveryByteUntilItEnds) {
  flow flow;
  EXPECT_EQ(stall{}.on_chunk(flow.drawing(0.0)), effect{.hold = forever});
  EXPECT_EQ(stall{}.on_chunk(flow.drawing(0.999, 1h)), effect{.hold = forever});
}

TEST(Stall, TouchesBothDirectionsUnlessItSaysOtherwise) {
  EXPECT_EQ(stall{}.towards, direction::both);
}

TEST(Stall, SaysHowFastItLetsGo) {
  const stall one{.release = {release_mode::paced, surgeline::bandwidth{1000}}};
  EXPECT_EQ(one.on_chunk({}).release, 1000);
}

TEST(Stall, ReleasesABurstUnlessItSaysOtherwise) {
  EXPECT_EQ(stall{}.release.mode, release_mode::burst);
}

}  // namespace
}  // namespace surgeline::fault
