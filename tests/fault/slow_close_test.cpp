#include "surgeline/fault/slow_close.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

const slow_close lazy{.delay = distribution::fixed(3s)};

TEST(SlowClose, DelaysTheEnd) {
  const plan one = in_force(always(0, lazy));
  connection over;
  const chunk end{direction::to_client, 100, 0, at(1s)};
  EXPECT_EQ(one.on_finish(over.who, end, over.book).delay, 3s);
  EXPECT_EQ(over.counted().injected, 1);
}

TEST(SlowClose, GoesOnWhenOthersComeAndGo) {
  connection over;
  const chunk end{direction::to_client, 100, 0, at(1s), part::stream, false, true};
  const effect decided = in_force(always(0, lazy)).on_finish(over.who, end, over.book);
  const plan with_another = in_force(always(0, lazy), from(2s, 1, late(1s)));
  EXPECT_EQ(with_another.reconsider(over.who, end, decided).delay, 3s);
  EXPECT_EQ(in_force(from(2s, 1, late(1s))).reconsider(over.who, end, decided), effect{});
}

TEST(SlowClose, LeavesBytesAlone) {
  const plan one = in_force(always(0, lazy));
  EXPECT_FALSE(one.touches(direction::to_client));
  EXPECT_FALSE(one.touches(direction::to_upstream));
}

TEST(SlowClose, ActsInItsDirection) {
  slow_close down = lazy;
  down.towards = direction::to_client;
  EXPECT_EQ(down.on_finish({.towards = direction::to_upstream}), effect{});
}

}  // namespace
}  // namespace surgeline::fault
