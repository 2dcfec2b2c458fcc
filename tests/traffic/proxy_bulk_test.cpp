#include <gtest/gtest.h>

#include <future>
#include <string>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t plenty = 32 << 20;

/// How many pipes a stage's worker has made.
std::size_t pipes_of(stage& on) {
  std::size_t made = 0;
  on.worker.run([&] { made = on.worker.pipes().size(); });
  return made;
}

/// Hears everything up to an end, on a thread of its own.
std::future<std::string> hearing(wire& by) {
  return std::async(std::launch::async, [&by] { return by.hear_all(); });
}

/// Sends more and more until the kernel moves it; what was sent.
std::string begin_bulk(stage& on, wire& from, wire& to) {
  constexpr int most = 64;
  std::string said;
  for (int i = 0; i < most && pipes_of(on) == 0; ++i) {
    const std::string next = noise(4 << 20, static_cast<std::uint64_t>(i));
    auto heard = std::async(std::launch::async, [&] { return to.hear(next.size()); });
    from.say(next);
    EXPECT_TRUE(heard.get() == next);
    said += next;
  }
  EXPECT_GT(pipes_of(on), 0);
  return said;
}

TEST(ProxyBulk, GoesThroughAPipeAndArrivesUnchanged) {
  for (const std::string& to : {std::string{"127.0.0.1:0"}, unix_name("bulk")}) {
    stage on({}, to);
    auto ends = on.connect();
    const std::size_t before = begin_bulk(on, ends.client, ends.upstream).size();
    const std::string all = noise(plenty);
    auto heard = hearing(ends.upstream);
    ends.client.say(all);
    ends.client.finish();
    EXPECT_TRUE(heard.get() == all) << to;
    EXPECT_EQ(ends.upstream.ending, std::error_code{}) << to;
    EXPECT_EQ(on.counted().of(fault::direction::to_upstream), before + all.size()) << to;
  }
}

TEST(ProxyBulk, KeepsEveryByteWhileFaultsComeAndGo) {
  stage on;
  auto ends = on.connect();
  const std::string up = noise(plenty, 1), down = noise(plenty, 2);
  auto asked = hearing(ends.upstream), answered = hearing(ends.client);
  const auto say = [](const wire& by, const std::string& all) {
    by.say(all);
    by.finish();
  };
  const auto asking = std::async(std::launch::async, [&] { say(ends.client, up); });
  const auto answering = std::async(std::launch::async, [&] { say(ends.upstream, down); });
  for (int i = 0; i < 50; ++i) {
    on.arm(fault::latency{.delay = distribution::fixed(1ms), .towards = fault::direction::both});
    on.clear();
    std::this_thread::sleep_for(2ms);
  }
  EXPECT_TRUE(asked.get() == up);
  EXPECT_TRUE(answered.get() == down);
  EXPECT_EQ(on.counts_when([](const counts& now) { return now.active == 0; }).buffered, 0);
}

TEST(ProxyBulk, WaitsForASlowReaderInBoundedMemory) {
  stage on({.buffer_limit = 512 * 1024});
  auto ends = on.connect();
  begin_bulk(on, ends.client, ends.upstream);
  const std::string all = noise(plenty);
  const auto saying = std::async(std::launch::async, [&] { ends.client.say(all); });
  on.counts_when([](const counts& now) { return now.buffered > 0; });
  std::this_thread::sleep_for(50ms);
  EXPECT_LE(on.counted().buffered, 512 * 1024);
  EXPECT_TRUE(ends.upstream.hear(all.size()) == all);
}

TEST(ProxyBulk, IsResetWithWhatIsInThePipe) {
  stage on;
  auto ends = on.connect();
  begin_bulk(on, ends.client, ends.upstream);
  const timeval patience{.tv_sec = 0, .tv_usec = 50'000};
  setsockopt(ends.client.fd(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ends.client.say(noise(plenty));  // as plenty as goes: nobody reads
  ends.client.reset();
  const counts over = on.counts_when([](const counts& now) { return now.active == 0; });
  EXPECT_EQ(over.of(end_reason::reset), 1);
  EXPECT_EQ(over.buffered, 0);
  EXPECT_EQ(ends.upstream.how_it_ends(), std::errc::connection_reset);
}

TEST(ProxyBulk, CarriesABulkAnswerWhoseReaderIsGone) {
  stage on;
  auto ends = on.connect();
  begin_bulk(on, ends.upstream, ends.client);
  const auto saying = std::async(std::launch::async, [&] { ends.upstream.say(noise(plenty)); });
  ends.client.hear(1 << 20);
  ends.client.reset();
  EXPECT_EQ(on.counts_when([](const counts& now) { return now.active == 0; }).active, 0);
}

}  // namespace
}  // namespace surgeline::traffic
