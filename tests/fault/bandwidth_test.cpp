#include "surgeline/fault/bandwidth.hpp"

#include <gtest/gtest.h>

#include "lane.hpp"

namespace surgeline::fault {
namespace {

kind narrow(double bytes_per_second, std::uint64_t burst = 0) {
  return bandwidth{.rate = surgeline::bandwidth{bytes_per_second}, .burst = {burst}};
}

TEST(Bandwidth, LetsBytesPassAtItsRate) {
  lane slow;
  slow.arm(always(0, narrow(1000)));
  EXPECT_EQ(slow.arrives(1s, 100), at(1100ms));
  EXPECT_EQ(slow.arrives(1s, 100), at(1200ms));
  EXPECT_EQ(slow.arrives(5s, 100), at(5100ms));
}

TEST(Bandwidth, LetsABurstPassAtOnce) {
  lane slow;
  slow.arm(always(0, narrow(1000, 150)));
  EXPECT_EQ(slow.arrives(1s, 100), at(1s));
  EXPECT_EQ(slow.arrives(1s, 100), at(1050ms));
}

TEST(Bandwidth, DidNothingWhereNothingWaits) {
  lane slow;
  slow.arm(always(0, narrow(1000, 150)));
  slow.arrives(1s, 100);
  EXPECT_EQ(slow.counted().injected, 0);
}

TEST(Bandwidth, AddsToALatencyAsADistanceDoes) {
  lane slow;
  slow.arm(always(0, narrow(1000)), always(1, late(50ms)));
  EXPECT_EQ(slow.arrives(1s, 100), at(1150ms)) << "through the narrow place, and then the distance";
  EXPECT_EQ(slow.arrives(1s, 100), at(1250ms)) << "which those behind share";
}

TEST(Bandwidth, OfAConnectionIsItsOwn) {
  const plan one = in_force(always(0, narrow(1000)));
  connection first = number(1), second = number(2);
  first.answers(one, at(1s));
  EXPECT_EQ(second.answers(one, at(1s)).earliest, at(1100ms));
}

TEST(Bandwidth, OfAProxyIsShared) {
  kind shared = bandwidth{.rate = surgeline::bandwidth{1000}, .scope = bucket_scope::proxy};
  const plan one = in_force(always(0, shared));
  connection first = number(1), second = number(2);
  first.answers(one, at(1s));
  EXPECT_EQ(second.answers(one, at(1s)).earliest, at(1200ms));
}

TEST(Bandwidth, CutsHeapsIntoTenMilliseconds) {
  const bandwidth one{.rate = surgeline::bandwidth{1e6}};
  EXPECT_EQ(one.longest_chunk({}), 10'000);
  EXPECT_EQ((bandwidth{.rate = surgeline::bandwidth{10}}).longest_chunk({}), 512);
  EXPECT_EQ((bandwidth{.rate = surgeline::bandwidth{1e9}}).longest_chunk({}), 64 * 1024);
}

TEST(EndOfABandwidth, LetsWhatWaitsGoAtOnce) {
  lane slow;
  slow.arm(always(0, narrow(10)));
  slow.arrives(1s), slow.arrives(1s);
  slow.arm();
  EXPECT_EQ(slow.let_go(1s).size(), 2);
}

TEST(EndOfAnotherFault, LeavesTheWaitOfABandwidth) {
  lane slow;
  slow.arm(always(0, narrow(1000)), always(1, late(10s)));
  EXPECT_EQ(slow.arrives(1s, 100), at(11100ms));
  slow.arm(always(0, narrow(1000)));
  EXPECT_EQ(slow.line().next_due(), at(1100ms));
}

}  // namespace
}  // namespace surgeline::fault
