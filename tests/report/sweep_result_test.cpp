#include "surgeline/report/sweep_result.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/margin_samples.hpp"
#include "report/samples.hpp"
#include "report/sweep_samples.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using samples::sweep;
using samples::swept;
using scenario::verdict_kind;
using testing::HasSubstr;

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& each : lines) all += each + "\n";
  return all;
}

TEST(SweepResult, TakesTheSeedsOfAPointTogether) {
  const auto rows = rows_of(std::vector{
      swept(1, 2, verdict_kind::fail, 30),
      swept(0, 1, verdict_kind::pass, 10),
      swept(1, 1, verdict_kind::pass, 20)
  });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].seeds, 2U);
  EXPECT_EQ(rows[1].value("p_pass"), 0.5);
  EXPECT_EQ(rows[1].value("recovery_seconds"), 25);
  EXPECT_EQ(rows[1].range("p_pass"), wilson(1, 2));
  EXPECT_EQ(rows[1].met, 0U);
  EXPECT_EQ(rows[0].met, 1U);
}

TEST(SweepResult, KeepsLiveRunsBesideTheSimulatedOnes) {
  sweep_sample live = swept(0, 1, verdict_kind::pass, 11);
  live.engine = scenario::engine::run;
  const auto rows = rows_of(std::vector{live, swept(0, 1, verdict_kind::pass, 10)});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].engine, scenario::engine::sim);
  EXPECT_EQ(rows[1].engine, scenario::engine::run);
}

TEST(SweepResult, HasTheNumbersOfAJudgedRun) {
  const sweep_sample made = sample_of(samples::outage({}), 7);
  EXPECT_EQ(made.point, 7U);
  EXPECT_TRUE(made.numbers.contains("recovery_seconds"));
  EXPECT_FALSE(made.meets_goal);
}

TEST(SweepResult, MeasuresWhatItsFileAsksFor) {
  execution run = samples::outage({});
  run.record.file.sweep.emplace();
  run.record.file.sweep->measure = {"load.users.offered"};
  run.record.file.sweep->goal = scenario::goal{
      .metric = "load.users.goodput",
      .limits =
          {.at_least = scenario::amount{.value = 2, .text = "2"}, .of = scenario::reference::offered
          }
  };
  const sweep_sample made = sample_of(run, 0);
  EXPECT_TRUE(made.numbers.contains("load.users.offered"));
  EXPECT_EQ(made.meets_goal, false);  // twice of what was asked for
}

TEST(SweepResult, IsATableAndAMap) {
  const std::string shown = joined(sweep_lines(sweep(), 140, false));
  EXPECT_THAT(shown, HasSubstr("P(metastable)"));
  EXPECT_THAT(shown, HasSubstr("policy down, replicas across"));
  EXPECT_THAT(shown, HasSubstr("50.0%"));
  EXPECT_THAT(shown, HasSubstr("1 of 2"));
}

TEST(SweepResult, FitsItsTerminal) {
  for (const std::size_t width : {40U, 80U, 200U}) {
    for (const std::string& line : sweep_lines(sweep(), width, false))
      EXPECT_LE(columns_of(line), width) << line;
  }
}

TEST(SweepResult, SaysHowManyRunsAreMissing) {
  sweep_result cut = sweep();
  cut.runs_missing = 3;
  EXPECT_THAT(joined(sweep_lines(cut, 100, false)), HasSubstr("stopped: 3 runs are missing"));
  EXPECT_THAT(sweep_json(cut, {}), HasSubstr("\"complete\": false"));
}

TEST(SweepResult, IsALineARowForSpreadsheets) {
  const std::string csv = sweep_csv(sweep());
  EXPECT_THAT(
      csv,
      testing::StartsWith("load.users.policy,service.db.replicas,engine,seeds,p_pass,")
  );
  EXPECT_THAT(csv, HasSubstr("naive,1,sim,2,0.5,"));
  EXPECT_EQ(std::ranges::count(csv, '\n'), 7);
}

TEST(SweepResult, QuotesWhatASpreadsheetWouldTakeApart) {
  sweep_result odd = sweep();
  odd.points[0].text[0] = "a,\"b\"";
  EXPECT_THAT(sweep_csv(odd), HasSubstr("\"a,\"\"b\"\"\",1,sim"));
}

TEST(SweepResult, IsJsonWithEveryNumber) {
  const boost::json::value read = boost::json::parse(sweep_json(sweep(), {.version = "1"}));
  EXPECT_EQ(read.at_pointer("/rows/0/set/load.users.policy"), "naive");
  EXPECT_EQ(read.at_pointer("/rows/0/p_metastable/share"), 0.5);
  EXPECT_EQ(read.at_pointer("/rows/0/numbers/recovery_seconds/median"), 20);
  EXPECT_EQ(read.at_pointer("/rows/0/goal/met"), 1);
}

TEST(SweepResult, ShowsTheMarginsOfItsPoints) {
  sweep_result with = sweep();
  with.asked.measure = {"margin"};
  for (std::size_t i = 0; i < with.points.size(); ++i) with.margins[i] = samples::margin();
  with.margins[5].found.outcome = scenario::margin_outcome::holds_at_high;
  with.margins[5].found.at = 20;
  const std::string shown = joined(sweep_lines(with, 140, false));
  EXPECT_THAT(shown, HasSubstr("905ms"));
  EXPECT_THAT(shown, HasSubstr("> 20s"));
  EXPECT_THAT(sweep_csv(with), HasSubstr(",margin,margin_low,margin_high"));
}

TEST(SweepResult, SaysWhereAGoalHolds) {
  sweep_border border{.finding = samples::margin()};
  EXPECT_EQ(border.text(), "up to 905ms [880ms, 930ms]");
  border.begins = true;
  EXPECT_EQ(border.text(), "from 905ms [880ms, 930ms]");
  border.finding.found.outcome = scenario::margin_outcome::holds_at_high;
  EXPECT_EQ(border.text(), "nowhere");
  border.begins = false;
  EXPECT_EQ(border.text(), "everywhere");
}

TEST(SweepResult, IsAPageWithACurveOverNumbersAndAMap) {
  const std::string page = sweep_html(sweep(), {.version = "1.2.3"});
  EXPECT_THAT(page, HasSubstr("class=\"sweep\""));
  EXPECT_THAT(page, HasSubstr("class=\"heat\""));
  EXPECT_THAT(page, HasSubstr("<title>naive 1: 50.0% (sim)</title>"));
}

TEST(SweepResult, ShadesWhatIsInItsMaps) {
  const std::string page = sweep_html(sweep(), {});
  EXPECT_THAT(
      page,
      HasSubstr("<td class=\"number shade-3\">50.0%</td>")
  );  // of seeds: in the middle
  EXPECT_THAT(page, HasSubstr("<td class=\"number shade-1\">0.0%</td>"));
}

TEST(SweepResult, MapsTheCommonestVerdict) {
  EXPECT_THAT(sweep_html(sweep(), {}), HasSubstr("<td class=\"verdict pass\">pass"));
}

TEST(SweepResult, SaysHowToRepeatItOnItsPage) {
  EXPECT_THAT(
      sweep_html(sweep(), {.file = "size.toml"}),
      HasSubstr("<code>surgeline sweep size.toml</code>")
  );
}

TEST(SweepResult, HasNoCurveOverWords) {
  sweep_result words = sweep();
  std::swap(words.asked.vary[0], words.asked.vary[1]);
  words.points = scenario::grid_of(words.asked);
  EXPECT_THAT(sweep_html(words, {}), testing::Not(HasSubstr("class=\"sweep\"")));
}

}  // namespace
}  // namespace surgeline::report
