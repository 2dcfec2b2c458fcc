#include "surgeline/admin/http_listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>

#include "counter.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

/// Answers with what was asked.
void mirror(const request& asked, const answer& give) {
  give(plain(200, asked.method + " " + asked.path + " ?" + asked.query + " " + asked.body));
}

TEST(HttpListener, HandsARequestOver) {
  const counter desk(mirror);
  EXPECT_EQ(desk.ask("PUT", "/a/b?c=d", "text").body, "PUT /a/b ?c=d text");
}

TEST(HttpListener, AnswersLaterToo) {
  boost::asio::io_context* context = nullptr;
  counter desk([&context](const request&, const answer& give) {
    boost::asio::post(*context, [give] { give(plain(200, "later")); });
  });
  context = &desk.context;
  EXPECT_EQ(desk.ask("GET", "/").body, "later");
}

TEST(HttpListener, KeepsAConnectionForTheNextRequest) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  for (const char* const path : {"/1", "/2", "/3"}) {
    client.say(request_text("GET", path));
    EXPECT_THAT(read_reply(client).body, HasSubstr(path));
  }
}

TEST(HttpListener, AnswersRequestsThatComeTogetherInTheirOrder) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  client.say(
      request_text("GET", "/1") + request_text("POST", "/2", "x") + request_text("GET", "/3")
  );
  EXPECT_THAT(read_reply(client).body, StartsWith("GET /1"));
  EXPECT_THAT(read_reply(client).body, StartsWith("POST /2"));
  EXPECT_THAT(read_reply(client).body, StartsWith("GET /3"));
}

TEST(HttpListener, SendsNoBodyWithHead) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  client.say(request_text("HEAD", "/1") + request_text("GET", "/2"));
  EXPECT_EQ(read_reply(client, false).status, 200);
  EXPECT_THAT(read_reply(client).body, StartsWith("GET /2"));
}

TEST(HttpListener, ListensOnAUnixSocket) {
  const counter desk(mirror, {}, traffic::unix_name("http"));
  EXPECT_EQ(desk.ask("GET", "/").status, 200);
}

TEST(HttpListener, RefusesWhatIsNoHttp) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  client.say(traffic::noise(300) + "\r\n\r\n");
  EXPECT_EQ(read_reply(client).status, 400);
  EXPECT_EQ(client.hear_all(), "");
}

TEST(HttpListener, RefusesAHeadThatIsTooLong) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  client.say("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(read_reply(client).status, 431);
}

TEST(HttpListener, RefusesABodyThatIsTooLong) {
  const counter desk(mirror, {.body = 100});
  EXPECT_EQ(desk.ask("PUT", "/", std::string(101, 'x')).status, 413);
}

TEST(HttpListener, RefusesATransferEncodingThatItDoesNotKnow) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  client.say("PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n");
  EXPECT_EQ(read_reply(client).status, 400);
}

TEST(HttpListener, TakesAChunkedBody) {
  const counter desk(mirror);
  traffic::wire client = desk.dial();
  client.say(
      "PUT / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
  );
  EXPECT_THAT(read_reply(client).body, testing::EndsWith("abc"));
}

TEST(HttpListener, LosesPatienceWithWhoeverSaysNothing) {
  const counter desk(mirror, {.patience = 50ms});
  const auto start = std::chrono::steady_clock::now();
  traffic::wire client = desk.dial();
  client.say("GET / HT");
  EXPECT_EQ(client.hear_all(), "");
  EXPECT_GE(std::chrono::steady_clock::now() - start, 50ms);
}

TEST(HttpListener, LosesPatienceWithWhoeverSaysALittleNowAndThen) {
  const counter desk(mirror, {.patience = 100ms});
  const auto start = std::chrono::steady_clock::now();
  const traffic::wire client = desk.dial();
  do client.say("x");
  while (client.is_silent_for(20ms));
  EXPECT_GE(std::chrono::steady_clock::now() - start, 100ms);
}

TEST(HttpListener, GivesUpOnAnAnswerThatNeverComes) {
  const counter desk([](const request&, const answer&) {}, {.handling = 50ms});
  EXPECT_EQ(desk.ask("GET", "/").status, 503);
}

TEST(HttpListener, LetsWhoIsTooManyWait) {
  const counter desk(mirror, {.connections = 1});
  traffic::wire first = desk.dial(), second = desk.dial();
  first.say(request_text("GET", "/1"));
  EXPECT_EQ(read_reply(first).status, 200);
  second.say(request_text("GET", "/2"));
  EXPECT_TRUE(second.is_silent_for(100ms));
  first.close();
  EXPECT_EQ(read_reply(second).status, 200);
}

TEST(HttpListener, SaysWhyAnAddressCannotBeHad) {
  const counter desk(mirror);
  boost::asio::io_context context;
  net::failure why;
  EXPECT_EQ(http_listener::open(context, desk.where(), mirror, why), nullptr);
  EXPECT_THAT(why.what, HasSubstr("is in use"));
}

TEST(HttpListener, LeavesNobodyListening) {
  boost::asio::io_context context;
  net::failure why;
  auto listener = http_listener::open(context, *endpoint::parse("127.0.0.1:0"), mirror, why);
  const endpoint where = listener->local();
  listener.reset();
  EXPECT_TRUE(http_listener::open(context, where, mirror, why)) << why.what;
}

}  // namespace
}  // namespace surgeline::admin
