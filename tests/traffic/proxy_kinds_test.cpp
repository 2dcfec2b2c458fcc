#include <gtest/gtest.h>

#include <future>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

/// The kinds of fault that meet what travels, on real sockets.
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

}  // namespace
}  // namespace surgeline::traffic
