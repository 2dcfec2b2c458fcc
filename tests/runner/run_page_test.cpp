#include "surgeline/runner/run_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scenario_maker.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using measure::instrument;
using testing::HasSubstr;
using testing::Not;

/// Half a second of a load of ten requests, of which six were in time, one was late and three timed out.
class RunPage : public testing::Test {
 protected:
  RunPage() {
    file_.policies.push_back({.id = "callers"});
    file_.policies[0].breaker.emplace();
    measure::series users;
    const auto put = [](measure::series& into, instrument what, double value) {
      into.numbers[what] = {value, 0};
    };
    put(users, instrument::offered, 10);
    put(users, instrument::dropped, 1);
    put(users, instrument::succeeded, 7);
    put(users, instrument::good, 6);
    put(users, instrument::timed_out, 3);
    measure::histogram latencies;
    latencies.record(3ms, 7);
    users.histograms[instrument::latency] = {latencies, {}};
    seen_.add("load.users", users);
    measure::series callers;
    callers.numbers[instrument::breakers] = {5, 5};
    callers.numbers[instrument::breakers_open] = {1, 2};
    callers.numbers[instrument::shut_out] = {3, 4};
    callers.numbers[instrument::opened] = {1, 1};
    seen_.add("policy.callers", callers);
    seen_.complete_until(time_point{500ms});
  }
  std::string text_during() {
    const scenario::conductor where(file_);
    page_.begin(file_, 7);
    const time_point now{500ms};
    scenario::run_story told = scenario::story_of(file_, where, seen_, now);
    told.run = scenario::run_identity{"01", "test", "89abcdef"};
    page_.see(now, told, seen_);
    return page_.text();
  }

  scenario::file file_ = scenario::proxied_scenario();
  measure::recording seen_;
  run_page page_{{"1.2.3", "abc"}};
};

TEST_F(RunPage, HasNoRunBeforeOneBegins) {
  const std::string text = page_.text();
  EXPECT_THAT(text, HasSubstr("surgeline_build_info{version=\"1.2.3\",revision=\"abc\""));
  EXPECT_THAT(text, HasSubstr("surgeline_experiment_state{state=\"idle\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("surgeline_run_info{")));
}

TEST_F(RunPage, SaysWhichRunItIs) {
  EXPECT_THAT(
      text_during(),
      HasSubstr("{run_id=\"01\",scenario=\"test\",seed=\"7\",engine=\"run\"")
  );
}

TEST_F(RunPage, CountsWhatALoadAsksForAndGets) {
  const std::string text = text_during();
  for (const char* line :
       {"surgeline_load_scheduled_total{load=\"users\"} 10\n",
        "surgeline_load_started_total{load=\"users\"} 9\n",
        "surgeline_load_dropped_total{load=\"users\"} 1\n",
        "surgeline_load_completed_total{load=\"users\",outcome=\"ok\",deadline=\"met\"} 6\n",
        "surgeline_load_completed_total{load=\"users\",outcome=\"ok\",deadline=\"missed\"} 1\n",
        "surgeline_load_completed_total{load=\"users\",outcome=\"timed_out\",deadline=\"none\"} "
        "3\n",
        "surgeline_load_latency_seconds_bucket{load=\"users\",le=\"0.0025\"} 0\n",
        "surgeline_load_latency_seconds_bucket{load=\"users\",le=\"0.005\"} 7\n",
        "surgeline_load_latency_seconds_sum{load=\"users\"} 0.021\n"})
    EXPECT_THAT(text, HasSubstr(line));
}

TEST_F(RunPage, SaysWhatALoadIsMeantToAskForByTheClockOnTheWall) {
  file_.head.speedup = 4;
  const std::string text = text_during();
  EXPECT_THAT(text, HasSubstr("surgeline_load_target_requests_per_second{load=\"users\"} 800\n"));
  EXPECT_THAT(text, HasSubstr("surgeline_load_clients{load=\"users\",policy=\"\"} 10\n"));
}

TEST_F(RunPage, SaysHowLongJobsWait) {
  const std::string text = text_during();
  EXPECT_THAT(text, HasSubstr("surgeline_service_queue_seconds_count{service=\"shop\"} 0\n"));
}

TEST_F(RunPage, ShowsHowManyBreakersAreOpenNow) {
  EXPECT_THAT(
      text_during(),
      HasSubstr("surgeline_policy_breakers{policy=\"callers\",state=\"open\"} 2\n")
  );
}

TEST_F(RunPage, CountsWhatBreakersRefuseAndHowTheyChange) {
  const std::string text = text_during();
  for (const char* line :
       {"surgeline_breaker_rejected_total{policy=\"callers\",cause=\"open\"} 7\n",
        "surgeline_breaker_transitions_total{policy=\"callers\",to=\"open\"} 2\n",
        "surgeline_breaker_transitions_total{policy=\"callers\",to=\"closed\"} 0\n"})
    EXPECT_THAT(text, HasSubstr(line));
  EXPECT_THAT(text, Not(HasSubstr("cause=\"concurrency\""))) << "there is no bulkhead";
}

TEST_F(RunPage, TellsThePhase) {
  const std::string phase = file_.phases.front().id;
  EXPECT_THAT(text_during(), HasSubstr("surgeline_phase_active{phase=\"" + phase + "\"} 1\n"));
}

TEST_F(RunPage, TellsHowLongThePhaseIsByTheClockOnTheWall) {
  file_.head.speedup = 4;
  file_.phases.front().length = 10s;
  EXPECT_THAT(
      text_during(),
      HasSubstr(
          "surgeline_phase_planned_duration_seconds{phase=\"" + file_.phases.front().id +
          "\"} 2.5\n"
      )
  );
}

TEST_F(RunPage, KeepsTheVerdictWhenTheRunIsOver) {
  text_during();
  scenario::run_story last{.state = scenario::run_state::done};
  last.verdict = scenario::verdict_kind::fail;
  page_.see(time_point{500ms}, last, seen_);
  EXPECT_THAT(page_.text(), HasSubstr("surgeline_experiment_verdict{verdict=\"fail\"} 1\n"));
}

}  // namespace
}  // namespace surgeline::runner
