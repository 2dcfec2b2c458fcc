#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lane.hpp"

/// How a stall that has ended lets go slowly.
namespace surgeline::fault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::optional<surgeline::bandwidth> bandwidth_of(double rate) { return surgeline::bandwidth{rate}; }

TEST(EndOfAPacedStall, LetsGoAtItsRate) {
  lane held;
  held.arm(always(0, stall{.release = {release_mode::paced, bandwidth_of(1000)}}));
  for (int i = 0; i < 5; ++i) held.arrives(i * 1s);
  held.waits_until(10s);
  held.arm();
  EXPECT_THAT(held.let_go(10'099ms), IsEmpty());
  EXPECT_THAT(held.let_go(10'100ms), ElementsAre(0));
  EXPECT_THAT(held.let_go(10'500ms), ElementsAre(1, 2, 3, 4));
}

TEST(EndOfAPacedStall, LetsLaterBytesWaitBehindWhatWasHeld) {
  lane held;
  held.arm(always(0, stall{.release = {release_mode::paced, bandwidth_of(1000)}}));
  held.arrives(1s), held.arrives(2s);
  held.waits_until(10s);
  held.arm();
  EXPECT_EQ(held.arrives(10'050ms), at(10'200ms));
}

TEST(EndOfAPacedStall, GoesOnAtItsRateThoughThePlanIsSwappedAgain) {
  lane held;
  held.arm(always(0, stall{.release = {release_mode::paced, bandwidth_of(1000)}}));
  held.arrives(1s), held.arrives(2s);
  held.waits_until(10s);
  held.arm();
  held.waits_until(10'050ms);
  held.arm(always(1, late(1h)));
  EXPECT_THAT(held.let_go(10'200ms), ElementsAre(0, 1));
}

}  // namespace
}  // namespace surgeline::fault
