#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <string>
#include <vector>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t limit = 1 << 20;
constexpr std::size_t much = 32 << 20;

/// What every test asks in the end: whether others are served as ever.
void expect_others_unharmed(const stage& on) {
  auto [client, upstream] = on.connect();
  client.say("ping");
  EXPECT_EQ(upstream.hear(4), "ping");
  upstream.say("pong");
  EXPECT_EQ(client.hear(4), "pong");
}

/// Descriptors that the process has open.
std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

/// As many connections as the process may have, but not more than `most`: each takes four descriptors here.
std::size_t affordable(std::size_t most) {
  rlimit now{};
  getrlimit(RLIMIT_NOFILE, &now);
  now.rlim_cur = now.rlim_max;
  setrlimit(RLIMIT_NOFILE, &now);
  return std::min<std::size_t>(most, (now.rlim_cur - open_descriptors() - 200) / 4);
}

TEST(ProxyBadInput, SilentClientsHoldNothing) {
  const stage on;
  std::vector<stage::ends> silent;
  for (int i = 0; i < 100; ++i) silent.push_back(on.connect());
  expect_others_unharmed(on);
  EXPECT_EQ(on.counted().buffered, 0);
}

TEST(ProxyBadInput, AClientThatNeverReadsHoldsNoMoreThanTheLimit) {
  const stage on;
  auto ends = on.connect();
  auto saying = std::async(std::launch::async, [&] { ends.upstream.say(noise(much)); });
  on.counts_when([](const counts& now) { return now.buffered > 0; });
  expect_others_unharmed(on);
  EXPECT_LE(on.counted().buffered, limit);
  ends.client.reset();
  saying.get();
  const counts over = on.counts_when([](const counts& now) { return now.active == 0; });
  EXPECT_EQ(over.active, 0);
  EXPECT_EQ(over.buffered, 0);
}

TEST(ProxyBadInput, AClientThatNeverReadsHoldsNoMoreThanTheLimitUnderAFault) {
  stage on;
  on.arm(fault::latency{.delay = distribution::fixed(1ms), .towards = fault::direction::both});
  auto ends = on.connect();
  auto saying = std::async(std::launch::async, [&] { ends.upstream.say(noise(much)); });
  on.counts_when([](const counts& now) { return now.buffered > limit / 2; });
  std::this_thread::sleep_for(20ms);
  EXPECT_LE(on.counted().buffered, limit);
  ends.client.reset();
  saying.get();
  EXPECT_EQ(on.counts_when([](const counts& now) { return now.active == 0; }).buffered, 0);
}

TEST(ProxyBadInput, SingleBytesArriveInTheirOrder) {
  const stage on;
  auto [client, upstream] = on.connect();
  const std::string all = "a byte at a time";
  for (const char byte : all) {
    client.say({&byte, 1});
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_EQ(upstream.hear(all.size()), all);
}

TEST(ProxyBadInput, ThousandsOfClientsAtOnceAreAllServed) {
  stage on({}, "127.0.0.1:0", 1, 2);
  const std::size_t many = affordable(2'000);
  std::vector<wire> clients, upstreams;
  auto accepting = std::async(std::launch::async, [&] {
    while (upstreams.size() < many) upstreams.push_back(on.server.accept());
  });
  while (clients.size() < many) {
    clients.push_back(wire::dial(on.where()));
    clients.back().say("x");
  }
  accepting.get();
  std::size_t heard = 0;
  for (wire& one : upstreams) heard += one.hear(1).size();
  EXPECT_EQ(heard, many);
  EXPECT_EQ(on.counted().active, many);
}

TEST(ProxyBadInput, ThousandsOfResetsAtOnceLeaveNothingBehind) {
  const stage on;
  const std::size_t before = open_descriptors();
  {
    std::vector<wire> clients;
    for (std::size_t i = 0; i < affordable(500); ++i) clients.push_back(wire::dial(on.where()));
    for (wire& one : clients) {
      one.say("x");
      one.reset();
    }
    on.counts_when([&](const counts& now) {
      return now.opened == clients.size() && now.active == 0;
    });
  }
  EXPECT_EQ(on.counted().active, 0);
  EXPECT_LE(open_descriptors(), before);
}

TEST(ProxyBadInput, AnUpstreamThatRefusesHarmsNobodyElse) {
  host refuses;
  const host answers;
  const stage on({.upstream = {answers.where(), refuses.where()}});
  refuses.close();
  const wire stays = wire::dial(on.where());
  auto behind = answers.accept();
  EXPECT_EQ(wire::dial(on.where()).how_it_ends(), std::errc::connection_reset);
  stays.say("still here");
  EXPECT_EQ(behind.hear(10), "still here");
}

TEST(ProxyBadInput, AnUpstreamThatHangsHarmsNobodyElse) {
  const stage on;
  std::vector<stage::ends> hang;
  for (int i = 0; i < 20; ++i) {
    hang.push_back(on.connect());
    hang.back().client.say("is anybody there?");
  }
  expect_others_unharmed(on);
}

TEST(ProxyBadInput, AnUpstreamThatNeverReadsHoldsNoMoreThanTheLimit) {
  const stage on;
  auto ends = on.connect();
  auto saying = std::async(std::launch::async, [&] { ends.client.say(noise(much)); });
  on.counts_when([](const counts& now) { return now.buffered > 0; });
  expect_others_unharmed(on);
  EXPECT_LE(on.counted().buffered, limit);
  ends.upstream.reset();
  saying.get();
  EXPECT_EQ(on.counts_when([](const counts& now) { return now.active == 0; }).buffered, 0);
}

TEST(ProxyBadInput, AnUpstreamThatResetsInTheMiddleOfAnAnswerHarmsNobodyElse) {
  const stage on;
  auto [client, upstream] = on.connect();
  upstream.say("half an ans");
  EXPECT_EQ(client.hear(11), "half an ans");
  upstream.reset();
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  expect_others_unharmed(on);
}

TEST(ProxyBadInput, AnUpstreamThatHalfClosesStillHears) {
  const stage on;
  auto [client, upstream] = on.connect();
  upstream.finish();
  EXPECT_EQ(client.hear_all(), "");
  const std::string all = noise(much);
  auto saying = std::async(std::launch::async, [&, &by = client] { by.say(all); });
  EXPECT_TRUE(upstream.hear(all.size()) == all);
}

TEST(ProxyBadInput, AClientThatIsGoneBeforeItIsAcceptedHarmsNobody) {
  stage on;
  {
    const standstill now(on.worker);
    for (int i = 0; i < 20; ++i) wire::dial(on.where()).reset();
  }
  on.counts_when([](const counts& now) { return now.opened == 20 && now.active == 0; });
  while (on.server.somebody_within(20ms)) on.server.accept();
  expect_others_unharmed(on);
}

}  // namespace
}  // namespace surgeline::traffic
