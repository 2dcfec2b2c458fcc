#include "surgeline/fault/answer.hpp"

#include <gtest/gtest.h>

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

std::string written_to(std::string_view method, const answer& what) {
  const request asked{.head = {method, "/", {}}};
  return written(what, {.what = asked, .raw = {}, .id = "bad"});
}

TEST(Answer, SaysItsLengthAndWhoseItIs) {
  EXPECT_EQ(
      written_to("GET", {.status = 503, .body = "no"}),
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 2\r\nx-surgeline-fault: bad\r\n\r\nno"
  );
}

TEST(Answer, DoesNotSayWhoseItIsIfItIsNotMarked) {
  EXPECT_EQ(
      written_to("GET", {.status = 404, .is_marked = false}),
      "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
  );
}

TEST(Answer, RoundsUpHowLongToWait) {
  EXPECT_EQ(
      written_to("GET", {.status = 429, .retry_after = 1200ms, .is_marked = false}),
      "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: 2\r\n\r\n"
  );
}

TEST(Answer, HasItsOwnHeaders) {
  const head_fields fields{{"Content-Type", "text/plain"}};
  EXPECT_EQ(
      written_to("GET", {.status = 200, .body = "x", .fields = &fields, .is_marked = false}),
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Type: text/plain\r\n\r\nx"
  );
}

TEST(Answer, LeavesOutTheBodyForHead) {
  EXPECT_EQ(
      written_to("HEAD", {.status = 200, .body = "xyz", .is_marked = false}),
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"
  );
}

TEST(Answer, HasNoLengthWhereItsStatusHasNoBody) {
  EXPECT_EQ(
      written_to("GET", {.status = 204, .is_marked = false}),
      "HTTP/1.1 204 No Content\r\n\r\n"
  );
}

}  // namespace
}  // namespace surgeline::fault
