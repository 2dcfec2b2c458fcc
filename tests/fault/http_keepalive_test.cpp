#include "surgeline/fault/http_keepalive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

exchange_effect spoilt(broken_keepalive how) {
  const plan breaking = in_force(always(4, http_keepalive{how}));
  caller one;
  one.asks(breaking);
  return one.answers(breaking);
}

TEST(HttpKeepalive, ClosesWithoutAWord) {
  EXPECT_EQ(spoilt(broken_keepalive::close_silently), (exchange_effect{.closes = true, .by = 4}));
}

TEST(HttpKeepalive, SaysThatItCloses) {
  const exchange_effect decided = spoilt(broken_keepalive::close_header);
  EXPECT_THAT(*decided.head, testing::HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(decided.closes);
}

TEST(HttpKeepalive, SendsBytesThatBelongToNoResponse) {
  const exchange_effect decided = spoilt(broken_keepalive::extra_bytes);
  EXPECT_FALSE(decided.extra.empty());
  EXPECT_FALSE(decided.closes);
}

}  // namespace
}  // namespace surgeline::fault
