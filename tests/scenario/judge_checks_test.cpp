#include <fmt/format.h>
#include <gmock/gmock.h>

#include "scenario/judging.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

amount percent(double of_hundred) {
  return {of_hundred / 100, fmt::format("{}%", of_hundred), suffix::percent};
}
amount per_second(double value) { return {value, fmt::format("{}/s", value), suffix::per_time}; }

steady_state goodput(expectation expect) {
  return {
      .id = "fine",
      .metric = "load.users.goodput",
      .during = {},
      .window = {},
      .expect = std::move(expect)
  };
}

TEST(JudgeChecks, PassWhenAllHold) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::pass);
  EXPECT_THAT(judged.verdict.reasons, IsEmpty());
  ASSERT_THAT(judged.checks, SizeIs(3));
  EXPECT_TRUE(judged.checks[0].held);
  EXPECT_EQ(judged.checks[0].id, "fine");
  EXPECT_EQ(judged.checks[0].worst, 100);
}

TEST(JudgeChecks, FailWhereOneIsBroken) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 10s, 100, 100).users(10s, 20s, 100, 20).users(20s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("check"));
  EXPECT_EQ(
      text_of(judged.verdict, "check"),
      "fine: load.users.goodput in outage: at least 90/s, was 20/s"
  );
  EXPECT_FALSE(judged.checks[1].held);
  EXPECT_TRUE(judged.checks[2].held);
}

TEST(JudgeChecks, LeaveOutTheWarmup) {
  finished_run run;
  run.record.file.phases[0].role = phase_role::warmup;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 10s, 100, 0).users(10s, 80s, 100, 100);
  EXPECT_THAT(run.judged().checks, SizeIs(2));
}

TEST(JudgeChecks, LookIntoThePhasesTheyName) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.record.file.steady_states[0].during = {{"after"}};
  run.numbers.users(0s, 20s, 100, 0).users(20s, 80s, 100, 100);
  const auto judged = run.judged();
  ASSERT_THAT(judged.checks, SizeIs(1));
  EXPECT_EQ(judged.checks[0].phase, "after");
}

TEST(JudgeChecks, SayNothingAboutPhasesThatWereNotReached) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 80s, 100, 100);
  run.record.course.stages.pop_back();
  EXPECT_THAT(run.judged().checks, SizeIs(2));
}

TEST(JudgeChecks, AreInconclusiveWhenTheBaselineIsSick) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 10s, 100, 50).users(10s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("sick_baseline"));
}

TEST(JudgeChecks, SaySickBaselineOnceWhenItEndedTheRun) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 10s, 100, 50);
  run.record.course = {.stages = {{0, {at(0s), at(10s)}}}, .end = at(10s)};
  run.record.course.aborted = reason{
      verdict_kind::inconclusive,
      "sick_baseline",
      "fine: load.users.goodput in before: at least 90/s, was 50/s"
  };
  EXPECT_THAT(codes(run.judged().verdict), ElementsAre("sick_baseline"));
}

TEST(JudgeChecks, HoldEveryFullWindow) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.record.file.steady_states[0].window = 5s;
  run.record.file.steady_states[0].during = {{"after"}};
  run.numbers.users(0s, 40s, 100, 100).users(40s, 43s, 100, 0).users(43s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.checks[0].worst, 40);  // 2 s of 5 s
  EXPECT_EQ(
      text_of(judged.verdict, "check"),
      "fine: load.users.goodput in after: at least 90/s, worst window 40/s"
  );
}

TEST(JudgeChecks, LetABriefDipPassOverAWholePhase) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.numbers.users(0s, 40s, 100, 100).users(40s, 43s, 100, 0).users(43s, 80s, 100, 100);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
}

TEST(JudgeChecks, StartWindowsAtTicks) {
  finished_run run;
  run.record.course.stages[2].when.from = at(20'100ms);
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.record.file.steady_states[0].window = 250ms;
  run.record.file.steady_states[0].during = {{"after"}};
  run.numbers.users(0s, 80s, 100, 100);
  EXPECT_EQ(run.judged().checks[0].worst, 100);
}

TEST(JudgeChecks, CompareWithWhatWasOffered) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = percent(90), .of = reference::offered})};
  run.numbers.users(0s, 10s, 100, 100).users(10s, 20s, 50, 40).users(20s, 80s, 100, 100);
  EXPECT_EQ(
      text_of(run.judged().verdict, "check"),
      "fine: load.users.goodput in outage: at least 90% of offered, was 80.0%"
  );
}

TEST(JudgeChecks, CompareWithTheBaseline) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = percent(90), .of = reference::baseline})};
  run.numbers.users(0s, 10s, 100, 100).users(10s, 20s, 100, 70).users(20s, 80s, 100, 95);
  const auto judged = run.judged();
  EXPECT_THAT(codes(judged.verdict), ElementsAre("check"));
  EXPECT_DOUBLE_EQ(*judged.checks[1].worst, 0.7);
}

TEST(JudgeChecks, ShowTheValueThatBrokeOneOfTwoLimits) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(50), .at_most = per_second(110)})
  };
  run.record.file.steady_states[0].window = 5s;
  run.record.file.steady_states[0].during = {{"after"}};
  run.numbers.users(0s, 30s, 100, 60).users(30s, 40s, 100, 200).users(40s, 80s, 100, 60);
  const auto judged = run.judged();
  EXPECT_EQ(judged.checks[0].worst, 200);
  EXPECT_EQ(
      judged.checks[0].text,
      "load.users.goodput in after: at least 50/s, at most 110/s, worst window 200/s"
  );
}

TEST(JudgeChecks, ShowDurationsAndSharesAsSuch) {
  finished_run run;
  run.record.file.steady_states = {
      {.id = "fast",
       .metric = "load.users.latency.p99",
       .during = {{"after"}},
       .window = {},
       .expect = {.at_least = {}, .at_most = amount{0.25, "250ms", suffix::time}}}
  };
  run.numbers.users(0s, 80s, 100, 100)
      .observe("load.users", instrument::latency, 0s, 80s, 256ms, 5);
  EXPECT_THAT(
      run.judged().checks[0].text,
      testing::StartsWith("load.users.latency.p99 in after: at most 250ms, was 25")
  );
}

// ---- without data

finished_run without_data(on_missing worth) {
  finished_run run;
  run.record.file.steady_states = {goodput({.at_least = per_second(90)})};
  run.record.file.steady_states[0].during = {{"after"}};
  run.record.file.steady_states[0].on_missing = worth;
  return run;
}

TEST(JudgeChecks, AreInconclusiveWithoutData) {
  const auto judged = without_data(on_missing::inconclusive).judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_EQ(
      text_of(judged.verdict, "no_data"),
      "fine: load.users.goodput in after: at least 90/s, was no data"
  );
  EXPECT_FALSE(judged.checks[0].held);
}

TEST(JudgeChecks, FailOrPassWithoutDataIfTheySaySo) {
  EXPECT_EQ(without_data(on_missing::fail).judged().verdict.kind, verdict_kind::fail);
  const auto judged = without_data(on_missing::pass).judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::pass);
  EXPECT_TRUE(judged.checks[0].held);
}

finished_run with_gaps(on_missing worth) {
  finished_run run = without_data(worth);
  run.record.file.steady_states[0].metric = "load.users.amplification";
  run.record.file.steady_states[0].expect = {.at_least = {}, .at_most = amount{1.5, "1.5"}};
  run.record.file.steady_states[0].window = 1s;
  run.numbers.users(0s, 30s, 100, 100).users(30s, 40s, 0, 0).users(40s, 80s, 100, 100);
  return run;
}

TEST(JudgeChecks, LeaveOutWindowsWithoutData) {
  EXPECT_EQ(with_gaps(on_missing::inconclusive).judged().verdict.kind, verdict_kind::pass);
}

TEST(JudgeChecks, FailInAnyWindowWithoutDataIfTheySaySo) {
  const auto judged = with_gaps(on_missing::fail).judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_EQ(
      text_of(judged.verdict, "no_data"),
      "fine: load.users.amplification in after: at most 1.5, worst window 1, and no data in some"
  );
}

/// Exchanges of a part of the clients of proxy `edge` in the outage, 10 a second, so many of them failed.
void exchanges(finished_run& run, const std::string& part, double failed_per_second) {
  const std::string subject = "proxy.edge" + part;
  run.numbers.rate(subject, instrument::exchanges, 10s, 20s, 10);
  run.numbers.rate(subject, instrument::failed, 10s, 20s, failed_per_second);
}
steady_state as_well_as_control(double percent_of_it) {
  return {
      .id = "alike",
      .metric = "proxy.edge.success",
      .during = {{"outage"}},
      .window = {},
      .expect = {.at_least = percent(percent_of_it), .of = reference::control}
  };
}

TEST(JudgeChecks, CompareFaultedClientsWithTheControlGroup) {
  finished_run run;
  run.numbers.users(0s, 80s, 100, 100);
  run.record.file.steady_states = {as_well_as_control(90)};
  exchanges(run, "/control", 2);
  exchanges(run, "/faulted", 5);
  exchanges(run, "", 4);
  const auto judged = run.judged();
  ASSERT_THAT(judged.checks, SizeIs(1));
  EXPECT_FALSE(judged.checks[0].held);
  EXPECT_EQ(
      text_of(judged.verdict, "check"),
      "alike: proxy.edge.success in outage: at least 90% of control, was 62.5%"
  );
}

TEST(JudgeChecks, SayNothingWhereTheControlGroupAskedForNothing) {
  finished_run run;
  run.numbers.users(0s, 80s, 100, 100);
  run.record.file.steady_states = {as_well_as_control(90)};
  exchanges(run, "/faulted", 0);
  exchanges(run, "", 0);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::inconclusive);
}

}  // namespace
}  // namespace surgeline::scenario
