#include "surgeline/sidecar/busy_share.hpp"

#include <gtest/gtest.h>

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;

constexpr net::real_time start{1h};

TEST(BusyShare, IsNothingAtFirst) {
  busy_share one;
  EXPECT_EQ(one.ratio(), 0);
  one.look(start, 5s);
  EXPECT_EQ(one.ratio(), 0);
}

TEST(BusyShare, IsTheTimeThatWasNotWaited) {
  busy_share one;
  one.look(start, 5s);
  one.look(start + 4s, 8s);
  EXPECT_DOUBLE_EQ(one.ratio(), 0.25);
}

TEST(BusyShare, IsWholeWhileALoopDoesNotWaitAtAll) {
  busy_share one;
  one.look(start, 5s);
  one.look(start + 1s, 5s);
  EXPECT_EQ(one.ratio(), 1);
}

TEST(BusyShare, ForgetsWhatWasBeforeTheWindow) {
  busy_share one;
  one.look(start, 0s);
  one.look(start + 5s, 0s);  // busy until here, idle from here
  for (int i = 6; i <= 15; ++i) one.look(start + i * 1s, (i - 5) * 1s);
  EXPECT_EQ(one.ratio(), 0);
}

TEST(BusyShare, StaysWithinItsBounds) {
  busy_share one;
  one.look(start, 0s);
  one.look(start + 1s, 1100ms);  // a wait that began before the first look is counted when it ends
  EXPECT_EQ(one.ratio(), 0);
}

}  // namespace
}  // namespace surgeline::sidecar
