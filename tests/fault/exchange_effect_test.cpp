#include "surgeline/fault/exchange_effect.hpp"

#include <gtest/gtest.h>

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

TEST(ExchangeEffect, IsNeutralUnlessSomethingIsDecided) {
  EXPECT_TRUE(exchange_effect{}.is_neutral());
  EXPECT_FALSE(exchange_effect{.answer = "HTTP/1.1 503 \r\n\r\n"}.is_neutral());
  EXPECT_FALSE(exchange_effect{.body = ""}.is_neutral());
  EXPECT_FALSE(exchange_effect{.again = 0ms}.is_neutral());
  EXPECT_FALSE((exchange_effect{.body_limit = 0, .body_end = action::close}.is_neutral()));
}

TEST(ExchangeEffect, EndsByTheFirstEnd) {
  const exchange_effect hang{.hangs = true}, answer{.answer = "no"};
  EXPECT_EQ(hang + answer, hang);
  EXPECT_EQ(answer + hang, answer);
  EXPECT_EQ(exchange_effect{} + answer, answer);
}

TEST(ExchangeEffect, EndsWithinTheHeadOrWithinTheBodyByTheFirstOfThem) {
  const exchange_effect head{.bytes = {.limit = 3, .then = action::close}};
  const exchange_effect body{.body_limit = 5, .body_end = action::reset};
  EXPECT_EQ(head + body, head);
  EXPECT_EQ(body + head, body);
}

TEST(ExchangeEffect, CarriesTheLaterHeadAndBody) {
  const exchange_effect both{.head = "a", .body = "b"}, head{.head = "c"};
  EXPECT_EQ(both + head, (exchange_effect{.head = "c", .body = "b"}));
  EXPECT_EQ(head + both, both);
}

TEST(ExchangeEffect, AddsWaitsAndWhatComesBehind) {
  const exchange_effect one{.bytes = {.delay = 1ms}, .extra = "x", .again = 5ms};
  const exchange_effect other{.bytes = {.delay = 2ms}, .extra = "y", .closes = true, .again = 9ms};
  EXPECT_EQ(
      one + other,
      (exchange_effect{.bytes = {.delay = 3ms}, .extra = "xy", .closes = true, .again = 5ms})
  );
}

}  // namespace
}  // namespace surgeline::fault
