#include "surgeline/scenario/run_story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

/// The only problem of a body, with its JSON pointer.
std::string problem_of(const std::string& body) {
  problems found;
  EXPECT_FALSE(read_run_story(body, found));
  EXPECT_EQ(found.size(), 1);
  const problem& first = found.list().front();
  return first.where.pointer + ": " + first.what;
}

run_story full_story() {
  run_story told{.run = run_identity{"01", "storm", "89abcdef"}, .state = run_state::recovering};
  told.phase = "after";
  told.role = phase_role::recover;
  told.phase_for = 1500ms;
  told.phase_length = 20s;
  told.checks = {{"errors", false, 0.25}, {"latency", true, {}}};
  told.recovery = told_recovery{"users", 3.5};
  told.verdict = verdict_kind::metastable;
  told.aborted = "too-slow";
  return told;
}

TEST(RunStory, ReadsBackAsItWasWritten) {
  problems found;
  EXPECT_EQ(read_run_story(to_json(full_story()), found), full_story());
}

TEST(RunStory, HasToSayHowFarTheRunIs) { EXPECT_THAT(problem_of("{}"), HasSubstr("`state`")); }

TEST(RunStory, RefusesKeysThatItDoesNotKnow) {
  EXPECT_THAT(
      problem_of(R"({"state": "running", "checks": [{"id": "errors", "ok": true, "valu": 1}]})"),
      HasSubstr("/checks/0/valu: ")
  );
}

TEST(RunStory, RefusesALabelThatIsTooLong) {
  EXPECT_EQ(
      problem_of(R"({"state": "done", "aborted": ")" + std::string(64, 'x') + "\"}"),
      "/aborted: a label of 64 bytes"
  );
}

TEST(RunStory, TellsACheckOnce) {
  EXPECT_EQ(
      problem_of(
          R"({"state": "running", "checks": [{"id": "a", "ok": true}, {"id": "a", "ok": false}]})"
      ),
      "/checks/1/id: two entries of `checks` have the id \"a\""
  );
}

TEST(RunStory, RefusesMoreChecksThanMayBeLabels) {
  run_story told{.state = run_state::running};
  for (int i = 0; i <= 100; ++i) told.checks.push_back({"check-" + std::to_string(i), true, {}});
  EXPECT_EQ(problem_of(to_json(told)), "/checks: 101 checks");
}

/// Baseline, fault and recovery, of two seconds each, and a check of a quarter of the load's rate.
file three_phases() {
  file made = proxied_scenario();
  made.phases.front().length = 2s;
  add_phase(made, "bad", 2s, phase_role::normal);
  add_phase(made, "after", 2s, phase_role::recover);
  add_fault(made, "held", surgeline::fault::stall{}, {"bad"});
  steady_state check{.id = "served", .metric = "load.users.goodput"};
  check.window = 1s;
  check.expect.at_least = amount{.value = 50, .text = "50/s"};
  made.steady_states.push_back(check);
  return made;
}

/// So many good answers in each tick of a second.
void serve(measure::recording& into, double each_tick, time_point from, time_point to) {
  measure::series rows{.first_tick = measure::tick_of(from)};
  for (time_point at = from; at < to; at += measure::tick)
    rows.numbers[measure::instrument::good].push_back(each_tick);
  into.add("load.users", rows);
  into.complete_until(to);
}

TEST(RunStory, FollowsTheRunFromPhaseToPhase) {
  const file from = three_phases();
  conductor run(from);
  std::vector<std::string> told;
  for (time_point now{}; !run.finished(); now += 500ms) {
    run.advance(now, {});
    const run_story story = story_of(from, run, {}, now);
    const std::string line =
        std::string{config::name_of(story.state)} + " " + story.phase.value_or("-");
    if (told.empty() || told.back() != line) told.push_back(line);
  }
  EXPECT_THAT(
      told,
      ElementsAre("baseline before", "running bad", "recovering after", "rolling_back after")
  );
}

TEST(RunStory, SaysHowLongThePhaseHasBeenOn) {
  const file from = three_phases();
  conductor run(from);
  run.advance(time_point{3s}, {});
  const run_story told = story_of(from, run, {}, time_point{3s});
  EXPECT_EQ(told.phase_for, 1s);
  EXPECT_EQ(told.phase_length, 2s);
}

TEST(RunStory, TellsOfChecksAsTheyStandInTheirLastWindow) {
  const file from = three_phases();
  conductor run(from);
  measure::recording seen;
  serve(seen, 50, time_point{}, time_point{1s});
  run.advance(time_point{1s}, seen);
  EXPECT_THAT(
      story_of(from, run, seen, time_point{1s}).checks,
      ElementsAre(told_check{"served", true, 200.0})
  );
  serve(seen, 5, time_point{1s}, time_point{2s});
  run.advance(time_point{1999ms}, seen);
  EXPECT_THAT(
      story_of(from, run, seen, time_point{1999ms}).checks,
      ElementsAre(told_check{"served", false, 20.0})
  );
}

TEST(RunStory, HasNothingToTellOfChecksBeforeAnythingIsKnown) {
  const file from = three_phases();
  EXPECT_THAT(story_of(from, conductor(from), {}, {}).checks, testing::IsEmpty());
}

TEST(RunStory, SaysWhichRuleEndedTheRun) {
  const file from = three_phases();
  conductor run(from);
  run.abort({verdict_kind::aborted, "abort_rule", "too slow", "slow"}, time_point{1s});
  EXPECT_EQ(story_of(from, run, {}, time_point{1s}).aborted, "slow");
}

TEST(RunStory, SaysWhatEndedTheRunWhereNoRuleDid) {
  const file from = three_phases();
  conductor run(from);
  run.abort({verdict_kind::aborted, "signal", "interrupted"}, time_point{1s});
  EXPECT_EQ(story_of(from, run, {}, time_point{1s}).aborted, "signal");
}

TEST(RunStory, EndsWithTheVerdict) {
  record over{.file = three_phases()};
  over.course.stages = {{2, {time_point{4s}, time_point{6s}}}};
  judgement judged;
  judged.verdict.kind = verdict_kind::fail;
  judged.checks = {
      {.id = "served", .phase = "bad", .worst = 10.0, .held = false, .text = ""},
      {.id = "served", .phase = "after", .worst = 90.0, .held = true, .text = ""}
  };
  const run_story told = last_story(over, judged);
  EXPECT_EQ(told.state, run_state::done);
  EXPECT_EQ(told.verdict, verdict_kind::fail);
  EXPECT_THAT(told.checks, ElementsAre(told_check{"served", false, 10.0}));
}

}  // namespace
}  // namespace surgeline::scenario
