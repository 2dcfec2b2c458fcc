#include "surgeline/fault/refuse.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

TEST(Refuse, ResetsNewConnections) {
  EXPECT_EQ(refuse{}.on_connect({}), (effect{.limit = 0, .then = action::reset}));
}

TEST(Refuse, LeavesOpenConnectionsAlone) {
  const plan one = in_force(always(0, refuse{}));
  EXPECT_FALSE(one.touches(direction::to_client));
  EXPECT_FALSE(one.touches(direction::to_upstream));
}

}  // namespace
}  // namespace surgeline::fault
