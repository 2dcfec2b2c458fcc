#include "surgeline/model/http_response.hpp"

#include <gtest/gtest.h>

namespace surgeline::model {
namespace {

using namespace std::chrono_literals;
using resilience::answer;
using resilience::outcome;

TEST(HttpResponse, IsReadAsItWasWritten) {
  http_message made;
  for (const outcome how : {outcome::ok, outcome::degraded, outcome::failed, outcome::rejected}) {
    write_response(how, false, made);
    EXPECT_EQ(answer_of(made.status, made.fields).how, how);
    EXPECT_EQ(answer_in(made.raw(), made.body()).how, how);
  }
}

TEST(HttpResponse, SaysHowLongItsBodyIs) {
  http_message made;
  write_response(outcome::ok, false, made);
  EXPECT_EQ(made.text, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok\n");
  EXPECT_EQ(made.body(), 3U);
}

TEST(HttpResponse, LeavesTheBodyOutBehindHead) {
  http_message made;
  write_response(outcome::ok, true, made);
  EXPECT_EQ(made.text, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n");
}

TEST(HttpResponse, BlamesTheRequestFrom400On) {
  EXPECT_EQ(answer_of(399, {}), (answer{outcome::ok, 399}));
  EXPECT_EQ(answer_of(400, {}), (answer{outcome::denied, 400}));
  EXPECT_EQ(answer_of(500, {}), (answer{outcome::failed, 500}));
}

TEST(HttpResponse, TellsHowLongToWait) {
  const auto waits = [](std::string_view value) {
    const std::string head = "HTTP/1.1 503 X\r\nRetry-After: " + std::string{value} + "\r\n\r\n";
    return answer_in(head, 0).retry_after;
  };
  EXPECT_EQ(waits("2"), 2s);
  EXPECT_EQ(waits("Fri, 31 Dec 1999 23:59:59 GMT"), std::nullopt);
  EXPECT_EQ(waits("99999999999"), 24h);
}

TEST(HttpResponse, IsALostConnectionWhenItCannotBeRead) {
  EXPECT_EQ(answer_in("HTTP/1.1 abc", 0).how, outcome::reset);
  EXPECT_EQ(answer_in("garbage\r\n\r\n", 0).how, outcome::reset);
  EXPECT_EQ(answer_in("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", 3).how, outcome::reset);
  EXPECT_EQ(answer_in("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", 0, true).how, outcome::ok);
}

}  // namespace
}  // namespace surgeline::model
