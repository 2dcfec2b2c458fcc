#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "http_stage.hpp"

/// What passes through a proxy that speaks HTTP with nothing armed: the same bytes.
namespace surgeline::traffic {
namespace {

/// One exchange; both sides hear what the other says, byte for byte.
void exchange(const stage::ends& at, const std::string& request, const std::string& response) {
  std::thread asks([&] { at.client.say(request); });
  wire upstream_ear{net::descriptor{dup(at.upstream.fd())}},
      client_ear{net::descriptor{dup(at.client.fd())}};
  EXPECT_EQ(upstream_ear.hear(request.size()), request);
  std::thread answers([&] { at.upstream.say(response); });
  EXPECT_EQ(client_ear.hear(response.size()), response);
  asks.join();
  answers.join();
}

TEST(HttpExchange, PassesARequestAndItsResponse) {
  const stage on(http());
  exchange(
      on.connect(),
      get("/a?b", "X-Odd:   spaced  \r\n"),
      ok("hello", "traceparent: 00-ab\r\n")
  );
}
TEST(HttpExchange, IsFollowedByAnother) {
  const stage on(http());
  const auto at = on.connect();
  for (int i = 0; i < 3; ++i) exchange(at, get("/" + std::to_string(i)), ok("same"));
}
TEST(HttpExchange, PassesABodyEachWay) {
  const stage on(http());
  exchange(on.connect(), post(noise(3'000'000)), ok(noise(5'000'000, 2)));
}
TEST(HttpExchange, PassesChunksAsTheyAre) {
  const stage on(http());
  exchange(
      on.connect(),
      "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(noise(300'000), 777),
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(noise(2'000'000), 300'000)
  );
}
TEST(HttpExchange, PassesTrailers) {
  const stage on(http());
  exchange(
      on.connect(),
      get(),
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\n\r\n"
      "3;ext=1\r\nabc\r\n0\r\nDigest: x\r\n\r\n"
  );
}
TEST(HttpExchange, PassesAHeadThatComesByteByByte) {
  const stage on(http());
  auto at = on.connect();
  const std::string request = get("/slow");
  for (const char& one : request) at.client.say({&one, 1});
  EXPECT_EQ(at.upstream.hear(request.size()), request);
  const std::string response = ok("slow too");
  for (const char& one : response) at.upstream.say({&one, 1});
  EXPECT_EQ(at.client.hear(response.size()), response);
}
TEST(HttpExchange, SendsNothingOnBeforeAHeadIsThere) {
  const stage on(http());
  auto at = on.connect();
  at.client.say("GET / HTTP/1.1\r\nHost:");
  EXPECT_TRUE(at.upstream.is_silent_for(std::chrono::milliseconds{50}));
}
TEST(HttpExchange, HasNoBodyBehindTheAnswerToHead) {
  const stage on(http());
  const auto at = on.connect();
  exchange(at, "HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
  exchange(at, get(), ok("next"));
}
TEST(HttpExchange, HasNoBodyBehindAStatusThatHasNone) {
  const stage on(http());
  const auto at = on.connect();
  exchange(at, get(), "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
  exchange(at, get(), "HTTP/1.1 204\r\n\r\n");
  exchange(at, get(), ok("next"));
}
TEST(HttpExchange, PassesInterimResponses) {
  const stage on(http());
  auto at = on.connect();
  const std::string head = "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
  const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  at.client.say(head);
  EXPECT_EQ(at.upstream.hear(head.size()), head);
  at.upstream.say(go_on);
  EXPECT_EQ(at.client.hear(go_on.size()), go_on);
  at.client.say("body");
  EXPECT_EQ(at.upstream.hear(4), "body");
  at.upstream.say(ok("done"));
  EXPECT_EQ(at.client.hear(ok("done").size()), ok("done"));
}
TEST(HttpExchange, PassesAResponseThatEndsWithTheConnection) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  const std::string response = "HTTP/1.1 200 OK\r\n\r\n" + noise(400'000);
  at.upstream.say(response);
  at.upstream.close();
  EXPECT_EQ(at.client.hear_all(), response);
  EXPECT_FALSE(at.client.ending);
}
TEST(HttpExchange, LetsAClientThatHasAskedHalfClose) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.client.finish();
  EXPECT_EQ(at.upstream.hear_all(), get());
  at.upstream.say(ok("late"));
  EXPECT_EQ(at.client.hear(ok("late").size()), ok("late"));
}
TEST(HttpExchange, ComesOneAfterTheOtherWhenRequestsArePipelined) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get("/1") + post("two") + get("/3"));
  for (const std::string& request : {get("/1"), post("two"), get("/3")}) {
    EXPECT_EQ(at.upstream.hear(request.size()), request);
    EXPECT_TRUE(at.upstream.is_silent_for(std::chrono::milliseconds{20}));
    at.upstream.say(ok(request));
    EXPECT_EQ(at.client.hear(ok(request).size()), ok(request));
  }
}
TEST(HttpExchange, BecomesATunnelWhenBothSidesAgree) {
  const stage on(http());
  auto at = on.connect();
  const std::string ask = get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n");
  const std::string agree = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
  at.client.say(ask);
  EXPECT_EQ(at.upstream.hear(ask.size()), ask);
  at.upstream.say(agree + "\x81\x01x");
  EXPECT_EQ(at.client.hear(agree.size() + 3), agree + "\x81\x01x");
  at.client.say("not HTTP at all\n");
  EXPECT_EQ(at.upstream.hear(16), "not HTTP at all\n");
}
TEST(HttpExchange, IgnoresEmptyLinesBeforeARequest) {
  const stage on(http());
  auto at = on.connect();
  at.client.say("\r\n\r\n" + get());
  EXPECT_EQ(at.upstream.hear(get().size()), get());
}
TEST(HttpExchange, IsKeptApartFromTheNextWhenTheServerAnswersEarly) {
  const stage on(http());
  auto at = on.connect();
  const std::string request = post(noise(100'000));
  at.client.say(request.substr(0, 1000));
  at.upstream.hear(1000);
  at.upstream.say(ok("early"));
  EXPECT_EQ(at.client.hear(ok("early").size()), ok("early"));
  at.client.say(request.substr(1000) + get("/2"));
  EXPECT_EQ(at.upstream.hear(request.size() - 1000), request.substr(1000));
  EXPECT_EQ(at.upstream.hear(get("/2").size()), get("/2"));
}

}  // namespace
}  // namespace surgeline::traffic
