#include <gtest/gtest.h>
#include <sys/socket.h>

#include <future>
#include <thread>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;
using fault::direction;
using fault::latency;
using fault::stall;

double seconds_since(net::real_time start) {
  return seconds(std::chrono::steady_clock::now() - start);
}

latency latency_of(duration delay, direction towards = direction::to_client) {
  return {.delay = distribution::fixed(delay), .towards = towards};
}

TEST(ProxyFaults, DelayBytesAndAreNeverEarly) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(latency_of(50ms));
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    upstream.say("x");
    client.hear(1);
    EXPECT_GE(seconds_since(start), 0.050);
  }
}

TEST(ProxyFaults, AreGivenWhatTheirRoomCanTakeThoughNobodyReads) {
  stage on;
  const wire client = wire::dial(on.where(), {}, 4096);
  const wire upstream = on.server.accept();
  // In crumbs, so that it is no bulk, until nothing more goes out and nothing happens that would tell the proxy to look.
  const std::string crumb = noise(1024);
  for (int idle = 0; idle < 2'000; ++idle) {
    std::this_thread::sleep_for(20us);
    if (send(upstream.fd(), crumb.data(), crumb.size(), MSG_DONTWAIT | MSG_NOSIGNAL) > 0) idle = 0;
  }
  constexpr std::uint64_t much = 64 * 1024;
  EXPECT_LT(on.counted().buffered, much);
  on.arm(latency_of(1h));
  const counts now = on.counts_when([](const counts& seen) { return seen.buffered >= much; });
  EXPECT_GE(now.buffered, much);
}

TEST(ProxyFaults, DelayNothingInTheOtherDirection) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(latency_of(1h, direction::to_client));
  client.say("x");
  EXPECT_EQ(upstream.hear(1), "x");
}

TEST(ProxyFaults, LastInTheTimeOfTheFile) {
  stage on({}, "127.0.0.1:0", 36'000);
  auto [client, upstream] = on.connect();
  on.arm(latency_of(1h));  // a tenth of a second
  const auto start = std::chrono::steady_clock::now();
  upstream.say("x");
  EXPECT_EQ(client.hear(1), "x");
  EXPECT_GE(seconds_since(start), 0.1);
  EXPECT_GE(on.book().faults.tallies().at(0).measured_seconds, 3600);
}

TEST(ProxyFaults, LetLaterBytesShareTheWait) {
  stage on;
  auto ends = on.connect();
  on.arm(latency_of(100ms));
  const std::string all = noise(1 << 20);
  const auto start = std::chrono::steady_clock::now();
  const auto speaking = std::async(std::launch::async, [&] { ends.upstream.say(all); });
  EXPECT_TRUE(ends.client.hear(all.size()) == all);
  EXPECT_GE(seconds_since(start), 0.1);
  EXPECT_LT(seconds_since(start), 3);  // one wait for each chunk of 16 KiB would take 6.4 s
}

TEST(ProxyFaults, HoldBytesUntilTheyEndAndThenLetThemGoInOrder) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(stall{});
  const std::string all = noise(100'000);
  for (std::size_t i = 0; i < all.size(); i += 10'000)
    upstream.say(std::string_view(all).substr(i, 10'000));
  EXPECT_TRUE(client.is_silent_for(30ms));
  on.clear();
  EXPECT_EQ(client.hear(all.size()), all);
}

TEST(ProxyFaults, LetGoOfDelayedBytesAtOnceWhenTheyAreCleared) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(latency_of(1h));
  upstream.say("held");
  EXPECT_TRUE(client.is_silent_for(20ms));
  on.clear();
  EXPECT_EQ(client.hear(4), "held");
}

TEST(ProxyFaults, HoldAnEndBehindTheBytesThatCameBeforeIt) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(stall{});
  client.say("last words");
  client.close();
  EXPECT_TRUE(upstream.is_silent_for(30ms));
  on.clear();
  EXPECT_EQ(upstream.hear_all(), "last words");
  EXPECT_EQ(upstream.ending, std::error_code{});
}

TEST(ProxyFaults, DropWhatTheyHoldWhenASideResets) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(stall{});
  client.say("never heard");
  on.counts_when([](const counts& now) { return now.buffered == 11; });
  client.reset();
  EXPECT_EQ(upstream.hear_all(), "");
  EXPECT_EQ(upstream.ending, std::errc::connection_reset);
  EXPECT_EQ(on.book().connections.buffered, 0);
}

TEST(ProxyFaults, StopReadingWhenTooMuchIsHeld) {
  stage on({.buffer_limit = 64 * 1024});
  auto ends = on.connect();
  on.arm(stall{});
  const std::string all = noise(32 << 20);
  auto speaking = std::async(std::launch::async, [&] { ends.client.say(all); });
  EXPECT_EQ(speaking.wait_for(100ms), std::future_status::timeout);
  EXPECT_LE(on.book().connections.buffered, 64 * 1024);
  on.clear();
  EXPECT_TRUE(ends.upstream.hear(all.size()) == all);
}

TEST(ProxyFaults, HoldBytesThatAReaderLeavesInTheKernelOnlyOnceTheyAreRead) {
  stage on;
  auto ends = on.connect();
  const std::string all = noise(32 << 20);
  auto speaking = std::async(std::launch::async, [&] { ends.client.say(all); });
  EXPECT_EQ(
      speaking.wait_for(50ms),
      std::future_status::timeout
  );  // every buffer on the way is full
  on.arm(stall{});
  const auto before = std::async(std::launch::async, [&] {
    std::this_thread::sleep_for(50ms);
    on.clear();
  });
  EXPECT_TRUE(ends.upstream.hear(all.size()) == all);
}

TEST(ProxyFaults, NeitherLoseNorReorderBytesWhileTheyComeAndGo) {
  stage on;
  auto ends = on.connect();
  const std::string all = noise(24 << 20);
  std::atomic<bool> over = false;
  const auto flapping = std::async(std::launch::async, [&] {
    while (!over) {
      on.arm(latency_of(1ms, direction::both));
      on.arm(stall{}, latency_of(1ms));
      on.clear();
      std::this_thread::sleep_for(1ms);
    }
  });
  const auto speaking = std::async(std::launch::async, [&] { ends.client.say(all); });
  const auto echoing =
      std::async(std::launch::async, [&] { ends.upstream.say(ends.upstream.hear(all.size())); });
  EXPECT_TRUE(ends.client.hear(all.size()) == all);
  over = true;
}

TEST(ProxyFaults, AreInForceOnConnectionsThatAreOpenAlready) {
  stage on;
  std::vector<stage::ends> open;
  for (int i = 0; i < 300; ++i) open.push_back(on.connect());
  on.arm(stall{});
  for (auto& [client, upstream] : open) client.say("x");
  on.counts_when([](const counts& now) { return now.buffered == 300; });
  on.clear();
  for (auto& [client, upstream] : open) EXPECT_EQ(upstream.hear(1), "x");
}

TEST(ProxyFaults, AreClearedBeforeAnyByteMoves) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(stall{});
  client.say("held");
  on.counts_when([](const counts& now) { return now.buffered == 4; });
  std::promise<std::uint64_t> waiting;
  on.front->arm(fault::nothing_armed(), [&] { waiting.set_value(on.front->counted().buffered); });
  EXPECT_EQ(waiting.get_future().get(), 4);
  EXPECT_EQ(upstream.hear(4), "held");
}

TEST(ProxyFaults, AreInForceEvenWhenConnectionsEndMeanwhile) {
  stage on;
  std::vector<stage::ends> open;
  for (int i = 0; i < 600; ++i) open.push_back(on.connect());
  std::promise<void> in_force;
  {
    const standstill now(on.worker);
    // The round begins with the newest and stops after some; those it would go on with are the first to end.
    for (std::size_t i = 0; i < open.size(); ++i) open[(i + 200) % open.size()].client.reset();
    on.front->arm(fault::nothing_armed(), [&] { in_force.set_value(); });
  }
  in_force.get_future().wait();
  EXPECT_EQ(on.counts_when([](const counts& now) { return now.active == 0; }).active, 0);
}

TEST(ProxyFaults, AreAttestedInTheBook) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(latency_of(10ms));
  upstream.say("x");
  client.hear(1);
  const fault::tally fired = on.book().faults.tallies().at(0);
  EXPECT_EQ(fired.injected, 1);
  EXPECT_EQ(fired.delayed, 1);
  EXPECT_EQ(fired.planned_seconds, 0.010);
  EXPECT_GE(fired.measured_seconds, 0.010);
}

/// The key of the only decision that a proxy has noted.
std::string only_key(stage& on) {
  const auto book = on.book();
  return book.faults.decisions().size() == 1 ? book.faults.decisions()[0].key : "none";
}

fault::armed reset_of_half_of(fault::reset_moment when) {
  return {.id = "half", .what = fault::reset{.when = when}, .probability = 1e-9};
}

TEST(ProxyFaults, KnowAClientByItsAddressAndTheOrdinalOfItsConnection) {
  stage on;
  const wire first = wire::dial(on.where(), "127.0.0.7"),
             other = wire::dial(on.where(), "127.0.0.8");
  on.server.accept(), on.server.accept();
  on.put_in_force(std::make_shared<const fault::plan>(
      chance{},
      std::vector{reset_of_half_of(fault::reset_moment::first_data)}
  ));
  const wire second = wire::dial(on.where(), "127.0.0.7");
  wire upstream = on.server.accept();
  second.say("x");
  upstream.hear(1);
  EXPECT_EQ(only_key(on), "127.0.0.7#2");
}

TEST(ProxyFaults, TellClientsApartByTheListenerTheyComeInBy) {
  const host another;
  stage on(
      {.listen = {{.host = "127.0.0.1"}, {.host = "127.0.0.1"}},
       .upstream = {another.where(), another.where()}}
  );
  on.put_in_force(std::make_shared<const fault::plan>(
      chance{},
      std::vector{reset_of_half_of(fault::reset_moment::accept)}
  ));
  const wire client = wire::dial(on.where(1));
  another.accept();
  EXPECT_EQ(only_key(on), "127.0.0.1/2#1");
}

}  // namespace
}  // namespace surgeline::traffic
