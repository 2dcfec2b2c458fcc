#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"
#include "scraping.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

scenario::run_story recovering() {
  scenario::run_story told{.state = scenario::run_state::recovering};
  told.phase = "after";
  told.phase_length = 20s;
  told.checks = {{"errors", false, 0.25}};
  told.recovery = scenario::told_recovery{"users", {}};
  return told;
}

TEST(RunSeries, HaveNoRunThatNobodyTellsOf) {
  const house served;
  EXPECT_THAT(
      scrape(served),
      AllOf(
          HasSubstr("surgeline_experiment_state{state=\"idle\"} 1\n"),
          HasSubstr("surgeline_experiment_verdict{verdict=\"none\"} 1\n"),
          Not(HasSubstr("surgeline_phase_active"))
      )
  );
}

TEST(RunSeries, ShowWhatARunTellsWithItsRenewals) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1min);
  ASSERT_TRUE(served.one->renew(lease, recovering()));
  EXPECT_THAT(
      scrape(served),
      AllOf(
          HasSubstr("surgeline_experiment_state{state=\"idle\"} 0\n"),
          HasSubstr("surgeline_experiment_state{state=\"recovering\"} 1\n"),
          HasSubstr("surgeline_phase_active{phase=\"after\"} 1\n"),
          HasSubstr("surgeline_phase_start_timestamp_seconds{phase=\"after\"} 1"),
          HasSubstr("surgeline_phase_planned_duration_seconds{phase=\"after\"} 20\n"),
          HasSubstr("surgeline_check_ok{check=\"errors\"} 0\n"),
          HasSubstr("surgeline_check_value{check=\"errors\"} 0.25\n")
      )
  );
  EXPECT_THAT(scrape(served), testing::ContainsRegex("recovery_seconds.load=\"users\". [Nn]a[Nn]"));
}

TEST(RunSeries, CountWhatSteadyStatesWereToldToBe) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1min);
  ASSERT_TRUE(served.one->renew(lease, recovering()));
  ASSERT_TRUE(served.one->renew(lease, recovering()));
  const std::string all = scrape(served);
  EXPECT_THAT(
      all,
      HasSubstr("surgeline_check_evaluations_total{check=\"errors\",result=\"ok\"} 0\n")
  );
  EXPECT_THAT(
      all,
      HasSubstr("surgeline_check_evaluations_total{check=\"errors\",result=\"violated\"} 2\n")
  );
}

TEST(RunSeries, KeepTheVerdictAfterTheLease) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1s);
  scenario::run_story last = recovering();
  last.state = scenario::run_state::done;
  last.verdict = scenario::verdict_kind::metastable;
  last.aborted = "too-slow";
  ASSERT_TRUE(served.one->renew(lease, last));
  EXPECT_TRUE(served.one->end(lease, [] {}));
  EXPECT_THAT(scrape(served), HasSubstr("surgeline_experiment_state{state=\"done\"} 1\n"));
  served.work_until([&] { return served.one->board().story(served.one->now()) == nullptr; });
  EXPECT_THAT(
      scrape(served),
      AllOf(
          HasSubstr("surgeline_experiment_state{state=\"idle\"} 1\n"),
          HasSubstr("surgeline_experiment_verdict{verdict=\"metastable\"} 1\n"),
          HasSubstr("surgeline_aborts_total{reason=\"too-slow\"} 1\n"),
          Not(HasSubstr("surgeline_phase_active"))
      )
  );
}

}  // namespace
}  // namespace surgeline::sidecar
