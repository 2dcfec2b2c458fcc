#include <gmock/gmock.h>

#include "scenario/recorded.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::scenario {
namespace {

using surgeline::fault::stall;

/// Baseline 0..10 s, outage 10..20 s, recovery 20..80 s within 30 s in windows of 5 s; a shop that does 16,000 jobs a second.
file watched(const relief& probe = {.rate = share{0.25}, .at_most = 60s}) {
  file made = proxied_scenario();
  made.phases[0].length = 10s;
  add_phase(made, "outage", 10s, phase_role::normal);
  add_phase(made, "after", 60s, phase_role::recover);
  add_fault(made, "cut", stall{}, {"outage"});
  made.recovery = {
      .metric = "load.users.goodput",
      .of = reference::offered,
      .stable_for = 5s,
      .deadline = 30s,
      .probe_relief = probe,
  };
  return made;
}

recorded collapsed() {
  return std::move(recorded().users(0s, 10s, 100, 100).users(10s, 200s, 100, 0));
}

/// Walks tick by tick until a moment.
void walk_until(conductor& walk, const recorded& numbers, duration until) {
  while (!walk.finished() && walk.next_due() <= at(until)) {
    const duration now = walk.next_due().time_since_epoch();
    walk.advance(at(now), numbers.until(measure::tick * (now / measure::tick)));
  }
}

TEST(ConductorRelief, BeginsWhenTheDeadlineIsMissedForSure) {
  const file made = watched();
  conductor walk(made);
  walk_until(walk, collapsed(), 54'999ms);
  EXPECT_FALSE(walk.so_far().relief);
  EXPECT_EQ(walk.load_factor(), 1);
  walk_until(walk, collapsed(), 55s);  // 20 s + 30 s + a window of 5 s
  ASSERT_TRUE(walk.so_far().relief);
  EXPECT_EQ(walk.so_far().relief->from, at(55s));
  EXPECT_EQ(walk.load_factor(), 0.25);
  EXPECT_EQ(walk.so_far().relief_factor, 0.25);
}

TEST(ConductorRelief, IsNotNeededWhenTheDeadlineIsKept) {
  const file made = watched();
  conductor walk(made);
  recorded numbers;
  numbers.users(0s, 10s, 100, 100).users(10s, 50s, 100, 0).users(50s, 200s, 100, 100);
  walk_until(walk, numbers, 200s);
  EXPECT_FALSE(walk.so_far().relief);
  EXPECT_EQ(walk.so_far().end, at(80s));
}

TEST(ConductorRelief, IsNotMadeWithoutBeingAskedFor) {
  file made = watched();
  made.recovery->probe_relief.reset();
  conductor walk(made);
  walk_until(walk, collapsed(), 200s);
  EXPECT_FALSE(walk.so_far().relief);
}

TEST(ConductorRelief, LastsUntilTheBacklogMustBeGoneAndAWindowMore) {
  file made = watched();
  made.services[0] = {
      .id = "shop",
      .slots = 1,
      .service_time = distribution::fixed(10ms)
  };  // 100/s
  conductor walk(made);
  auto numbers = collapsed().gauge("service.shop", instrument::queue, 20s, 200s, 600);
  walk_until(walk, numbers, 56s);
  // 600 jobs at 100/s − 25 % of 100/s, with a margin of a quarter, and the window.
  EXPECT_EQ(walk.so_far().relief->to - walk.so_far().relief->from, 15s);
}

TEST(ConductorRelief, LastsNoLongerThanItMay) {
  file made = watched({.rate = share{0.25}, .at_most = 8s});
  conductor walk(made);
  auto numbers = collapsed().gauge("service.shop", instrument::queue, 20s, 200s, 1e6);
  walk_until(walk, numbers, 56s);
  EXPECT_EQ(walk.so_far().relief, (span{at(55s), at(63s)}));
}

TEST(ConductorRelief, LastsAsLongAsItMayIfNothingWouldDrain) {
  file made = watched({.rate = share{0.9}, .at_most = 8s});
  made.services[0] = {.id = "shop", .slots = 1, .service_time = distribution::fixed(20ms)};  // 50/s
  conductor walk(made);
  walk_until(walk, collapsed(), 56s);
  EXPECT_EQ(walk.so_far().relief, (span{at(55s), at(63s)}));
}

TEST(ConductorRelief, ExtendsTheLastPhaseByItsLength) {
  const file made = watched({.rate = share{0.25}, .at_most = 8s});
  conductor walk(made);
  auto numbers = collapsed().gauge("service.shop", instrument::queue, 20s, 200s, 1e6);
  EXPECT_EQ(walk.planned_end(), at(80s));
  walk_until(walk, numbers, 56s);
  EXPECT_EQ(walk.planned_end(), at(88s));
  walk_until(walk, numbers, 200s);
  EXPECT_EQ(walk.so_far().end, at(88s));
}

TEST(ConductorRelief, GivesBackTheTimeThatItBeganLate) {
  const file made = watched({.rate = share{0.25}, .at_most = 8s});
  conductor walk(made);
  walk.advance(at(20s), collapsed().until(20s));
  walk.advance(
      at(57s),
      collapsed().gauge("service.shop", instrument::queue, 0s, 57s, 1e6).until(56'750ms)
  );
  EXPECT_EQ(walk.so_far().relief, (span{at(57s), at(65s)}));
  EXPECT_EQ(walk.planned_end(), at(90s));
}

TEST(ConductorRelief, PutsTheWholeLoadBackAfterwards) {
  const file made = watched({.rate = share{0.25}, .at_most = 8s});
  conductor walk(made);
  auto numbers = collapsed().gauge("service.shop", instrument::queue, 20s, 200s, 1e6);
  walk_until(walk, numbers, 62'999ms);
  EXPECT_EQ(walk.load_factor(), 0.25);
  EXPECT_EQ(walk.next_due(), at(63s));
  EXPECT_TRUE(walk.advance(at(63s), numbers.until(63s)));
  EXPECT_EQ(walk.load_factor(), 1);
}

TEST(ConductorRelief, IsMadeOnce) {
  const file made = watched({.rate = share{0.25}, .at_most = 8s});
  conductor walk(made);
  walk_until(walk, collapsed(), 200s);
  EXPECT_EQ(walk.so_far().relief->from, at(55s));
  EXPECT_TRUE(walk.finished());
}

TEST(ConductorRelief, EndsWithARunThatIsAborted) {
  const file made = watched();
  conductor walk(made);
  walk_until(walk, collapsed(), 56s);
  walk.abort({verdict_kind::aborted, "signal", ""}, at(57s));
  EXPECT_EQ(walk.so_far().relief, (span{at(55s), at(57s)}));
}

TEST(ConductorRelief, WaitsForTheLastFault) {
  file made = watched();
  made.phases.insert(
      made.phases.begin() + 1,
      {{.id = "first", .length = 10s}, {.id = "pause", .length = 40s, .role = phase_role::recover}}
  );
  made.faults[0].during = {{"first", "outage"}};
  conductor walk(made);  // first 10..20 s, pause 20..60 s, outage 60..70 s, after 70..130 s
  walk_until(walk, collapsed(), 104s);
  EXPECT_FALSE(walk.so_far().relief);
  walk_until(walk, collapsed(), 105s);
  EXPECT_EQ(walk.so_far().relief->from, at(105s));
}

// ---- how much of the load stays

TEST(ConductorRelief, LeavesHalfOfTheCapacityForAllAttempts) {
  file made = watched({.rate = {}, .at_most = 60s});
  made.services[0] = {.id = "shop", .slots = 1, .service_time = distribution::fixed(8ms)};  // 125/s
  add_policy(made, 1s, {.kind = resilience::growth::fixed, .attempts = 2});
  conductor walk(made);
  walk_until(walk, collapsed(), 56s);
  EXPECT_DOUBLE_EQ(walk.load_factor(), 125.0 / 2 / (100 * 2));
}

TEST(ConductorRelief, CountsEveryLoadOfTheService) {
  file made = watched({.rate = {}, .at_most = 60s});
  made.services[0] = {.id = "shop", .slots = 1, .service_time = distribution::fixed(8ms)};  // 125/s
  made.loads.push_back({.id = "bots", .to = "shop", .rate = rate{150}});
  conductor walk(made);
  auto numbers = collapsed().rate("load.bots", instrument::offered, 0s, 200s, 150);
  walk_until(walk, numbers, 56s);
  EXPECT_DOUBLE_EQ(walk.load_factor(), 125.0 / 2 / (100 + 150));
}

TEST(ConductorRelief, CutsTheLoadToAHalfAtLeast) {
  const file made = watched({.rate = {}, .at_most = 60s});
  conductor walk(made);
  walk_until(walk, collapsed(), 56s);
  EXPECT_EQ(walk.load_factor(), 0.5);
}

TEST(ConductorRelief, LeavesNothingIfJobsMayNeverEnd) {
  file made = watched({.rate = {}, .at_most = 8s});
  made.services[0].service_time = distribution::never();
  conductor walk(made);
  walk_until(walk, collapsed(), 56s);
  EXPECT_EQ(walk.load_factor(), 0);
  EXPECT_EQ(walk.so_far().relief, (span{at(55s), at(63s)}));
}

}  // namespace
}  // namespace surgeline::scenario
