#include "surgeline/fault/http_malformed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

exchange_effect broken(malformation how, const answered& what = {}, const asked& to = {}) {
  const plan breaking = in_force(always(0, http_malformed{how}));
  caller one;
  one.asks(breaking, to);
  return one.answers(breaking, what);
}

TEST(HttpMalformed, AnnouncesAByteMoreThanThereIs) {
  const exchange_effect decided = broken(malformation::bad_length);
  EXPECT_THAT(*decided.head, HasSubstr("Content-Length: 101\r\n"));
  EXPECT_EQ(decided.body, std::nullopt);
  EXPECT_TRUE(decided.closes);
  EXPECT_EQ(decided.by, 0);
}

TEST(HttpMalformed, AnnouncesOneByteWhereTheLengthIsUnknown) {
  const exchange_effect decided = broken(malformation::bad_length, {.length = {}});
  EXPECT_THAT(*decided.head, HasSubstr("Content-Length: 1\r\n"));
  EXPECT_THAT(*decided.head, Not(HasSubstr("chunked")));
}

TEST(HttpMalformed, SendsAChunkWhoseLengthIsNoNumber) {
  const exchange_effect decided = broken(malformation::bad_chunk);
  EXPECT_THAT(*decided.head, HasSubstr("Transfer-Encoding: chunked\r\n"));
  EXPECT_THAT(*decided.head, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(decided.body, "4\r\ngood\r\nbad\r\n");
  EXPECT_TRUE(decided.closes);
}

TEST(HttpMalformed, SendsNoBodyToHead) {
  EXPECT_EQ(broken(malformation::bad_chunk, {}, {.method = "HEAD"}).body, "");
}

TEST(HttpMalformed, FloodsTheHead) {
  const exchange_effect decided = broken(malformation::header_flood);
  const std::string raw = answered{}.raw();
  EXPECT_EQ(decided.head->size(), raw.size() + 100'000);
  EXPECT_THAT(*decided.head, StartsWith(raw.substr(0, raw.size() - 2)));
  EXPECT_EQ(std::ranges::count(*decided.head, '\n'), std::ranges::count(raw, '\n') + 1000);
  EXPECT_FALSE(decided.closes);
}

TEST(HttpMalformed, LeavesOutTheStatusLine) {
  const exchange_effect decided = broken(malformation::no_status);
  EXPECT_EQ(decided.head, "Content-Length: 100\r\nServer: upstream\r\n\r\n");
  EXPECT_TRUE(decided.closes);
}

TEST(HttpMalformed, SendsWhatIsNotHttp) {
  const exchange_effect decided = broken(malformation::garbage);
  EXPECT_THAT(*decided.head, Not(StartsWith("HTTP/")));
  EXPECT_EQ(decided.body, "");
  EXPECT_TRUE(decided.closes);
}

TEST(HttpMalformed, LetsTheRequestPass) {
  EXPECT_TRUE(caller{}.asks(in_force(always(0, http_malformed{}))).is_neutral());
}

}  // namespace
}  // namespace surgeline::fault
