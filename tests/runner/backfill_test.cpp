#include "surgeline/runner/backfill.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scenario_maker.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using measure::instrument;
using testing::HasSubstr;
using testing::Not;

const std::chrono::system_clock::time_point noon{12h};

/// Four seconds, of which the second half is in a fault; two requests a tick, one of them good, each of 3 ms.
scenario::record four_seconds() {
  scenario::record made;
  made.file = scenario::proxied_scenario();
  made.file.phases = {
      {.id = "before", .length = 2s, .role = scenario::phase_role::baseline},
      {.id = "outage", .length = 2s}
  };
  made.file.faults = {{.id = "silent", .what = fault::stall{}}};
  made.engine = scenario::engine::run;
  made.seed = 7;
  const auto at = [](int second) { return time_point{std::chrono::seconds{second}}; };
  made.course.stages = {{0, {at(0), at(2)}}, {1, {at(2), at(4)}}};
  made.course.activations = {{0, {at(2), at(4)}}};
  made.course.end = at(4);
  measure::histogram latencies;
  latencies.record(3ms, 2);
  measure::series users;
  users.numbers[instrument::offered] = std::vector<double>(16, 2);
  users.numbers[instrument::succeeded] = users.numbers[instrument::good] =
      std::vector<double>(16, 1);
  users.histograms[instrument::latency] = std::vector(16, latencies);
  made.recording.add("load.users", users);
  made.recording.complete_until(at(4));
  return made;
}

std::string text_of(const scenario::record& of) {
  metrics::history all;
  scenario::judgement judged;
  judged.verdict.kind = scenario::verdict_kind::fail;
  add_run(all, of, judged, noon, {"1.2.3", "abc"});
  return all.text();
}

/// A line of load `users`, at a second before noon.
std::string line(const std::string& name, const std::string& more, int value, const char* when) {
  return name + "{job=\"surgeline\",instance=\"test/seed-7\"" + more + "} " +
         std::to_string(value) + " " + when + "\n";
}

TEST(Backfill, SaysWhatALoadWasMeantToAskForWhileItWasNotOver) {
  scenario::record ran = four_seconds();
  ran.course.relief = scenario::span{time_point{3s}, time_point{4s}};
  ran.course.relief_factor = 0.5;
  const std::string text = text_of(ran), users = ",load=\"users\"";
  const char* const name = "surgeline_load_target_requests_per_second";
  EXPECT_THAT(text, HasSubstr(line(name, users, 200, "43198.000")));
  EXPECT_THAT(text, HasSubstr(line(name, users, 100, "43199.000")));
  EXPECT_THAT(text, Not(HasSubstr(line(name, users, 200, "43200.000"))));
}

TEST(Backfill, CountsFromTheBeginningToEachSecond) {
  const std::string text = text_of(four_seconds()), users = ",load=\"users\"";
  const std::string name = "surgeline_load_scheduled_total";
  EXPECT_THAT(
      text,
      HasSubstr(
          line(name, users, 0, "43196.000") + line(name, users, 8, "43197.000") +
          line(name, users, 16, "43198.000") + line(name, users, 24, "43199.000") +
          line(name, users, 32, "43200.000")
      )
  );
}

TEST(Backfill, AddsHistogramsUp) {
  EXPECT_THAT(
      text_of(four_seconds()),
      HasSubstr(line(
          "surgeline_load_latency_seconds_bucket",
          ",load=\"users\",le=\"0.005\"",
          32,
          "43200.000"
      ))
  );
}

TEST(Backfill, ShowsWhichFaultsWereInForce) {
  const std::string text = text_of(four_seconds());
  const std::string name = "surgeline_fault_active",
                    of = ",fault=\"silent\",kind=\"stall\",proxy=\"front\",owner=\"lease\"";
  EXPECT_THAT(text, HasSubstr(line(name, of, 0, "43197.000") + line(name, of, 1, "43198.000")));
  EXPECT_THAT(text, HasSubstr(line(name, of, 0, "43200.000")));
}

TEST(Backfill, TellsTheStory) {
  const std::string text = text_of(four_seconds());
  EXPECT_THAT(
      text,
      HasSubstr(line("surgeline_experiment_state", ",state=\"baseline\"", 1, "43196.000"))
  );
  EXPECT_THAT(text, HasSubstr(line("surgeline_phase_active", ",phase=\"outage\"", 1, "43198.000")));
  EXPECT_THAT(
      text,
      HasSubstr(line("surgeline_experiment_verdict", ",verdict=\"fail\"", 1, "43200.000"))
  );
  EXPECT_THAT(text, HasSubstr("scenario=\"test\",seed=\"7\",engine=\"run\""));
}

TEST(Backfill, NamesTheVariantInItsInstance) {
  scenario::record of = four_seconds();
  of.variant = "careful";
  EXPECT_THAT(text_of(of), HasSubstr("instance=\"test/careful/seed-7\""));
}

TEST(Backfill, TellsASimulationFromALiveRun) {
  scenario::record of = four_seconds();
  of.engine = scenario::engine::sim;
  of.variant = "careful";
  EXPECT_THAT(text_of(of), HasSubstr("instance=\"test/careful/sim/seed-7\""));
  EXPECT_THAT(text_of(of), HasSubstr("engine=\"sim\""));
}

TEST(Backfill, LooksRarelierAtALongRun) {
  scenario::record of = four_seconds();
  of.course.stages.back().when.to = of.course.end = time_point{1h};
  const std::string text = text_of(of);
  EXPECT_THAT(text, HasSubstr(" 39605.000\n"));
  EXPECT_THAT(text, Not(HasSubstr(" 39601.000\n")));
}

}  // namespace
}  // namespace surgeline::runner
