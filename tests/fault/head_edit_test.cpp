#include "surgeline/fault/head_edit.hpp"

#include <gtest/gtest.h>

namespace surgeline::fault {
namespace {

constexpr auto head =
    "HTTP/1.1 200 Fine\r\nServer: one\r\nSet-Cookie: a\r\nset-cookie: b\r\nLong:  spread\r\n over "
    "lines\r\n\r\n";

TEST(HeadEdit, ChangesNothingUnasked) { EXPECT_EQ(edited(head, {}), head); }

TEST(HeadEdit, SetsAHeaderInPlaceOfAllOfItsName) {
  EXPECT_EQ(
      edited(head, {.set = {{"Set-Cookie", "c"}}}),
      "HTTP/1.1 200 Fine\r\nServer: one\r\nSet-Cookie: c\r\nLong:  spread\r\n over lines\r\n\r\n"
  );
}

TEST(HeadEdit, SetsAHeaderThatWasNotThereAtTheEnd) {
  EXPECT_EQ(
      edited("GET / HTTP/1.1\r\n\r\n", {.set = {{"A", "1"}}}),
      "GET / HTTP/1.1\r\nA: 1\r\n\r\n"
  );
}

TEST(HeadEdit, AddsBehindThoseThatAreThere) {
  EXPECT_EQ(
      edited("GET / HTTP/1.1\r\nA: 1\r\n\r\n", {.add = {{"A", "2"}}}),
      "GET / HTTP/1.1\r\nA: 1\r\nA: 2\r\n\r\n"
  );
}

TEST(HeadEdit, RemovesAllOfANameWithWhatContinuesThem) {
  EXPECT_EQ(
      edited(head, {.remove = {"SET-COOKIE", "long"}}),
      "HTTP/1.1 200 Fine\r\nServer: one\r\n\r\n"
  );
}

TEST(HeadEdit, GivesAResponseAnotherStatus) {
  EXPECT_EQ(
      edited("HTTP/1.0 200 Fine\r\n\r\n", {.status = 503}),
      "HTTP/1.0 503 Service Unavailable\r\n\r\n"
  );
  EXPECT_EQ(edited("HTTP/1.1 200\r\n\r\n", {.status = 599}), "HTTP/1.1 599 Unknown\r\n\r\n");
}

TEST(HeadEdit, SaysTheLengthInPlaceOfWhateverFramedTheBody) {
  EXPECT_EQ(
      edited("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", {.length = 3}),
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"
  );
  EXPECT_EQ(
      edited("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nA: 1\r\n\r\n", {.length = 3}),
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nA: 1\r\n\r\n"
  );
}

TEST(HeadEdit, LeavesWhatIsNoHeadAsItIs) {
  for (const auto* text : {"", "noise", "GET / HTTP/1.1\r\nA: 1\r\n"}) {
    EXPECT_EQ(edited(text, {.set = {{"A", "2"}}, .status = 500, .length = 1}), text);
  }
}

TEST(HeadEdit, TakesLinesThatEndInALineFeedAlone) {
  EXPECT_EQ(edited("GET / HTTP/1.1\nA: 1\n\n", {.remove = {"a"}}), "GET / HTTP/1.1\n\n");
}

}  // namespace
}  // namespace surgeline::fault
