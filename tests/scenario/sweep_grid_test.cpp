#include "surgeline/scenario/sweep_grid.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(const std::vector<config::value>& all) {
  std::vector<std::string> made;
  for (const config::value& each : all)
    made.push_back(each.as<std::string>() != nullptr ? *each.as<std::string>() : "?");
  return made;
}

axis range(std::string from, std::string to, std::uint32_t steps, range_scale scale) {
  return {
      .path = "load.users.rate",
      .from = setting_of(std::move(from)),
      .to = setting_of(std::move(to)),
      .steps = steps,
      .scale = scale
  };
}

TEST(SweepGrid, DividesARangeIntoEqualSteps) {
  EXPECT_THAT(
      texts(values_of(range("100/s", "300/s", 5, range_scale::linear))),
      ElementsAre("100/s", "150/s", "200/s", "250/s", "300/s")
  );
}

TEST(SweepGrid, DividesARangeIntoStepsOfAnEqualFactor) {
  EXPECT_THAT(
      texts(values_of(range("1s", "100s", 3, range_scale::log))),
      ElementsAre("1s", "10s", testing::AnyOf("100s", "1m40s"))
  );
}

TEST(SweepGrid, HasEachWholeNumberOnce) {
  const axis few{
      .path = "service.db.replicas",
      .from = setting_of(std::int64_t{1}),
      .to = setting_of(std::int64_t{3}),
      .steps = 9
  };
  EXPECT_THAT(values_of(few), ElementsAre(config::value(1), config::value(2), config::value(3)));
}

TEST(SweepGrid, HasNoValuesWhereTheyAreLookedFor) {
  axis open = range("1s", "2s", 2, range_scale::log);
  open.steps.reset();
  EXPECT_THAT(values_of(open), IsEmpty());
}

sweep two_axes() {
  sweep made;
  made.vary.push_back({.path = "a.b", .values = std::vector<config::value>{1, 2}});
  made.vary.push_back({.path = "c.d", .values = std::vector<config::value>{"x", "y"}});
  made.vary.back().with.push_back({.path = "e.f", .values = {10, 20}});
  return made;
}

TEST(SweepGrid, CrossesItsAxesWithTheLastOneFastest) {
  std::vector<std::vector<std::string>> seen;
  for (const grid_point& each : grid_of(two_axes())) seen.push_back(each.text);
  EXPECT_THAT(
      seen,
      ElementsAre(
          ElementsAre("1", "x"),
          ElementsAre("1", "y"),
          ElementsAre("2", "x"),
          ElementsAre("2", "y")
      )
  );
}

TEST(SweepGrid, SetsWhatMovesAlong) {
  const grid_point last = grid_of(two_axes()).back();
  ASSERT_EQ(last.sets.size(), 3U);
  EXPECT_EQ(last.sets[2].path, "e.f");
  EXPECT_EQ(last.sets[2].to, config::value(20));
}

TEST(SweepGrid, LeavesOutAnAxisThatIsSearched) {
  sweep made = two_axes();
  made.vary.push_back(range("1s", "2s", 2, range_scale::log));
  made.vary.back().steps.reset();
  EXPECT_EQ(grid_of(made).size(), 4U);
  EXPECT_EQ(grid_of(made).front().sets.size(), 3U);
}

}  // namespace
}  // namespace surgeline::scenario
