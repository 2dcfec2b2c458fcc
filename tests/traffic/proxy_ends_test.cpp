#include <gtest/gtest.h>

#include <future>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

TEST(ProxyEnds, KeepTheOtherDirectionOpenAfterTheClientsEnd) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("question");
  client.finish();
  EXPECT_EQ(upstream.hear_all(), "question");
  EXPECT_EQ(upstream.ending, std::error_code{});
  upstream.say("answer");
  EXPECT_EQ(client.hear(6), "answer");
}

TEST(ProxyEnds, KeepTheOtherDirectionOpenAfterTheUpstreamsEnd) {
  const stage on;
  auto [client, upstream] = on.connect();
  upstream.say("banner");
  upstream.finish();
  EXPECT_EQ(client.hear_all(), "banner");
  EXPECT_EQ(client.ending, std::error_code{});
  client.say("late");
  EXPECT_EQ(upstream.hear(4), "late");
}

TEST(ProxyEnds, ReachTheOtherSideTogetherWithTheLastBytes) {
  const stage on;
  for (int i = 0; i < 50; ++i) {
    auto [client, upstream] = on.connect();
    client.say("last");
    client.close();
    EXPECT_EQ(upstream.hear_all(), "last");
    EXPECT_EQ(upstream.ending, std::error_code{});
  }
}

TEST(ProxyEnds, WaitBehindManyBytesForASlowReader) {
  const stage on;
  auto ends = on.connect();
  const std::string all = noise(4 << 20);
  const auto speaking = std::async(std::launch::async, [&] {
    ends.client.say(all);
    ends.client.finish();
  });
  std::this_thread::sleep_for(20ms);
  EXPECT_TRUE(ends.upstream.hear_all() == all);
  EXPECT_EQ(ends.upstream.ending, std::error_code{});
}

TEST(ProxyEnds, OfAClientByResetAreResetsForTheUpstream) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("x");
  upstream.hear(1);
  client.reset();
  EXPECT_EQ(upstream.how_it_ends(), std::errc::connection_reset);
  EXPECT_EQ(
      on.counts_when([](const counts& now) { return now.active == 0; }).of(end_reason::reset),
      1
  );
}

TEST(ProxyEnds, OfAnUpstreamByResetAreResetsForTheClient) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("x");
  upstream.hear(1);
  upstream.reset();
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
}

TEST(ProxyEnds, ByResetKeepTheAnswerThatCameBefore) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("more than it wants to read");
  upstream.hear(4);
  upstream.say("413");
  upstream.close();  // with bytes unread: the kernel sends an RST behind the answer
  EXPECT_EQ(client.hear_all(), "413");
  EXPECT_EQ(client.ending, std::errc::connection_reset);
}

TEST(ProxyEnds, ByResetKeepTheAnswerEvenWhenItIsNoticedBySending) {
  stage on;
  auto [client, upstream] = on.connect();
  client.say("first");
  upstream.hear(1);
  {
    const standstill now(on.worker);
    client.say("second");
    upstream.say("413");
    upstream.close();
  }
  EXPECT_EQ(client.hear_all(), "413");
  EXPECT_EQ(client.ending, std::errc::connection_reset);
}

TEST(ProxyEnds, ByResetAreNoticedWhileNothingCanBeSent) {
  const stage on;
  auto [client, upstream] = on.connect();
  // Nobody reads upstream, so the relay is full and does not read the client when the RST comes.
  std::string much(1 << 20, 'x');
  const timeval patience{.tv_sec = 0, .tv_usec = 50'000};
  setsockopt(client.fd(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  for (int i = 0; i < 64; ++i) {
    if (send(client.fd(), much.data(), much.size(), MSG_NOSIGNAL) < 0) break;
  }
  client.reset();
  EXPECT_EQ(
      on.counts_when([](const counts& now) { return now.active == 0; }).of(end_reason::reset),
      1
  );
}

TEST(ProxyEnds, LeaveNothingBehind) {
  const stage on;
  for (int i = 0; i < 20; ++i) {
    auto [client, upstream] = on.connect();
    client.say("x");
    if (i % 3 == 0) client.reset();
    if (i % 3 == 1) upstream.reset();
  }
  const counts over = on.counts_when([](const counts& now) { return now.active == 0; });
  EXPECT_EQ(over.active, 0);
  EXPECT_EQ(over.buffered, 0);
  EXPECT_EQ(over.opened, 20);
}

}  // namespace
}  // namespace surgeline::traffic
