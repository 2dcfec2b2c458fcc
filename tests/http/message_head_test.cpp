#include "surgeline/http/message_head.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace surgeline::http {
namespace {

constexpr std::size_t most_fields = 4;

/// Reads one head, as a connection does: its end first.
class reading {
 public:
  explicit reading(std::string text) : text_(std::move(text)) {}
  const message_head* request() { return is_whole() ? reader_.request(text_, why) : nullptr; }
  const message_head* response(std::string_view to = "GET") {
    return is_whole() ? reader_.response(text_, to, why) : nullptr;
  }
  bad_message why{};
  bool malformed_lines = false;

 private:
  bool is_whole() {
    head_scan scan;
    const auto end = scan.end_of(text_);
    malformed_lines = scan.is_malformed();
    return end == text_.size() && !malformed_lines;
  }
  std::string text_;
  head_reader reader_{most_fields};
};

std::string get(const std::string& fields = {}) {
  return "GET /a?b HTTP/1.1\r\n" + fields + "\r\n";
}
std::string ok(const std::string& fields = {}) { return "HTTP/1.1 200 OK\r\n" + fields + "\r\n"; }

TEST(HeadScan, FindsTheEndBehindTheEmptyLine) {
  head_scan scan;
  EXPECT_EQ(scan.end_of(get("A: b\r\n") + "body"), get("A: b\r\n").size());
}
TEST(HeadScan, GoesOnWhereItStopped) {
  const std::string text = get("A: b\r\n");
  head_scan scan;
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_EQ(scan.end_of(std::string_view{text}.substr(0, size)), std::nullopt);
  }
  EXPECT_EQ(scan.end_of(text), text.size());
}

TEST(HeadReader, ReadsARequest) {
  reading one(get("Host: x\r\nX-Id:  7 \r\n"));
  const message_head* const head = one.request();
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->method, "GET");
  EXPECT_EQ(head->target, "/a?b");
  EXPECT_EQ(head->request().header("x-id"), "7");
  EXPECT_EQ(head->framing, framing::none);
  EXPECT_TRUE(head->keeps_alive);
}
TEST(HeadReader, ReadsAMethodThatNobodyKnows) {
  reading one("BREW /pot HTTP/1.1\r\n\r\n");
  EXPECT_EQ(one.request()->method, "BREW");
}
TEST(HeadReader, KnowsTheLengthOfABody) {
  reading one(get("Content-Length: 42\r\n"));
  EXPECT_EQ(one.request()->framing, framing::length);
  EXPECT_EQ(one.request()->length, 42U);
}
TEST(HeadReader, TakesALengthThatIsSaidTwiceTheSame) {
  reading one(get("Content-Length: 42\r\ncontent-length: 42\r\n"));
  EXPECT_NE(one.request(), nullptr);
}
TEST(HeadReader, KnowsAChunkedBody) {
  reading one(get("Transfer-Encoding: Chunked\r\n"));
  EXPECT_EQ(one.request()->framing, framing::chunked);
}
TEST(HeadReader, KnowsWhoWantsToClose) {
  reading one(get("Connection: x, Close\r\n"));
  EXPECT_FALSE(one.request()->keeps_alive);
}
TEST(HeadReader, KnowsThatAnOldClientClosesUnlessItSaysOtherwise) {
  reading closes("GET / HTTP/1.0\r\n\r\n"),
      stays("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_FALSE(closes.request()->keeps_alive);
  EXPECT_TRUE(stays.request()->keeps_alive);
}
TEST(HeadReader, KnowsWhoWantsToUpgrade) {
  reading one(get("Connection: Upgrade\r\nUpgrade: websocket\r\n"));
  EXPECT_TRUE(one.request()->upgrades);
}
TEST(HeadReader, KnowsWhoWaitsForContinue) {
  reading one(get("Expect: 100-continue\r\n"));
  EXPECT_TRUE(one.request()->expects_continue);
}

TEST(HeadReader, ReadsAResponse) {
  reading one(ok("Content-Length: 3\r\n"));
  const message_head* const head = one.response();
  EXPECT_EQ(head->status, 200U);
  EXPECT_EQ(head->framing, framing::length);
}
TEST(HeadReader, ReadsAStatusLineWithoutAReason) {
  reading one("HTTP/1.1 204\r\nX: y\r\n\r\n");
  ASSERT_NE(one.response(), nullptr);
  EXPECT_EQ(one.response()->status, 204U);
  EXPECT_EQ(one.response()->fields.size(), 1U);
}
TEST(HeadReader, FindsNoBodyWhereThereIsNone) {
  for (const char* const line : {"HTTP/1.1 100 Continue", "HTTP/1.1 204 No", "HTTP/1.1 304 Same"}) {
    reading one(std::string(line) + "\r\nContent-Length: 9\r\n\r\n");
    EXPECT_EQ(one.response()->framing, framing::none) << line;
  }
}
TEST(HeadReader, FindsNoBodyBehindTheAnswerToHead) {
  reading one(ok("Content-Length: 9\r\n"));
  EXPECT_EQ(one.response("HEAD")->framing, framing::none);
}
TEST(HeadReader, FindsABodyThatEndsWithTheConnection) {
  reading one(ok());
  EXPECT_EQ(one.response()->framing, framing::until_close);
  EXPECT_FALSE(one.response()->keeps_alive);
}

class BadRequests : public testing::TestWithParam<std::string> {};
TEST_P(BadRequests, AreRefused) {
  reading one(GetParam());
  EXPECT_EQ(one.request(), nullptr);
  EXPECT_EQ(one.why, bad_message::malformed);
}
INSTANTIATE_TEST_SUITE_P(
    HeadReader,
    BadRequests,
    testing::Values(
        get("Content-Length: 1\r\nContent-Length: 2\r\n"),
        get("Content-Length: 1, 1\r\n"),
        get("Content-Length: +1\r\n"),
        get("Content-Length: -1\r\n"),
        get("Content-Length: 0x1\r\n"),
        get("Content-Length: 1 1\r\n"),
        get("Content-Length:\r\n"),
        get("Content-Length: 99999999999999999999\r\n"),
        get("Transfer-Encoding: xchunked\r\n"),
        get("Transfer-Encoding: gzip, chunked\r\n"),
        get("Transfer-Encoding: chunked, chunked\r\n"),
        get("Transfer-Encoding: identity\r\n"),
        get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        get("Transfer-Encoding: \"chunked\"\r\n"),
        get("Transfer-Encoding:\x0b"
            "chunked\r\n"),
        get("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"),
        get("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"),
        get("Transfer-Encoding : chunked\r\n"),
        get("A: b\r\n c\r\n"),
        get("A: b\rC: d\r\n"),
        get("A: b\nC: d\r\n"),
        get("A b\r\n"),
        get("Host: a\r\nHost: b\r\n"),
        get(": b\r\n"),
        get(std::string("A: b\0c\r\n", 8)),
        "GET  / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / a HTTP/1.1\r\n\r\n",
        "G=T / HTTP/1.1\r\n\r\n"
        ": \r\n",
        "HTTP/1.1 200 OK\r\n\r\n"
    )
);

TEST(HeadReader, RefusesAnotherVersion) {
  reading one("GET / HTTP/2.0\r\n\r\n");
  EXPECT_EQ(one.request(), nullptr);
  EXPECT_EQ(one.why, bad_message::version);
}
TEST(HeadReader, RefusesMoreFieldsThanAllowed) {
  reading one(get("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n"));
  EXPECT_EQ(one.request(), nullptr);
  EXPECT_EQ(one.why, bad_message::too_large);
}
TEST(HeadReader, RefusesAStatusThatIsNone) {
  for (const char* const line :
       {"HTTP/1.1 20", "HTTP/1.1 2000 OK", "HTTP/1.1 abc OK", "HTTP/1.1200 OK"}) {
    reading one(std::string(line) + "\r\n\r\n");
    EXPECT_EQ(one.response(), nullptr) << line;
  }
}

}  // namespace
}  // namespace surgeline::http
