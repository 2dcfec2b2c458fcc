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

}  // namespace
}  // namespace surgeline::fault
