#include "surgeline/fault/http_hang.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

TEST(HttpHang, NeverAnswers) {
  const plan hanging = in_force(always(2, http_hang{}));
  EXPECT_EQ(caller{}.asks(hanging), (exchange_effect{.hangs = true, .by = 2}));
}

}  // namespace
}  // namespace surgeline::fault
