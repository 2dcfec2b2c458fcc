#include <gmock/gmock.h>

#include "scenario/recorded.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::scenario {
namespace {

using surgeline::fault::stall;

/// Baseline 0..10 s, `outage` with a fault 10..20 s, `after` 20..40 s; a run that loses its goodput must stop.
file guarded(abort_rule rule = {}) {
  file made = proxied_scenario();
  made.phases[0].length = 10s;
  add_phase(made, "outage", 10s, phase_role::normal);
  add_phase(made, "after", 20s, phase_role::recover);
  add_fault(made, "cut", stall{}, {"outage"});
  rule.id = "hurt";
  if (rule.metric.empty()) rule.metric = "load.users.goodput";
  if (!rule.when.above && !rule.when.below) rule.when.below = amount{50, "50/s", suffix::per_time};
  made.aborts = {rule};
  return made;
}

/// When a walk over what was recorded, told of every tick, stops; the end of the file if it does not.
course walked(const file& from, const recorded& numbers) {
  conductor walk(from);
  while (!walk.finished()) {
    const duration now = walk.next_due().time_since_epoch();
    walk.advance(at(now), numbers.until(measure::tick * (now / measure::tick)));
  }
  return walk.so_far();
}

TEST(ConductorAborts, StopARunWithinASecond) {
  const auto ran = walked(guarded(), recorded().users(0s, 12s, 100, 100).users(12s, 40s, 100, 0));
  EXPECT_GT(ran.end, at(12s));
  EXPECT_LE(ran.end, at(13s));
  EXPECT_EQ(ran.aborted->speaks_for, verdict_kind::aborted);
  EXPECT_EQ(ran.aborted->code, "abort_rule");
  EXPECT_EQ(ran.aborted->text, "hurt: load.users.goodput was 25, below 50/s");
}

TEST(ConductorAborts, LetAHealthyRunGoOn) {
  const auto ran = walked(guarded(), recorded().users(0s, 40s, 100, 100));
  EXPECT_EQ(ran.end, at(40s));
  EXPECT_FALSE(ran.aborted);
}

TEST(ConductorAborts, ClearFaultsAtTheTimeTheyAct) {
  const auto ran = walked(guarded(), recorded().users(0s, 12s, 100, 100).users(12s, 40s, 100, 0));
  EXPECT_EQ(ran.activations.back().when.to, ran.end);
}

TEST(ConductorAborts, WaitForAsLongAsTheySay) {
  abort_rule rule;
  rule.when = {.above = {}, .below = amount{50, "50/s", suffix::per_time}, .lasting = 5s};
  const auto ran =
      walked(guarded(rule), recorded().users(0s, 12s, 100, 100).users(12s, 40s, 100, 0));
  EXPECT_GE(ran.end, at(17s));
  EXPECT_LE(ran.end, at(18s));
  EXPECT_THAT(ran.aborted->text, testing::EndsWith("below 50/s for 5s"));
}

TEST(ConductorAborts, BeginToWaitAnewAfterABreak) {
  abort_rule rule;
  rule.when = {.above = {}, .below = amount{50, "50/s", suffix::per_time}, .lasting = 5s};
  recorded numbers;
  for (duration from = 0s; from < 40s; from += 5s)
    numbers.users(from, from + 3s, 100, 0).users(from + 3s, from + 5s, 100, 100);
  EXPECT_FALSE(walked(guarded(rule), numbers).aborted);
}

TEST(ConductorAborts, IgnoreTheGraceOfEachPhase) {
  abort_rule rule;
  rule.grace = 3s;
  recorded numbers;  // down in the first two seconds of each phase
  numbers.users(0s, 2s, 100, 0).users(2s, 10s, 100, 100).users(10s, 12s, 100, 0);
  numbers.users(12s, 20s, 100, 100).users(20s, 22s, 100, 0).users(22s, 40s, 100, 100);
  EXPECT_FALSE(walked(guarded(rule), numbers).aborted);
}

TEST(ConductorAborts, ActWhenTheGraceIsOver) {
  abort_rule rule;
  rule.grace = 3s;
  const auto ran =
      walked(guarded(rule), recorded().users(0s, 10s, 100, 100).users(10s, 40s, 100, 0));
  EXPECT_EQ(ran.end, at(14s));  // the first second after it
}

TEST(ConductorAborts, LookOnlyIntoTheirPhases) {
  abort_rule rule;
  rule.during = {{"after"}};
  const auto ran = walked(
      guarded(rule),
      recorded().users(0s, 10s, 100, 100).users(10s, 20s, 100, 0).users(20s, 40s, 100, 100)
  );
  EXPECT_FALSE(ran.aborted);
}

TEST(ConductorAborts, LookAcrossPhasesThatFollowOneAnother) {
  const auto ran =
      walked(guarded(), recorded().users(0s, 9'500ms, 100, 100).users(9'500ms, 40s, 100, 0));
  EXPECT_LE(ran.end, at(10'500ms));
}

TEST(ConductorAborts, WatchForTooMuchToo) {
  abort_rule rule;
  rule.metric = "load.users.amplification";
  rule.when.above = amount{1.5, "1.5"};
  const auto ran = walked(
      guarded(rule),
      recorded().users(0s, 40s, 100, 100).rate("load.users", instrument::attempts, 20s, 40s, 100)
  );
  EXPECT_GT(ran.end, at(20s));
  EXPECT_LE(ran.end, at(21s));
}

TEST(ConductorAborts, DoNothingWithoutData) { EXPECT_FALSE(walked(guarded(), recorded()).aborted); }

TEST(ConductorAborts, EndInTheVerdictTheySay) {
  abort_rule rule;
  rule.verdict = verdict_kind::inconclusive;
  const auto ran = walked(guarded(rule), recorded().users(0s, 40s, 100, 0));
  EXPECT_EQ(ran.aborted->speaks_for, verdict_kind::inconclusive);
}

TEST(ConductorAborts, SeeEveryTickHoweverRarelyTheyAreTold) {
  const file made = guarded();
  conductor walk(made);
  recorded numbers;
  numbers.users(0s, 12s, 100, 100).users(12s, 14s, 100, 0).users(14s, 40s, 100, 100);
  walk.advance(at(19s), numbers.until(19s));
  EXPECT_TRUE(walk.finished());
  EXPECT_EQ(walk.so_far().end, at(19s));
}

steady_state healthy_start() {
  return {
      .id = "healthy",
      .metric = "load.users.goodput",
      .during = {{"before"}},
      .window = {},
      .expect =
          {.at_least = amount{0.99, "99%", suffix::percent}, .at_most = {}, .of = reference::offered
          },
  };
}

TEST(ConductorAborts, ComeBeforeFaultsWhenTheBaselineIsSick) {
  file made = guarded();
  made.aborts.clear();
  made.steady_states = {healthy_start()};
  const auto ran = walked(made, recorded().users(0s, 40s, 100, 90));
  EXPECT_EQ(ran.end, at(10s));
  EXPECT_EQ(ran.aborted->speaks_for, verdict_kind::inconclusive);
  EXPECT_EQ(ran.aborted->code, "sick_baseline");
}

TEST(ConductorAborts, DoNotComeWhenTheBaselineIsHealthy) {
  file made = guarded();
  made.aborts.clear();
  made.steady_states = {healthy_start()};
  EXPECT_FALSE(walked(made, recorded().users(0s, 10s, 100, 100).users(10s, 40s, 100, 0)).aborted);
}

}  // namespace
}  // namespace surgeline::scenario
