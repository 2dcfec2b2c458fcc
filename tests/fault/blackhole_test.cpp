#include "surgeline/fault/blackhole.hpp"

#include <gtest/gtest.h>

#include "lane.hpp"

namespace surgeline::fault {
namespace {

TEST(Blackhole, KeepsNewConnectionsOut) {
  connection lost;
  const effect decided = lost.opens(in_force(always(0, blackhole{})));
  EXPECT_EQ(decided.hold, forever);
  EXPECT_TRUE(decided.closes);
}

TEST(Blackhole, LetsTheUpstreamSeeThemIfItSaysSo) {
  EXPECT_EQ(blackhole{.dial = true}.on_connect({}), effect{});
}

TEST(Blackhole, HoldsWhatIsSaidOnOpenConnections) {
  connection open;
  EXPECT_EQ(open.asks(in_force(always(0, blackhole{}))).hold, forever);
  EXPECT_EQ(open.answers(in_force(always(0, blackhole{}))).hold, forever);
}

TEST(Blackhole, LeavesTheOtherDirectionAlone) {
  connection open;
  const plan half = in_force(always(0, blackhole{.dial = true, .towards = direction::to_client}));
  EXPECT_EQ(open.asks(half), effect{});
  EXPECT_EQ(open.answers(half).hold, forever);
}

TEST(BlackholeThatDiscards, HoldsNothing) {
  connection open;
  const plan one = in_force(always(0, blackhole{.dial = true, .discard = true}));
  const effect decided = open.answers(one);
  EXPECT_EQ(decided.then, action::swallow);
  EXPECT_EQ(decided.limit, 0);
  EXPECT_FALSE(decided.waits());
  EXPECT_EQ(open.counted().dropped_bytes, 100);
}

TEST(BlackholeThatDiscards, TakesTheConnectionWithItWhenItIsOver) {
  connection lost;
  const plan one = in_force(always(0, blackhole{.dial = true, .discard = true}));
  const chunk what = lost.bytes.answers({});
  const effect decided = one.on_chunk(lost.who, what, lost.book);
  EXPECT_TRUE(one.reconsider(lost.who, what, decided).closes);
  EXPECT_FALSE(in_force().reconsider(lost.who, what, decided).closes);
}

TEST(EndOfABlackhole, TakesTheConnectionWithIt) {
  connection lost;
  const plan before = in_force(always(0, blackhole{})), after = in_force();
  delay_line<int> line;
  const chunk what = lost.bytes.answers(at(1s));
  line.push(what, before.on_chunk(lost.who, what, lost.book), 1, lost.book);
  EXPECT_FALSE(line.replan(before, lost.who, at(2s)));
  EXPECT_TRUE(line.replan(after, lost.who, at(3s)));
}

}  // namespace
}  // namespace surgeline::fault
