#include <gmock/gmock.h>

#include "scenario/judging.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A run whose recovery may take 30 s, in windows of 5 s.
finished_run watched() {
  finished_run run;
  run.record.file.recovery = {
      .metric = "load.users.goodput",
      .of = reference::offered,
      .stable_for = 5s,
      .deadline = 30s,
  };
  run.numbers.users(0s, 10s, 100, 100).users(10s, 20s, 100, 0);
  return run;
}

TEST(JudgeRecovery, PassesWhenItIsBackInTime) {
  finished_run run = watched();
  run.numbers.users(20s, 36s, 100, 0).users(36s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::pass);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("recovered"));
  EXPECT_TRUE(judged.recovery.watched);
  EXPECT_EQ(judged.recovery.took, 15'750ms);  // a window with 95 %
}

TEST(JudgeRecovery, ComparesWithThePrediction) {
  finished_run run = watched();
  run.numbers.users(20s, 56s, 100, 0).users(56s, 80s, 100, 100);
  run.record.file.recovery->deadline = 40s;
  const auto judged = run.judged();
  EXPECT_EQ(judged.recovery.predicted, 35s);  // (100·10 − 125·1) / (125 − 100)
  EXPECT_EQ(
      text_of(judged.verdict, "recovered"),
      "back 35.8 s after the last fault, 35.0 s predicted"
  );
}

TEST(JudgeRecovery, IsNotWatchedWithoutBeingAskedFor) {
  finished_run run = watched();
  run.record.file.recovery.reset();
  run.numbers.users(20s, 80s, 100, 0);
  EXPECT_FALSE(run.judged().recovery.watched);
}

TEST(JudgeRecovery, IsNotWatchedWithoutFaults) {
  finished_run run = watched();
  run.record.course.activations.clear();
  run.record.file.faults.clear();
  run.numbers.users(20s, 80s, 100, 0);
  EXPECT_FALSE(run.judged().recovery.watched);
}

TEST(JudgeRecovery, IsNotWatchedInARunThatWasAborted) {
  finished_run run = watched();
  run.record.course.aborted = reason{verdict_kind::aborted, "signal", "interrupted"};
  run.numbers.users(20s, 80s, 100, 0);
  const auto judged = run.judged();
  EXPECT_FALSE(judged.recovery.watched);
  EXPECT_EQ(judged.verdict.kind, verdict_kind::aborted);
}

TEST(JudgeRecovery, CallsItSlowWhenItCameLate) {
  finished_run run = watched();
  run.numbers.users(20s, 60s, 100, 0).users(60s, 80s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_EQ(
      text_of(judged.verdict, "slow_recovery"),
      "not back 30s after the last fault: it took 39.8 s, 35.0 s predicted"
  );
}

TEST(JudgeRecovery, CallsItSlowWhileABacklogDrains) {
  finished_run run = watched();
  run.numbers.users(20s, 80s, 100, 0);
  for (int i = 0; i < 60; ++i)
    run.numbers
        .gauge("service.shop", instrument::queue, 20s + i * 1s, 21s + i * 1s, 1000 - 10.0 * i);
  const auto judged = run.judged();
  EXPECT_THAT(codes(judged.verdict), ElementsAre("slow_recovery"));
  EXPECT_NEAR(judged.recovery.backlog_trend, -10, 0.1);
  EXPECT_EQ(judged.recovery.backlog, 410);
  EXPECT_THAT(
      text_of(judged.verdict, "slow_recovery"),
      HasSubstr(
          "410 jobs still waited, 10.0 fewer each second: gone in about 41 s more, 35.0 s predicted"
      )
  );
}

TEST(JudgeRecovery, CallsItSlowWhileGoodputRises) {
  finished_run run = watched();
  for (int i = 0; i < 60; ++i) run.numbers.users(20s + i * 1s, 21s + i * 1s, 100, i);
  EXPECT_THAT(
      text_of(run.judged().verdict, "slow_recovery"),
      HasSubstr("goodput is rising, from 37% to 52%")
  );
}

TEST(JudgeRecovery, CallsItCapacityLostWhenMoreIsAskedForThanCanBeServed) {
  finished_run run = watched();
  run.record.file.services[0].service_time = distribution::fixed(20ms);
  run.numbers.users(20s, 80s, 100, 50);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_EQ(
      text_of(judged.verdict, "capacity_lost"),
      "not back 30s after the last fault: 100.0/s were asked for, only 50.0/s can be served"
  );
}

TEST(JudgeRecovery, CountsWhatAllLoadsAskOfTheService) {
  finished_run run = watched();
  run.record.file.loads.push_back({.id = "bots", .to = "shop", .rate = rate{50}});
  run.numbers.users(20s, 80s, 100, 50).rate("load.bots", instrument::offered, 20s, 80s, 50);
  EXPECT_THAT(codes(run.judged().verdict), ElementsAre("capacity_lost"));
}

TEST(JudgeRecovery, CallsItStuckWithoutAFeedback) {
  finished_run run = watched();
  run.numbers.users(20s, 80s, 100, 50);
  const auto judged = run.judged();
  EXPECT_THAT(codes(judged.verdict), ElementsAre("stuck"));
  EXPECT_THAT(
      text_of(judged.verdict, "stuck"),
      testing::EndsWith("no sustaining feedback was seen")
  );
}

/// A run that two attempts a request keep down.
finished_run collapsed() {
  finished_run run = watched();
  run.numbers.users(20s, 55s, 100, 0).rate("load.users", instrument::attempts, 20s, 55s, 100);
  return run;
}

TEST(JudgeRecovery, CallsItStuckWithoutARelief) {
  finished_run run = collapsed();
  run.numbers.users(55s, 80s, 100, 0).rate("load.users", instrument::attempts, 55s, 80s, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.recovery.amplification, 2);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("stuck"));
  EXPECT_THAT(
      text_of(judged.verdict, "stuck"),
      testing::EndsWith("without [recovery] probe_relief metastability cannot be proved")
  );
}

TEST(JudgeRecovery, SeesAFeedbackInWorkForNobody) {
  finished_run run = watched();
  run.numbers.users(20s, 80s, 100, 0)
      .rate("service.shop", instrument::served, 20s, 80s, 125)
      .rate("service.shop", instrument::wasted, 20s, 80s, 100);
  const auto judged = run.judged();
  EXPECT_DOUBLE_EQ(judged.recovery.wasted_share, 0.8);
  EXPECT_THAT(text_of(judged.verdict, "stuck"), HasSubstr("metastability cannot be proved"));
}

/// The collapsed run with a relief from 55 s to 65 s, and 25 s after it.
finished_run relieved(double good_in_relief, double good_afterwards) {
  finished_run run = collapsed();
  run.record.file.recovery->probe_relief = relief{.rate = share{0.25}, .at_most = 60s};
  run.record.course.relief = span{at(55s), at(65s)};
  run.record.course.relief_factor = 0.25;
  run.record.course.stages[2].when.to = run.record.course.end = at(90s);
  run.numbers.users(55s, 65s, 25, good_in_relief).users(65s, 90s, 100, good_afterwards);
  return run;
}

TEST(JudgeRecovery, CallsItMetastableWhenAReliefBringsItBackForGood) {
  const auto judged = relieved(25, 100).judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::metastable);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("metastable"));
  EXPECT_EQ(judged.recovery.relief_share, 1);
  EXPECT_EQ(judged.recovery.hold_share, 1);
  EXPECT_EQ(
      text_of(judged.verdict, "metastable"),
      "not back 30s after the last fault: 100.0 requests/s were asked for and 125.0/s could be "
      "served, "
      "yet goodput was 0.0% with 2.00 attempts a request (200.0/s) and 0.0% of the work done for "
      "callers "
      "that had given up; 0 jobs waited, changing by +0/s; cut to 25% of the load for 10s it "
      "came back "
      "to 100.0%, and at the old load it held at 100.0%"
  );
}

TEST(JudgeRecovery, CallsItStuckWhenAReliefIsNotEnough) {
  const auto judged = relieved(20, 100).judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_THAT(
      text_of(judged.verdict, "stuck"),
      testing::EndsWith("it came back to 80.0%, which is not enough")
  );
}

TEST(JudgeRecovery, IsInconclusiveWhenAReliefWasShorterThanWhatWaitedNeeded) {
  finished_run run = relieved(20, 100);
  run.record.course.relief_needed = 18'200ms;
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_THAT(
      text_of(judged.verdict, "relief_unjudged"),
      testing::EndsWith("it came back to 80.0%, but what waited needed 19 s: give `for` of "
                        "probe_relief as much")
  );
}

TEST(JudgeRecovery, CallsItStuckWhenAReliefWasLongEnoughForWhatWaited) {
  finished_run run = relieved(20, 100);
  run.record.course.relief_needed = 9s;
  EXPECT_THAT(codes(run.judged().verdict), ElementsAre("stuck"));
}

TEST(JudgeRecovery, CallsItStuckWhenItDoesNotHoldAtTheOldLoad) {
  const auto judged = relieved(25, 50).judged();
  EXPECT_THAT(
      text_of(judged.verdict, "stuck"),
      testing::EndsWith("and at the old load it held at 50.0%, which is not enough")
  );
}

TEST(JudgeRecovery, IsInconclusiveWhenNoTimeIsLeftToHold) {
  finished_run run = relieved(25, 100);
  run.record.course.stages[2].when.to = run.record.course.end = at(74s);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("relief_unjudged"));
}

TEST(JudgeRecovery, SettlesForAWindowBeforeItMustHold) {
  finished_run run = collapsed();
  run.record.course.relief = span{at(55s), at(65s)};
  run.record.course.stages[2].when.to = run.record.course.end = at(75s);
  run.numbers.users(55s, 65s, 25, 25).users(65s, 70s, 100, 0).users(70s, 75s, 100, 100);
  EXPECT_EQ(run.judged().recovery.hold_share, 1);
}

TEST(JudgeRecovery, HoldsACutToNothingAgainstWhatCameAfterIt) {
  finished_run run = collapsed();
  run.record.course.relief = span{at(55s), at(65s)};
  run.record.course.relief_factor = 0;
  run.record.course.stages[2].when.to = run.record.course.end = at(90s);
  run.numbers.users(55s, 65s, 0, 0).users(65s, 90s, 100, 100);
  const auto judged = run.judged();
  EXPECT_EQ(judged.recovery.relief_share, std::nullopt);
  EXPECT_EQ(judged.verdict.kind, verdict_kind::metastable);
}

TEST(JudgeRecovery, DoesNotCountWhatCameBackInTheRelief) {
  EXPECT_EQ(relieved(25, 100).judged().recovery.took, std::nullopt);
}

TEST(JudgeRecovery, PredictsBeforeTheRunAsAfterIt) {
  const file from = watched().record.file;
  const route way = routes(from).front();
  EXPECT_EQ(drain_after(from, way, from.faults[0], 10s), drain_time(100, 125, 10s, 1s));
  fault other = from.faults[0];
  other.target.proxy = {"another"};
  EXPECT_EQ(drain_after(from, way, other, 10s), std::nullopt);
}

TEST(JudgeRecovery, PredictsOnlyWhereTheClosedFormApplies) {
  const auto predicted = [](auto change) {
    finished_run run = watched();
    run.numbers.users(20s, 80s, 100, 100);
    change(run.record);
    return run.judged().recovery.predicted;
  };
  EXPECT_TRUE(predicted([](record&) {}));
  EXPECT_FALSE(predicted([](record& of) {
    of.file.policies[0].retry = {.kind = resilience::growth::fixed, .attempts = 2};
  })) << "retries";
  EXPECT_FALSE(predicted([](record& of) { of.file.policies[0].timeout.reset(); })) << "no timeout";
  EXPECT_FALSE(predicted([](record& of) {
    of.file.faults[0].what =
        surgeline::fault::stall{.towards = surgeline::fault::direction::to_client};
  })) << "the service works on";
  EXPECT_FALSE(predicted([](record& of) { of.file.faults[0].probability = share{0.5}; })) << "half";
  EXPECT_FALSE(predicted([](record& of) { of.file.faults[0].what = surgeline::fault::reset{}; }));
  EXPECT_FALSE(predicted([](record& of) { of.file.faults[0].target.proxy = {"another"}; }));
  EXPECT_FALSE(predicted([](record& of) {
    of.file.loads[0].rate = varying<rate>({{0s, rate{1}}, {80s, rate{2}}});
  })) << "a ramp";
  EXPECT_FALSE(predicted([](record& of) {
    of.file.loads.push_back({.id = "bots", .to = "shop", .rate = rate{1}});
  })) << "another load";
}

}  // namespace
}  // namespace surgeline::scenario
