#include <gtest/gtest.h>

#include <string>

#include "http_stage.hpp"

/// Messages that cannot be read in one way only, and sides that take too long or go too early.
namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

TEST(HttpBadInput, IsAnsweredAndNotPassedOn) {
  const stage on(http());
  auto at = on.connect();
  at.client.say("GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
  );
  const std::string heard = at.client.hear_all();
  EXPECT_EQ(status_in(heard), 400U);
  EXPECT_NE(heard.find("x-surgeline-origin: proxy"), std::string::npos);
  EXPECT_FALSE(at.client.ending);
  EXPECT_EQ(at.upstream.hear_all(), "");
}
TEST(HttpBadInput, InChunksIsAnswered) {
  const stage on(http());
  auto at = on.connect();
  at.client.say("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX\r\n0\r\n\r\n");
  EXPECT_EQ(status_in(at.client.hear_all()), 400U);
}
TEST(HttpBadInput, InAResponseBecomesABadGateway) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc");
  EXPECT_EQ(status_in(at.client.hear_all()), 502U);
}
TEST(HttpBadInput, BehindTheBeginningOfAResponseResets) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
  EXPECT_EQ(at.client.how_it_ends(), std::errc::connection_reset);
}
TEST(HttpBadInput, FromAServerThatNobodyAskedIsNotPassedOn) {
  const stage on(http());
  auto at = on.connect();
  at.upstream.say(ok("surprise"));
  EXPECT_EQ(at.client.hear_all(), "");
}
TEST(HttpBadInput, BehindAResponseIsNotPassedOn) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.say(ok("one") + ok("two"));
  EXPECT_EQ(at.client.hear_all(), ok("one"));
}
TEST(HttpBadInput, AnEndlessHeadIsRefused) {
  const stage on(http({.longest_head = 4096}));
  auto at = on.connect();
  at.client.say("GET / HTTP/1.1\r\n");
  for (int i = 0; i < 100; ++i) at.client.say("X-" + std::string(80, 'a') + ": b\r\n");
  EXPECT_EQ(status_in(at.client.hear_all()), 431U);
}
TEST(HttpBadInput, TooLargeABodyIsRefused) {
  const stage on(http({.largest_body = 10}));
  auto said = on.connect();
  said.client.say(post("eleven bytes"));
  EXPECT_EQ(status_in(said.client.hear_all()), 413U);
  auto chunks = on.connect();
  chunks.client.say(
      "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked("eleven bytes", 6)
  );
  EXPECT_EQ(status_in(chunks.client.hear_all()), 413U);
}
TEST(HttpBadInput, ConnectIsRefusedUnlessAllowed) {
  const std::string ask = "CONNECT a:1 HTTP/1.1\r\n\r\n";
  const stage strict(http()), open(http({.allows_connect = true}));
  auto refused = strict.connect();
  refused.client.say(ask);
  EXPECT_EQ(status_in(refused.client.hear_all()), 405U);
  auto allowed = open.connect();
  allowed.client.say(ask);
  allowed.upstream.hear(ask.size());
  allowed.upstream.say("HTTP/1.1 200 OK\r\n\r\n");
  allowed.client.hear(19);
  allowed.client.say("raw");
  EXPECT_EQ(allowed.upstream.hear(3), "raw");
}

TEST(HttpTimeout, OfAHeadIsAnswered) {
  const stage on(http({.head_timeout = 100ms}));
  auto at = on.connect();
  const auto begun = std::chrono::steady_clock::now();
  at.client.say("GET / HT");
  EXPECT_EQ(status_in(at.client.hear_all()), 408U);
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 100ms);
}
TEST(HttpTimeout, OfAnIdleConnectionClosesIt) {
  const stage on(http({.idle_timeout = 100ms}));
  auto at = on.connect();
  EXPECT_EQ(at.client.hear_all(), "");
  EXPECT_FALSE(at.client.ending);
  EXPECT_FALSE(at.upstream.how_it_ends());
}
TEST(HttpTimeout, OfAnExchangeIsAnswered) {
  const stage on(http({.exchange_timeout = 100ms}));
  auto at = on.connect();
  at.client.say(get());
  EXPECT_EQ(status_in(at.client.hear_all()), 504U);
}
TEST(HttpTimeout, OfAnExchangeInMidResponseResets) {
  const stage on(http({.exchange_timeout = 100ms}));
  auto at = on.connect();
  at.client.say(get());
  at.upstream.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
  EXPECT_EQ(at.client.how_it_ends(), std::errc::connection_reset);
}

TEST(HttpLoss, OfAnUpstreamThatRefusesIsAnswered) {
  host nobody;
  const endpoint where = nobody.where();
  nobody.close();
  auto options = http();
  options.upstream = {where};
  const stage on(std::move(options));
  wire client = wire::dial(on.where());
  client.say(get());
  const std::string heard = client.hear_all();
  EXPECT_EQ(status_in(heard), 502U);
  EXPECT_FALSE(client.ending);
}
TEST(HttpLoss, OfAnUpstreamThatDoesNotAnswerTheDialIsAnswered) {
  const full_host full("127.0.0.1:0");
  auto options = http();
  options.upstream = {full.where()};
  options.connect_timeout = 100ms;
  const stage on(std::move(options));
  wire client = wire::dial(on.where());
  client.say(get());
  EXPECT_EQ(status_in(client.hear_all()), 504U);
}
TEST(HttpLoss, OfAnUpstreamThatClosesInsteadOfAnsweringIsAnswered) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.close();
  EXPECT_EQ(status_in(at.client.hear_all()), 502U);
}
TEST(HttpLoss, OfAnUpstreamThatResetsInsteadOfAnsweringIsAnswered) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.reset();
  EXPECT_EQ(status_in(at.client.hear_all()), 502U);
}
TEST(HttpLoss, OfAConnectionThatWasIdleIsLeftToTheClient) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.say(ok("one"));
  at.client.hear(ok("one").size());
  at.client.say(get());
  at.upstream.hear(get().size());
  at.upstream.close();
  EXPECT_EQ(at.client.hear_all(), "");
}
TEST(HttpLoss, InMidResponseIsSeenAsSuch) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  const std::string half = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc";
  at.upstream.say(half);
  EXPECT_EQ(at.client.hear(half.size()), half);
  at.upstream.reset();
  EXPECT_EQ(at.client.how_it_ends(), std::errc::connection_reset);
}

}  // namespace
}  // namespace surgeline::traffic
