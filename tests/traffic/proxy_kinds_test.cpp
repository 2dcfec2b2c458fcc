#include <gtest/gtest.h>

#include <future>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

/// Each kind of fault on real sockets.
namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

surgeline::bandwidth rate_of(double bytes_per_second) { return {bytes_per_second}; }

TEST(BandwidthOnSockets, LetsBytesPassNoFasterThanItsRate) {
  stage on;
  on.arm(fault::bandwidth{.rate = rate_of(1e6)});
  auto [client, upstream] = on.connect();
  const auto start = steady_clock::now();
  const std::string said = noise(200'000);
  auto speaking = std::async(std::launch::async, [&] { upstream.say(said); });
  EXPECT_TRUE(client.hear(said.size()) == said);
  EXPECT_GE(steady_clock::now() - start, 200ms);
}

TEST(BandwidthOnSockets, IsSharedByTheConnectionsOfAProxy) {
  stage on;
  on.arm(fault::bandwidth{.rate = rate_of(1e6), .scope = fault::bucket_scope::proxy});
  auto first = on.connect(), second = on.connect();
  const auto start = steady_clock::now();
  const std::string said = noise(100'000);
  first.upstream.say(said), second.upstream.say(said);
  EXPECT_TRUE(first.client.hear(said.size()) == said);
  EXPECT_TRUE(second.client.hear(said.size()) == said);
  EXPECT_GE(steady_clock::now() - start, 200ms);
}

TEST(BandwidthOnSockets, LetsGoOfWhatWaitsWhenItIsCleared) {
  stage on;
  on.arm(fault::bandwidth{.rate = rate_of(10)});
  auto [client, upstream] = on.connect();
  const std::string said = noise(5'000);
  upstream.say(said);
  EXPECT_TRUE(client.is_silent_for(20ms));
  on.clear();
  EXPECT_TRUE(client.hear(said.size()) == said);
}

TEST(SlicerOnSockets, LosesNothing) {
  stage on;
  on.arm(fault::slicer{.size = {distribution::uniform(duration{1}, duration{300})}});
  auto [client, upstream] = on.connect();
  const std::string said = noise(300'000);
  auto speaking = std::async(std::launch::async, [&] { upstream.say(said); });
  EXPECT_TRUE(client.hear(said.size()) == said);
}

TEST(SlicerOnSockets, PausesBeforeEachPiece) {
  stage on;
  on.arm(fault::slicer{.size = {distribution::fixed(duration{10})}, .gap = distribution::fixed(5ms)}
  );
  auto [client, upstream] = on.connect();
  const auto start = steady_clock::now();
  upstream.say(noise(100));
  client.hear(100);
  EXPECT_GE(steady_clock::now() - start, 50ms);
}

TEST(CutOnSockets, EndsAfterItsBytes) {
  stage on;
  on.arm(fault::cut{.after_bytes = size{150}});
  auto [client, upstream] = on.connect();
  upstream.say(noise(100)), upstream.say(noise(100));
  EXPECT_EQ(client.hear_all().size(), 150);
  EXPECT_EQ(client.ending, std::error_code{});
}

TEST(CutOnSockets, ResetsIfItSaysSo) {
  stage on;
  on.arm(fault::cut{.after_bytes = size{0}, .how = fault::ending::rst});
  auto [client, upstream] = on.connect();
  upstream.say("x");
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  EXPECT_EQ(upstream.how_it_ends(), std::errc::connection_reset);
}

TEST(CutOnSockets, EndsAConnectionThatHasLivedSoLong) {
  stage on;
  on.arm(fault::cut{.after_time = 30ms});
  const auto start = steady_clock::now();
  auto [client, upstream] = on.connect();
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
  EXPECT_EQ(upstream.how_it_ends(), std::error_code{});
  EXPECT_GE(steady_clock::now() - start, 30ms);
  EXPECT_EQ(on.book().faults.of(0).injected, 1);
}

TEST(CutOnSockets, CountsAnewForConnectionsThatWereOpen) {
  stage on;
  auto [client, upstream] = on.connect();
  client.say("x"), upstream.hear(1);
  std::this_thread::sleep_for(30ms);
  const auto start = steady_clock::now();
  on.arm(fault::cut{.after_time = 20ms, .how = fault::ending::rst});
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  EXPECT_GE(steady_clock::now() - start, 20ms);
}

TEST(SlowCloseOnSockets, PassesAnEndOnLate) {
  stage on;
  on.arm(fault::slow_close{.delay = distribution::fixed(30ms)});
  auto [client, upstream] = on.connect();
  const auto start = steady_clock::now();
  upstream.say("last words"), upstream.finish();
  EXPECT_EQ(client.hear(10), "last words");
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
  EXPECT_GE(steady_clock::now() - start, 30ms);
}

TEST(SlowCloseOnSockets, LetsTheEndPassWhenItIsCleared) {
  stage on;
  on.arm(fault::slow_close{.delay = distribution::fixed(1h)});
  auto [client, upstream] = on.connect();
  upstream.finish();
  EXPECT_TRUE(client.is_silent_for(20ms));
  on.clear();
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
}

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
  wire client = wire::dial(on.where());
  EXPECT_EQ(client.hear_all(), "");
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

TEST(CorruptOnSockets, ChangesBytesAndNoneElse) {
  stage on;
  on.arm(fault::corrupt{.part = {0.5}});
  auto [client, upstream] = on.connect();
  const std::string said(10'000, '\0');
  upstream.say(said);
  const std::string heard = client.hear(said.size());
  const auto hit = said.size() - static_cast<std::size_t>(std::ranges::count(heard, '\0'));
  EXPECT_NEAR(static_cast<double>(hit), 5'000, 4 * 50);
  client.say("unharmed");
  EXPECT_EQ(upstream.hear(8), "unharmed");
}

TEST(DropResponseOnSockets, LetsTheUpstreamActAndTheClientWait) {
  stage on;
  on.arm(fault::drop_response{});
  auto [client, upstream] = on.connect();
  client.say("do it");
  EXPECT_EQ(upstream.hear(5), "do it");
  upstream.say("done");
  EXPECT_TRUE(client.is_silent_for(20ms));
  on.clear();
  client.say("again");
  EXPECT_EQ(upstream.hear(5), "again");
  upstream.say("done again");
  EXPECT_EQ(client.hear(10), "done again");
}

TEST(DropResponseOnSockets, ResetsIfItSaysSo) {
  stage on;
  on.arm(fault::drop_response{.then = fault::lost_answer::rst});
  auto [client, upstream] = on.connect();
  client.say("do it");
  upstream.hear(5);
  upstream.say("done");
  EXPECT_EQ(client.hear_all(), "");
  EXPECT_EQ(client.ending, std::errc::connection_reset);
}

TEST(StallOnSockets, LetsGoAtItsRateIfItSaysSo) {
  stage on;
  on.arm(fault::stall{.release = {fault::release_mode::paced, rate_of(1e6)}});
  auto [client, upstream] = on.connect();
  const std::string said = noise(100'000);
  upstream.say(said);
  EXPECT_TRUE(client.is_silent_for(20ms));
  const auto start = steady_clock::now();
  on.clear();
  EXPECT_TRUE(client.hear(said.size()) == said);
  EXPECT_GE(steady_clock::now() - start, 50ms) << "what it had read by then comes slowly";
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
