#include "surgeline/report/axis.hpp"

#include <gtest/gtest.h>

namespace surgeline::report {
namespace {

using ticks = std::vector<double>;

TEST(Axis, EndsAtARoundNumberAboveTheValues) {
  EXPECT_EQ(axis_for(310, 4).ticks, (ticks{0, 100, 200, 300, 400}));
  EXPECT_EQ(axis_for(2.6, 3).ticks, (ticks{0, 1, 2, 3}));
}

TEST(Axis, EndsAtTheHighestValueIfThatIsRound) { EXPECT_EQ(axis_for(300, 3).top, 300); }

TEST(Axis, HasNoMoreStepsThanAsked) {
  for (double highest = 0.0013; highest < 1e6; highest *= 1.37) {
    for (const std::size_t most : {1U, 2U, 3U, 5U, 8U}) {
      const axis made = axis_for(highest, most);
      EXPECT_LE(made.ticks.size(), most + 1) << highest;
      EXPECT_GE(made.top, highest * (1 - 1e-9));
      EXPECT_DOUBLE_EQ(made.ticks.back(), made.top);
    }
  }
}

TEST(Axis, OfNothingEndsAtOne) { EXPECT_EQ(axis_for(0, 4).top, 1); }

TEST(TimeAxis, StepsAsPeopleCount) {
  EXPECT_EQ(time_axis(100, 8).ticks, (ticks{0, 15, 30, 45, 60, 75, 90}));
  EXPECT_EQ(time_axis(3600, 6).ticks, (ticks{0, 600, 1200, 1800, 2400, 3000, 3600}));
}

TEST(TimeAxis, NamesOneUnitAllAlong) {
  EXPECT_EQ(time_tick(0, 290), "0");
  EXPECT_EQ(time_tick(120, 290), "120 s");
  EXPECT_EQ(time_tick(300, 3600), "5 min");
  EXPECT_EQ(time_tick(1800, 3600), "30 min");
  EXPECT_EQ(time_tick(43200, 86400), "12 h");
}

}  // namespace
}  // namespace surgeline::report
