#include "surgeline/report/phase_numbers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/samples.hpp"
#include "surgeline/measure/metric.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PhaseNumbers, AreOfEachPhaseThatWasReached) {
  const auto rows = numbers_by_phase(samples::outage({}));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[2].phase, "outage");
  EXPECT_EQ(rows[2].when, (scenario::span{time_point{40s}, time_point{50s}}));
}

TEST(PhaseNumbers, NameTheFaultsOfAPhase) {
  const auto rows = numbers_by_phase(samples::outage({}));
  EXPECT_THAT(rows[2].faults, ElementsAre("switch-outage"));
  EXPECT_THAT(rows[3].faults, IsEmpty());  // it ended where this one begins
}

TEST(PhaseNumbers, AreThoseOfItsMetrics) {
  const execution run = samples::outage({});
  const auto row = numbers_by_phase(run)[1];
  const auto goodput = measure::metric_path::parse("load.users.goodput");
  EXPECT_EQ(row.goodput, goodput->over(run.record.recording, row.when.from, row.when.to));
  EXPECT_DOUBLE_EQ(*row.kept, *row.goodput / *row.offered);
  EXPECT_LE(*row.p50, *row.p99);
}

TEST(PhaseNumbers, HaveNoPercentilesWhereNothingWasAnswered) {
  EXPECT_FALSE(numbers_by_phase(samples::outage({}))[2].p50);
}

TEST(PhaseNumbers, EndWithARunThatWasAborted) {
  execution cut = samples::outage({});
  cut.record.course.end = time_point{20s};
  cut.record.course.stages.resize(2);
  EXPECT_EQ(numbers_by_phase(cut).back().when.to, time_point{20s});
}

TEST(PhaseNumbers, AreForgottenWithTheRecording) {
  execution kept = samples::outage({});
  condense(kept);
  EXPECT_THAT(numbers_by_phase(kept), IsEmpty());
}

}  // namespace
}  // namespace surgeline::report
