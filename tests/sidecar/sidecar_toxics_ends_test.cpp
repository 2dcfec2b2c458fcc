#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "support/print.hpp"
#include "ward.hpp"

/// Toxics that end connections, and those that hold an end.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using fault::direction;
using std::chrono::steady_clock;

TEST(SlowCloseToxic, GoesOnWhenOthersComeAndGo) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("slow_close", 100'000));
  ends.second.finish();
  open.add(make_toxic("latency", 1, "other"));
  open.remove("other");
  EXPECT_TRUE(ends.first.is_silent_for(50ms));
  open.remove();
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
}

TEST(ResetPeerToxic, StrikesAtAnEndToo) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("reset_peer", 30, "bad", direction::to_upstream));
  const auto start = steady_clock::now();
  ends.first.finish();
  EXPECT_EQ(ends.first.how_it_ends(), std::errc::connection_reset);
  EXPECT_EQ(ends.second.how_it_ends(), std::errc::connection_reset);
  EXPECT_GE(steady_clock::now() - start, 30ms);
}

TEST(ResetPeerToxic, WaitsForTheStreamThatItIsOn) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("reset_peer", 0, "bad", direction::to_upstream));
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  ends.first.say("ping");
  EXPECT_EQ(ends.first.how_it_ends(), std::errc::connection_reset);
}

TEST(ResetPeerToxic, StrikesAtOnceWhenItIsRemovedWhileItWaits) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("reset_peer", 100'000));
  ends.second.say("pong");
  EXPECT_TRUE(ends.first.is_silent_for(30ms));
  open.remove();
  EXPECT_EQ(ends.first.how_it_ends(), std::errc::connection_reset);
}

TEST(LimitDataToxic, CountsFromWhenItCame) {
  ward open;
  auto ends = open.connect();
  ends.second.say("before");
  EXPECT_EQ(ends.first.hear(6), "before");
  open.add(make_toxic("limit_data", 5));
  ends.second.say("1234");
  EXPECT_EQ(ends.first.hear(4), "1234");
  ends.second.say("567");
  EXPECT_EQ(ends.first.hear_all(), "5");
}

TEST(LimitDataToxic, KeepsItsCountWhenItChanges) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("limit_data", 100));
  ends.second.say("1234");
  EXPECT_EQ(ends.first.hear(4), "1234");
  open.change(make_toxic("limit_data", 6));
  ends.second.say("5678");
  EXPECT_EQ(ends.first.hear_all(), "56");
}

TEST(LimitDataToxic, ThatIsLoweredBelowItsCountEndsAtTheNextByte) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("limit_data", 100));
  ends.second.say("1234");
  EXPECT_EQ(ends.first.hear(4), "1234");
  open.change(make_toxic("limit_data", 2));
  EXPECT_TRUE(ends.first.is_silent_for(30ms));
  ends.second.say("5");
  EXPECT_EQ(ends.first.hear_all(), "");
}

TEST(LimitDataToxic, CountsAnewWhenItIsMadeAgain) {
  ward open;
  auto ends = open.connect();
  for (int rounds = 0; rounds < 3; ++rounds) {
    open.add(make_toxic("limit_data", 5));
    ends.second.say("1234");
    EXPECT_EQ(ends.first.hear(4), "1234");
    open.remove();
  }
}

TEST(TimeoutToxic, StartsAgainWithEachByteThatItDrops) {
  ward open;
  auto ends = open.connect();
  const auto start = steady_clock::now();
  open.add(make_toxic("timeout", 200));
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(100ms);
    ends.second.say("lost");
  }
  EXPECT_EQ(ends.first.hear_all(), "");
  EXPECT_EQ(ends.first.ending, std::error_code{});
  EXPECT_GE(steady_clock::now() - start, 590ms);
}

TEST(TimeoutToxic, ReadsHoweverMuchItDrops) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("timeout", 0));
  ends.second.say(traffic::noise(8 << 20));
  ends.second.finish();
  EXPECT_EQ(ends.first.hear_all(), "");
  EXPECT_EQ(ends.first.ending, std::error_code{});
}

TEST(TimeoutToxic, ArmsItsClockWhenItChanges) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("timeout", 0));
  ends.second.say("lost");
  EXPECT_TRUE(ends.first.is_silent_for(50ms));
  const auto start = steady_clock::now();
  open.change(make_toxic("timeout", 100));
  EXPECT_EQ(ends.first.hear_all(), "");
  EXPECT_GE(steady_clock::now() - start, 100ms);
}

TEST(TimeoutToxic, LetsTheOtherStreamPass) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("timeout", 0));
  ends.second.say("lost");
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
}

}  // namespace
}  // namespace surgeline::sidecar
