#include "surgeline/fault/http_duplicate.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

TEST(HttpDuplicate, AsksTheUpstreamOnceMore) {
  const plan twice = in_force(always(0, http_duplicate{.gap = 50ms}));
  caller one;
  EXPECT_EQ(one.asks(twice), exchange_effect{.again = 50ms});
  EXPECT_TRUE(one.answers(twice).is_neutral());
}

}  // namespace
}  // namespace surgeline::fault
