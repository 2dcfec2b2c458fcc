#include "surgeline/http/body_frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace surgeline::http {
namespace {

body_frame of(framing how, std::uint64_t length = 0) {
  return body_frame{message_head{.framing = how, .length = length}};
}
std::size_t take(body_frame& body, std::string_view text) {
  return body.take(std::as_bytes(std::span{text}));
}
/// What a chunked body of these bytes comes to, given all at once and given byte by byte.
struct ways {
  explicit ways(std::string_view text) {
    body_frame body = of(framing::chunked);
    at_once = take(body, text);
    done = body.is_done();
    broken = body.is_broken();
    content = body.content();
    body_frame slow = of(framing::chunked);
    for (const char& one : text) byte_by_byte += take(slow, {&one, 1});
    agree = byte_by_byte == at_once && slow.is_done() == done && slow.is_broken() == broken &&
            slow.content() == content;
  }
  std::size_t at_once = 0, byte_by_byte = 0;
  std::uint64_t content = 0;
  bool done = false, broken = false, agree = false;
};

TEST(BodyFrame, IsDoneAtOnceWithoutABody) {
  EXPECT_TRUE(of(framing::none).is_done());
  EXPECT_TRUE(of(framing::length, 0).is_done());
}
TEST(BodyFrame, TakesSoManyBytesAndNoMore) {
  body_frame body = of(framing::length, 5);
  EXPECT_EQ(take(body, "123"), 3U);
  EXPECT_FALSE(body.is_done());
  EXPECT_EQ(take(body, "45GET /"), 2U);
  EXPECT_TRUE(body.is_done());
}
TEST(BodyFrame, IsNotDoneWhenTheConnectionEndsTooEarly) {
  body_frame body = of(framing::length, 5);
  take(body, "123");
  EXPECT_FALSE(body.end());
}
TEST(BodyFrame, TakesEverythingUntilTheConnectionEnds) {
  body_frame body = of(framing::until_close);
  EXPECT_EQ(take(body, "all of it"), 9U);
  EXPECT_FALSE(body.is_done());
  EXPECT_TRUE(body.end());
}
TEST(BodyFrame, FindsTheEndOfAChunkedBody) {
  const ways body("4\r\nWiki\r\nA;name=\"v\"\r\n0123456789\r\n0\r\n\r\nGET /");
  EXPECT_TRUE(body.done);
  EXPECT_EQ(body.at_once, 38U);
  EXPECT_TRUE(body.agree);
}
TEST(BodyFrame, CountsContentWithoutItsFrame) {
  EXPECT_EQ(ways("4\r\nWiki\r\n2\r\nab\r\n0\r\n\r\n").content, 6U);
}
TEST(BodyFrame, TakesTrailerFields) {
  const ways body("1\r\nx\r\n0\r\nDigest: a=b\r\nX: y\r\n\r\n");
  EXPECT_TRUE(body.done);
  EXPECT_TRUE(body.agree);
}
TEST(BodyFrame, LetsTheDataOfAChunkPassUnseen) {
  body_frame body = of(framing::chunked);
  take(body, "ff\r\n");
  EXPECT_EQ(body.opaque(), 255U);
  body.skip(255);
  EXPECT_EQ(take(body, "\r\n0\r\n\r\n"), 7U);
  EXPECT_TRUE(body.is_done());
}

class BrokenChunks : public testing::TestWithParam<std::string> {};
TEST_P(BrokenChunks, AreSeenAsSuch) {
  const ways body(GetParam());
  EXPECT_TRUE(body.broken);
  EXPECT_TRUE(body.agree);
}
INSTANTIATE_TEST_SUITE_P(
    BodyFrame,
    BrokenChunks,
    testing::Values(
        "\r\n",                                            // no size
        "g\r\n",                                           // no digit
        "-1\r\n",                                          // a sign
        "+1\r\n",                                          // the other
        "0x4\r\nWiki\r\n",                                 // a prefix
        " 4\r\nWiki\r\n",                                  // white space before
        "4 \r\nWiki\r\n",                                  // behind
        "4\nWiki\r\n",                                     // LF alone
        "4\rWiki\r\n",                                     // CR alone
        "4\r\nWikipedia\r\n",                              // longer than it says
        "4\r\nWiki\n",                                     // LF alone behind the data
        "0000000000000004\r\nWiki\r\n",                    // more digits than a number has
        "fffffffffffffffff\r\n",                           // overflows
        "1;a\rb\r\nx\r\n",                                 // CR in an extension
        "1;a\nb\r\nx\r\n",                                 // LF in an extension
        "0\r\nX: y\n\r\n",                                 // LF alone in a trailer
        "0\r\nX: y\r\n z\r\n\r\n",                         // obs-fold in a trailer
        "0\r\nno colon\r\n\r\n",                           // no field
        "0\r\n: x\r\n\r\n",                                // no name
        "0\r\nX : y\r\n\r\n",                              // white space behind a name
        "0\r\n\rx",                                        // CR alone
        std::string("1;a\0b\r\nx\r\n", 10),                // NUL
        "1;" + std::string(5000, 'a') + "\r\n",            // an endless extension
        "0\r\nX: " + std::string(70000, 'a') + "\r\n\r\n"  // an endless trailer
    )
);

}  // namespace
}  // namespace surgeline::http
