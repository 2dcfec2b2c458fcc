#include "surgeline/fault/http_status.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

TEST(HttpStatus, AnswersInPlaceOfTheUpstream) {
  const plan failing = in_force(always(3, http_status{.status = 503}));
  const exchange_effect decided = caller{}.asks(failing);
  EXPECT_EQ(
      decided.answer,
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nx-surgeline-fault: fault-3\r\n\r\n"
  );
  EXPECT_EQ(decided.by, 3);
}

TEST(HttpStatus, SaysWhatItWasTold) {
  const http_status one{
      .status = 429,
      .body = "later",
      .headers = {{"Content-Type", "text/plain"}},
      .retry_after = 30s,
      .marked = false
  };
  EXPECT_EQ(
      caller{}.asks(in_force(always(0, one))).answer,
      "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 5\r\nRetry-After: 30\r\n"
      "Content-Type: text/plain\r\n\r\nlater"
  );
}

TEST(HttpStatus, CountsEachAnswer) {
  const plan failing = in_force(sometimes(0, http_status{}, 1, unit::request));
  caller one;
  one.asks(failing), one.asks(failing);
  EXPECT_EQ(one.counted(), (tally{.evaluated = 2, .selected = 2, .injected = 2}));
}

}  // namespace
}  // namespace surgeline::fault
