#include "surgeline/report/curves.hpp"

#include <gtest/gtest.h>

#include "report/samples.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;

using measure::subject_kind;

TEST(Curves, StepByWholeTicksUnderTheLimit) {
  const auto made = curves_of(samples::outage({}).record, 1000);
  EXPECT_EQ(made.step, 2 * measure::tick);
  EXPECT_EQ(made.subjects.front().curves.front().values.size(), 580U);
}

TEST(Curves, AreOneTickAStepWhereThereIsRoom) {
  EXPECT_EQ(curves_of(samples::outage({}).record, 1200).step, measure::tick);
}

TEST(Curves, AreOfLoadsServicesAndProxies) {
  const auto made = curves_of(samples::outage({}).record, 100);
  EXPECT_NE(made.find(subject_kind::load, "users")->find("latency.p99"), nullptr);
  EXPECT_NE(made.find(subject_kind::service, "db")->find("queue"), nullptr);
  EXPECT_NE(made.find(subject_kind::proxy, "edge")->find("held"), nullptr);
  EXPECT_EQ(made.find(subject_kind::load, "db"), nullptr);
}

TEST(Curves, HaveTheMetricsValueOfEachStep) {
  const auto run = samples::outage({}).record;
  const auto made = curves_of(run, 290);
  const auto path = measure::metric_path::parse("load.users.goodput");
  EXPECT_EQ(
      made.find(subject_kind::load, "users")->find("goodput")->values[20],
      path->over(run.recording, time_point{20s}, time_point{21s})
  );
}

TEST(Curves, AreOfPoliciesThatWereRecorded) {
  auto run = samples::outage({}).record;
  EXPECT_EQ(curves_of(run, 100).find(subject_kind::policy, "callers"), nullptr);
  run.recording.add("policy.callers", {});
  EXPECT_NE(curves_of(run, 100).find(subject_kind::policy, "callers")->find("open_share"), nullptr);
}

TEST(Curves, AreEmptyWhereThereIsNothingToMeasure) {
  const auto made = curves_of(samples::outage({}).record, 290);
  EXPECT_FALSE(made.find(subject_kind::load, "users")->find("latency.p99")->values[45]);
}

TEST(Curves, OfARunThatEndedInAPartOfAStepEndThere) {
  auto run = samples::outage({}).record;
  run.course.end = time_point{10s};
  const auto made = curves_of(run, 3);  // 40 ticks, 14 a step
  EXPECT_EQ(made.subjects.front().curves.front().values.size(), 3U);
}

}  // namespace
}  // namespace surgeline::report
