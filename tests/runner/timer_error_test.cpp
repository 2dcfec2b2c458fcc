#include "surgeline/runner/timer_error.hpp"

#include <gtest/gtest.h>

#include "support/print.hpp"
#include "surgeline/net/delay_heap.hpp"

namespace surgeline::runner {
namespace {

TEST(TimerError, IsAtLeastWhatAnAlarmWaitsForCompany) {
  EXPECT_GE(timer_error(), net::delay_heap::slack);
}

}  // namespace
}  // namespace surgeline::runner
