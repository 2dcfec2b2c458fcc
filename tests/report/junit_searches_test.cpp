#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/margin_samples.hpp"
#include "report/sweep_samples.hpp"
#include "report/xml_reader.hpp"
#include "surgeline/report/junit.hpp"

/// What CI servers are told of margins and sweeps.
namespace surgeline::report {
namespace {

using scenario::margin_outcome;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::chrono::system_clock::time_point morning{std::chrono::hours{8}};
constexpr const char* schema_of_junit = SURGELINE_SOURCE_DIR "/tests/report/junit.xsd";

/// The same margin of two variants.
std::vector<margin_finding> two_margins() {
  std::vector<margin_finding> all(2, samples::margin());
  all[0].variant = "naive";
  all[1].variant = "careful";
  return all;
}

xml_reader margins_read(const std::vector<margin_finding>& all) {
  return xml_reader(junit_of_margins(all, "outage", morning));
}

xml_reader sweep_read(const sweep_result& of) { return xml_reader(junit_of_sweep(of, morning)); }

TEST(JunitSearches, HaveTheShapeThatReadersAgreeOn) {
  EXPECT_EQ(margins_read(two_margins()).wrong_by(schema_of_junit), "");
  EXPECT_EQ(margins_read({}).wrong_by(schema_of_junit), "");
  EXPECT_EQ(sweep_read(samples::sweep()).wrong_by(schema_of_junit), "");
}

TEST(JunitSearches, HaveTheShapeWhereAFileNamesNothingOrAValueTwice) {
  sweep_result odd = samples::sweep();
  odd.id = "";
  odd.asked.vary[1].values = std::vector<config::value>{1, 1, 1};
  odd.points = scenario::grid_of(odd.asked);
  EXPECT_EQ(sweep_read(odd).wrong_by(schema_of_junit), "");
}

TEST(JunitSearches, HaveACaseForTheMarginOfEachVariant) {
  const xml_reader seen = margins_read(two_margins());
  EXPECT_THAT(seen.all("//testsuite/@name"), ElementsAre("outage.margin.sim"));
  EXPECT_THAT(
      seen.all("//testcase/@name"),
      ElementsAre(
          "naive: surge margin of phase.outage.duration",
          "careful: surge margin of phase.outage.duration"
      )
  );
  EXPECT_THAT(seen.all("//failure | //error | //skipped"), IsEmpty());
  EXPECT_THAT(seen.one("//system-out"), HasSubstr("905ms [880ms, 930ms]"));
}

TEST(JunitSearches, AreGreenWhereAnEndOfTheRangeIsTheAnswer) {
  auto all = two_margins();
  all[0].found.outcome = margin_outcome::tips_at_low;
  all[1].found.outcome = margin_outcome::holds_at_high;
  EXPECT_THAT(margins_read(all).all("//failure | //error"), IsEmpty());
}

TEST(JunitSearches, CallAnErrorAMarginWithoutAnAnswer) {
  auto all = two_margins();
  all[0].found.outcome = margin_outcome::says_nothing;
  all[1].found.outcome = margin_outcome::searching;
  EXPECT_THAT(margins_read(all).all("//error/@type"), ElementsAre("inconclusive", "unfinished"));
}

TEST(JunitSearches, HaveACaseForEachPointOfASweep) {
  sweep_result with = samples::sweep();
  with.asked.goal.reset();
  const xml_reader seen = sweep_read(with);
  EXPECT_THAT(seen.all("//testsuite/@name"), ElementsAre("size.sweep.sim"));
  EXPECT_EQ(seen.one("//testcase[2]/@name"), "load.users.policy=naive, service.db.replicas=2");
  EXPECT_THAT(seen.one("//system-out"), HasSubstr("pass 1, metastable 1; P(metastable) 50.0%"));
  EXPECT_THAT(seen.all("//failure | //error"), IsEmpty());
}

TEST(JunitSearches, FailThePointsThatMissTheGoal) {
  sweep_result with = samples::sweep();
  with.rows[4].met = 0;
  const xml_reader seen = sweep_read(with);
  EXPECT_EQ(seen.one("//testsuite/@failures"), "1");
  EXPECT_THAT(seen.one("//testcase[5]/failure/@message"), HasSubstr("0 of 2 seeds meet the goal"));
}

TEST(JunitSearches, CallAnErrorAPointThatSaysNothing) {
  sweep_result with = samples::sweep();
  with.rows[0].verdicts = {{scenario::verdict_kind::inconclusive, 2}};
  EXPECT_EQ(sweep_read(with).one("//testcase[1]/error/@type"), "inconclusive");
}

TEST(JunitSearches, CallAnErrorWhatWasNotCarriedOut) {
  sweep_result cut = samples::sweep();
  cut.rows.pop_back();
  cut.runs_missing = 2;
  const xml_reader seen = sweep_read(cut);
  EXPECT_EQ(seen.one("//testcase[6]/error/@message"), "it was not carried out");
  EXPECT_EQ(
      seen.one("//testcase[@name='every run was carried out']/error"),
      "stopped: 2 runs are missing"
  );
}

TEST(JunitSearches, HaveASuiteForThePointsOnSocketsToo) {
  sweep_result with = samples::sweep();
  with.rows.push_back(with.rows[0]);
  with.rows.back().engine = scenario::engine::run;
  const xml_reader seen = sweep_read(with);
  EXPECT_THAT(seen.all("//testsuite/@name"), ElementsAre("size.sweep.sim", "size.sweep.run"));
  EXPECT_THAT(seen.all("//testsuite/@tests"), ElementsAre("6", "1"));
}

TEST(JunitSearches, SayWhereTheGoalHolds) {
  sweep_result with = samples::sweep();
  with.rows.clear();
  with.borders[0] = {.finding = samples::margin()};
  with.borders[1] = {.finding = samples::margin()};
  with.borders[1].finding.found.outcome = margin_outcome::tips_at_low;
  const xml_reader seen = sweep_read(with);
  EXPECT_THAT(seen.one("//system-out"), HasSubstr("up to 905ms [880ms, 930ms]"));
  EXPECT_THAT(seen.one("//failure"), HasSubstr("nowhere"));
}

}  // namespace
}  // namespace surgeline::report
