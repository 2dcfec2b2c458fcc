#include "surgeline/scenario/judge.hpp"

#include <gmock/gmock.h>

#include "scenario/judging.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;

TEST(Judge, PassesARunWithNothingToSayAgainst) {
  finished_run run;
  run.numbers.users(0s, 80s, 100, 100);
  EXPECT_EQ(run.judged().verdict, verdict{});
}

TEST(Judge, IsInconclusiveWhenTheGeneratorDropsRequests) {
  finished_run run;
  run.numbers.users(0s, 80s, 100, 100).rate("load.users", instrument::dropped, 0s, 80s, 1);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);  // 1 % is not too many
  run.numbers.rate("load.users", instrument::dropped, 0s, 1s, 8);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_EQ(
      text_of(judged.verdict, "generator"),
      "users: the generator failed to start 88 of 8000 requests"
  );
}

TEST(Judge, IsInconclusiveWhenTheGeneratorIsLate) {
  finished_run run;
  run.numbers.users(0s, 80s, 100, 100);
  run.numbers.observe("load.users", instrument::lag, 0s, 80s, 90ms, 25);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
  run.numbers.observe("load.users", instrument::lag, 0s, 80s, 150ms, 1);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_THAT(
      text_of(judged.verdict, "generator"),
      testing::MatchesRegex(
          "users: the generator started 1% of its requests more than 1[45][0-9] ms late, "
          "with a timeout of 1s"
      )
  );
}

TEST(Judge, IsInconclusiveWhenNobodyAnswersInTheBaseline) {
  finished_run run;
  run.numbers.rate("load.users", instrument::offered, 0s, 80s, 100);
  run.numbers.rate("load.users", instrument::unreachable, 0s, 80s, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_THAT(
      text_of(judged.verdict, "sick_baseline"),
      testing::MatchesRegex("users: no request succeeded in [a-z]+: [0-9]+ unreachable")
  );
}

TEST(Judge, IsContentWithABaselineInWhichOneRequestSucceeded) {
  finished_run run;
  run.numbers.rate("load.users", instrument::offered, 0s, 80s, 100);
  run.numbers.rate("load.users", instrument::unreachable, 0s, 80s, 99);
  run.numbers.rate("load.users", instrument::succeeded, 0s, 80s, 1);
  EXPECT_EQ(text_of(run.judged().verdict, "sick_baseline"), "");
}

TEST(Judge, DoesNotHoldLatenessAgainstCallersThatWait) {
  finished_run run;
  run.record.file.policies[0].timeout.reset();
  run.numbers.users(0s, 80s, 100, 100);
  run.numbers.observe("load.users", instrument::lag, 0s, 80s, 500ms, 25);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
}

TEST(Judge, PutsAnAbortAboveEverything) {
  finished_run run;
  run.record.course.aborted = reason{verdict_kind::aborted, "abort_rule", "hurt"};
  run.record.file.steady_states = {
      {.id = "fine",
       .metric = "load.users.goodput",
       .during = {},
       .window = {},
       .expect = {.at_least = amount{90, "90/s"}}}
  };
  run.numbers.users(0s, 10s, 100, 100).users(10s, 80s, 100, 0);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::aborted);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("abort_rule", "check", "check"));
}

TEST(Judge, ListsEveryReasonOfARunThatFailed) {
  finished_run run;
  run.record.file.steady_states = {
      {.id = "fine",
       .metric = "load.users.goodput",
       .during = {{"outage"}},
       .window = {},
       .expect = {.at_least = amount{90, "90/s"}}}
  };
  run.record.file.recovery = {
      .metric = "load.users.goodput",
      .of = reference::offered,
      .stable_for = 5s,
      .deadline = 30s,
  };
  run.record.ledger.of(0) = {};
  run.numbers.users(0s, 10s, 100, 100).users(10s, 20s, 100, 0).users(20s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("check", "not_fired", "recovered"));
}

TEST(Judge, PredictsWhatAFifoServerNeeds) {
  EXPECT_EQ(drain_time(280, 300, 10s, 1s), 125s);
  EXPECT_EQ(drain_time(240, 300, 10s, 1s), 35s);
  EXPECT_EQ(drain_time(200, 300, 10s, 1s), 17s);
}

TEST(Judge, PredictsNothingForAnOutageThatTheTimeoutCovers) {
  EXPECT_EQ(drain_time(100, 300, 2s, 1s), 0s);
}

TEST(Judge, PredictsNoEndWithoutSpareCapacity) {
  EXPECT_EQ(drain_time(300, 300, 10s, 1s), std::nullopt);
  EXPECT_EQ(drain_time(400, 300, 10s, 1s), std::nullopt);
}

}  // namespace
}  // namespace surgeline::scenario
