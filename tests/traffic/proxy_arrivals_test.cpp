#include <gtest/gtest.h>

#include <future>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

/// The kinds of fault that meet connections as they come in, on real sockets.
namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

TEST(RefuseOnSockets, RefusesNewConnectionsAndLeavesOldOnes) {
  stage on({}, "127.0.0.1:0", 1, 3);
  auto [client, upstream] = on.connect();
  on.arm(fault::refuse{});
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(wire::is_refused(on.where()));
  client.say("still here");
  EXPECT_EQ(upstream.hear(10), "still here");
}

TEST(RefuseOnSockets, LetsClientsInAgainWhenItIsCleared) {
  stage on({}, "127.0.0.1:0", 1, 3);
  for (int i = 0; i < 5; ++i) {
    on.arm(fault::refuse{});
    on.clear();
  }
  for (int i = 0; i < 10; ++i) {
    auto [client, upstream] = on.connect();
    client.say("hello");
    EXPECT_EQ(upstream.hear(5), "hello");
  }
}

TEST(RefuseOnSockets, KeepsItsAddressMeanwhile) {
  stage on;
  on.arm(fault::refuse{});
  net::failure why;
  EXPECT_FALSE(net::listen(on.where(), why));
}

TEST(RefuseOnSockets, CountsAClosedListenerOnce) {
  stage on({}, "127.0.0.1:0", 1, 2);
  on.arm(fault::refuse{});
  EXPECT_EQ(on.book().faults.tallies().at(0).injected, 1);
}

TEST(RefuseOnSockets, DoesNotKeepAProxyFromDraining) {
  stage on;
  on.arm(fault::refuse{});
  std::promise<void> drained;
  on.front->drain([&] { drained.set_value(); });
  drained.get_future().wait();
  EXPECT_TRUE(wire::is_refused(on.where()));
}

TEST(RefuseOnSockets, EndsConnectionsOverAUnixSocketAtOnce) {
  stage on({.listen = {*endpoint::parse(unix_name("refuses"))}});
  on.arm(fault::refuse{});
  EXPECT_TRUE(on.book().faults.tallies().empty());
  wire client = wire::dial(on.where());
  EXPECT_EQ(client.hear_all(), "");
  EXPECT_EQ(on.book().faults.tallies().at(0).injected, 1);
}

TEST(RefuseOnSockets, ResetsThoseItIsForWhereItIsForSomeOnly) {
  stage on;
  fault::armed one{.id = "some", .what = fault::refuse{}};
  one.count = fault::count{.first = 1};
  on.put_in_force(std::make_shared<const fault::plan>(chance{}, std::vector{one}));
  wire first = wire::dial(on.where());
  EXPECT_EQ(first.how_it_ends(), std::errc::connection_reset);
  auto [second, upstream] = on.connect();
  second.say("hello");
  EXPECT_EQ(upstream.hear(5), "hello");
}

TEST(BlackholeOnSockets, AcceptsAndNeverDials) {
  stage on;
  on.arm(fault::blackhole{});
  const wire client = wire::dial(on.where());
  client.say("anybody there?");
  EXPECT_FALSE(on.server.somebody_within(30ms));
  EXPECT_TRUE(client.is_silent_for(1ms));
}

TEST(BlackholeOnSockets, DialsIfItSaysSo) {
  stage on;
  on.arm(fault::blackhole{.dial = true});
  auto [client, upstream] = on.connect();
  client.say("anybody there?");
  EXPECT_TRUE(upstream.is_silent_for(20ms));
}

TEST(BlackholeOnSockets, LetsTheOtherDirectionPass) {
  stage on;
  on.arm(fault::blackhole{.dial = true, .towards = fault::direction::to_client});
  auto [client, upstream] = on.connect();
  client.say("ask");
  EXPECT_EQ(upstream.hear(3), "ask");
  upstream.say("answer");
  EXPECT_TRUE(client.is_silent_for(20ms));
}

TEST(BlackholeOnSockets, ClosesWhatItHeldWhenItEnds) {
  stage on;
  auto [open, upstream] = on.connect();
  on.arm(fault::blackhole{});
  wire late = wire::dial(on.where());
  open.say("lost");
  EXPECT_TRUE(upstream.is_silent_for(20ms));
  on.clear();
  EXPECT_EQ(late.how_it_ends(), std::error_code{});
  EXPECT_EQ(open.how_it_ends(), std::error_code{});
  EXPECT_EQ(upstream.hear_all(), "");
}

TEST(SlowAcceptOnSockets, TakesConnectionsOneAfterAnother) {
  stage on;
  on.arm(fault::slow_accept{.delay = distribution::fixed(20ms)});
  const auto start = steady_clock::now();
  const wire first = wire::dial(on.where()), second = wire::dial(on.where());
  on.server.accept();
  EXPECT_GE(steady_clock::now() - start, 20ms);
  on.server.accept();
  EXPECT_GE(steady_clock::now() - start, 40ms);
}

TEST(SlowAcceptOnSockets, LetsThemInWhenItIsCleared) {
  stage on;
  on.arm(fault::slow_accept{.delay = distribution::fixed(1h)});
  const wire client = wire::dial(on.where());
  client.say("x");
  EXPECT_FALSE(on.server.somebody_within(20ms));
  on.clear();
  EXPECT_EQ(on.server.accept().hear(1), "x");
}

TEST(MaxConnectionsOnSockets, LetsTheNextInWhenOneHasEnded) {
  stage on;
  on.arm(fault::max_connections{.limit = 1});
  auto first = on.connect();
  const wire second = wire::dial(on.where());
  second.say("x");
  EXPECT_FALSE(on.server.somebody_within(30ms));
  first.client.finish(), first.upstream.finish();
  EXPECT_EQ(on.server.accept().hear(1), "x");
}

TEST(MaxConnectionsOnSockets, RefusesTheNextIfItSaysSo) {
  stage on;
  on.arm(fault::max_connections{.limit = 1, .over = fault::overflow::refuse});
  auto first = on.connect();
  wire second = wire::dial(on.where());
  EXPECT_EQ(second.how_it_ends(), std::errc::connection_reset);
}

TEST(LatencyOnSockets, MayDelayTheConnection) {
  stage on;
  on.arm(fault::latency{.delay = distribution::fixed(20ms), .stage = fault::latency_stage::connect}
  );
  const auto start = steady_clock::now();
  auto [client, upstream] = on.connect();
  EXPECT_GE(steady_clock::now() - start, 20ms);
}

}  // namespace
}  // namespace surgeline::traffic
