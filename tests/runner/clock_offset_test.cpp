#include "surgeline/runner/clock_offset.hpp"

#include <gtest/gtest.h>

#include <array>

#include "support/print.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;

TEST(ClockOffset, TakesWhatWasSaidForTheMiddle) {
  const std::array samples{clock_sample{100s, 110s, 102s}};
  EXPECT_EQ(offset_of(samples).ahead, 9s);
  EXPECT_EQ(offset_of(samples).within, 1s);
}

TEST(ClockOffset, MayBeBehind) {
  const std::array samples{clock_sample{100s, 99s, 100s}};
  EXPECT_EQ(offset_of(samples).ahead, -1s);
}

TEST(ClockOffset, BelievesTheQuickestAnswer) {
  const std::array samples{
      clock_sample{100s, 107s, 104s},
      clock_sample{110s, 115010ms, 110020ms},
      clock_sample{120s, 128s, 122s}
  };
  EXPECT_EQ(offset_of(samples).ahead, 5s);
  EXPECT_EQ(offset_of(samples).within, 10ms);
}

}  // namespace
}  // namespace surgeline::runner
