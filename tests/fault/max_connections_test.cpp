#include "surgeline/fault/max_connections.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

TEST(MaxConnections, LetsSoManyIn) {
  const plan two = in_force(always(0, max_connections{.limit = 2}));
  connection first = number(1), second = number(2), third = number(3);
  EXPECT_EQ(first.opens(two), effect{});
  EXPECT_EQ(second.opens(two), effect{});
  EXPECT_EQ(third.opens(two).hold, forever);
}

TEST(MaxConnections, RefusesTheNextIfItSaysSo) {
  const plan none = in_force(always(0, max_connections{.limit = 0, .over = overflow::refuse}));
  connection one;
  EXPECT_EQ(one.opens(none).then, action::reset);
}

TEST(MaxConnections, LetsTheNextInWhenOneHasEnded) {
  const plan single = in_force(always(0, max_connections{.limit = 1}));
  std::optional<connection> first = number(1);
  connection second = number(2);
  first->opens(single);
  EXPECT_EQ(second.opens(single).hold, forever);
  first.reset();
  EXPECT_EQ(second.opens(single), effect{});
}

TEST(MaxConnections, CountsThoseThatWereThereBefore) {
  const plan single = in_force(always(0, max_connections{.limit = 1}));
  connection before = number(1), next = number(2);
  single.takes_place(before.who);
  EXPECT_EQ(next.opens(single).hold, forever);
}

TEST(MaxConnections, HasFiredOnlyOnThoseThatFoundNoPlace) {
  const plan single = in_force(always(0, max_connections{.limit = 1}));
  connection first = number(1), second = number(2);
  first.opens(single), second.opens(single);
  EXPECT_EQ(first.counted().injected, 0);
  EXPECT_EQ(second.counted().injected, 1);
}

}  // namespace
}  // namespace surgeline::fault
