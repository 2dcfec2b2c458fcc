#include "surgeline/fault/http_duplicate.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

TEST(HttpDuplicate, AsksTheUpstreamOnceMore) {
  const plan twice = in_force(always(0, http_duplicate{.gap = 50ms}));
  caller one;
  EXPECT_EQ(one.asks(twice), (exchange_effect{.again = 50ms, .again_by = 0}));
  EXPECT_TRUE(one.answers(twice).is_neutral());
}

TEST(HttpDuplicate, HasFiredWhenTheRequestWasRepeated) {
  const plan twice = in_force(always(0, http_duplicate{}));
  caller one;
  one.asks(twice);
  EXPECT_EQ(one.counted().selected, 1U);
  EXPECT_EQ(one.counted().injected, 0U);
  twice.carried_out(one.who, 0, one.book);
  EXPECT_EQ(one.counted().injected, 1U);
}

}  // namespace
}  // namespace surgeline::fault
