#include "surgeline/fault/slow_accept.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"
#include "surgeline/fault/gate.hpp"

namespace surgeline::fault {
namespace {

TEST(SlowAccept, TakesConnectionsOneAfterAnother) {
  const plan one = in_force(always(0, slow_accept{.delay = distribution::fixed(100ms)}));
  gate in;
  connection first = number(1), second = number(2), third = number(3);
  EXPECT_EQ(in.goes_in(first.opens(one, at(1s)), at(1s)), at(1100ms));
  EXPECT_EQ(in.goes_in(second.opens(one, at(1s)), at(1s)), at(1200ms));
  EXPECT_EQ(in.goes_in(third.opens(one, at(5s)), at(5s)), at(5100ms));
}

TEST(LatencyOfTheConnection, DelaysEachByItself) {
  const plan one = in_force(
      always(0, latency{.delay = distribution::fixed(100ms), .stage = latency_stage::connect})
  );
  gate in;
  connection first = number(1), second = number(2);
  EXPECT_EQ(in.goes_in(first.opens(one, at(1s)), at(1s)), at(1100ms));
  EXPECT_EQ(in.goes_in(second.opens(one, at(1s)), at(1s)), at(1100ms));
}

TEST(LatencyOfTheConnection, LeavesBytesAlone) {
  const plan one = in_force(
      always(0, latency{.delay = distribution::fixed(100ms), .stage = latency_stage::connect})
  );
  EXPECT_FALSE(one.touches(direction::to_client));
}

}  // namespace
}  // namespace surgeline::fault
