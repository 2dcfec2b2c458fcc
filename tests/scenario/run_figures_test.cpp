#include "surgeline/scenario/run_figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using measure::instrument;

/// Two seconds in which a load asks 20 times, of which it gets 12 in time, with 30 attempts; the first second is worse.
measure::recording two_seconds() {
  measure::series users;
  users.numbers[instrument::offered] = {1, 1, 1, 1, 5, 5, 5, 5};
  users.numbers[instrument::good] = {0, 0, 0, 0, 3, 3, 3, 3};
  users.numbers[instrument::attempts] = {9, 9, 9, 9, 10, 5, 5, 10};
  measure::histogram slow, quick;
  slow.record(2s, 2);
  quick.record(10ms, 98);
  users.histograms[instrument::latency] = {slow, {}, {}, {}, {}, {}, {}, quick};
  measure::recording made;
  made.add("load.users", users);
  made.complete_until(time_point{2s});
  return made;
}

TEST(RunFigures, AreOfTheLastSecondThatIsKnown) {
  const load_figures now = figures_of("users", two_seconds(), time_point{2100ms});
  EXPECT_EQ(now.offered, 20);
  EXPECT_EQ(now.goodput, 12);
  EXPECT_EQ(now.amplification, 1.5);
}

TEST(RunFigures, SayHowLongRequestsTookInTheLastFive) {
  const load_figures now = figures_of("users", two_seconds(), time_point{2100ms});
  EXPECT_NEAR(now.p50_seconds.value(), 0.01, 0.001);
  EXPECT_NEAR(now.p99_seconds.value(), 2, 0.1);
}

TEST(RunFigures, ReadBackAsTheSame) {
  const file from = direct_scenario();
  const run_figures told = figures_of(from, conductor(from), two_seconds(), time_point{2100ms});
  EXPECT_EQ(told.loads.size(), 1);
  EXPECT_EQ(told.ends_seconds, 1);
  problems found;
  EXPECT_EQ(read_run_figures(to_json(told), found), told);
  EXPECT_TRUE(found.empty());
}

TEST(RunFigures, AreOfAHundredLoadsAtMost) {
  run_figures many{.loads = {}};
  for (int i = 0; i < 101; ++i) many.loads.push_back({.id = "l" + std::to_string(i)});
  problems found;
  EXPECT_FALSE(read_run_figures(to_json(many), found));
  EXPECT_THAT(found.list().front().what, testing::HasSubstr("101 loads"));
}

TEST(RunFigures, ThatCannotBeNameEachProblemByItsPointer) {
  problems found;
  EXPECT_FALSE(read_run_figures(
      R"({"at_seconds": 1, "ends_seconds": 2, "loads": [{"id": "a", "offered": -1, "goodput": 0}]})",
      found
  ));
  EXPECT_EQ(found.list().front().where.pointer, "/loads/0/offered");
}

}  // namespace
}  // namespace surgeline::scenario
