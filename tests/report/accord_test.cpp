#include "surgeline/report/accord.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/samples.hpp"
#include "surgeline/report/html.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::report {
namespace {

using enum accordance;
using testing::Contains;
using testing::HasSubstr;

/// Executions of both engines with this amplification each, whose file has this margin for it.
executions engines(
    const std::vector<double>& run,
    const std::vector<double>& sim,
    scenario::agreement margin,
    std::optional<share> confidence = {}
) {
  executions all;
  const auto add = [&](const std::vector<double>& values, scenario::engine on) {
    for (const double value : values) {
      execution one = samples::outage({.engine = on, .seed = all.size() + 1});
      one.kept = figures{.load = "users", .amplification = value};
      one.record.variant = "";
      margin.metric = "amplification";
      one.record.file.accept = {.confidence = confidence, .agree = {margin}};
      all.push_back(one);
    }
  };
  add(run, scenario::engine::run);
  add(sim, scenario::engine::sim);
  return all;
}

scenario::agreement within(double absolute) {
  return {.absolute = scenario::amount{.value = absolute, .text = ""}};
}

// Means 1.5 and 1.6, deviations 0.1 of 3 each: a standard error of 0.0816, 4 degrees of freedom, t 2.776: [−0.127, 0.327].
const std::vector<double> run{1.4, 1.5, 1.6}, sim{1.5, 1.6, 1.7};

TEST(Accord, IsAnAgreementWhereTheIntervalLiesWithinTheMargin) {
  const auto made = accords(engines(run, sim, within(0.35)));
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].how, agree);
  EXPECT_NEAR(made[0].difference, 0.1, 1e-9);
  EXPECT_NEAR(made[0].within->low, -0.1267, 1e-3);
  EXPECT_NEAR(made[0].within->high, 0.3267, 1e-3);
}

TEST(Accord, IsNoneWhereTheIntervalLeavesTheMargin) {
  EXPECT_EQ(accords(engines(run, sim, within(0.3)))[0].how, differ);
}

TEST(Accord, HasANarrowerIntervalWithLessConfidence) {
  EXPECT_EQ(accords(engines(run, sim, within(0.3), share{0.9}))[0].how, agree);
}

TEST(Accord, TakesTheWiderOfTwoMargins) {
  scenario::agreement both = within(0.1);
  both.relative = share{0.3};
  const auto made = accords(engines(run, sim, both));
  EXPECT_NEAR(made[0].margin, 0.45, 1e-9);
  EXPECT_EQ(made[0].how, agree);
}

TEST(Accord, ComparesNumbersThatDoNotVary) {
  EXPECT_EQ(accords(engines({2, 2}, {2, 2}, within(0.01)))[0].how, agree);
  EXPECT_EQ(accords(engines({2, 2}, {2.1, 2.1}, within(0.01)))[0].how, differ);
}

TEST(Accord, IsUnknownWithFewerThanTwoSeeds) {
  const auto made = accords(engines({2}, {2, 2}, within(1)));
  EXPECT_EQ(made[0].how, unknown);
  EXPECT_EQ(
      text_of(made[0]),
      "whether the engines agree on amplification is not known: 1 and 2 seeds have it, two of each "
      "are needed"
  );
}

TEST(Accord, IsAskedForOnlyWhereBothEnginesRan) {
  EXPECT_TRUE(accords(engines(run, {}, within(1))).empty());
}

TEST(Accord, SaysADisagreementInOneLine) {
  EXPECT_EQ(
      text_of(accords(engines(run, sim, within(0.3)))[0]),
      "the engines differ in amplification: run 1.50, sim 1.60, difference 0.10 [-0.13, 0.33], "
      "margin ±0.30"
  );
}

TEST(Accord, IsATableUnderTheResults) {
  std::string all;
  for (const std::string& line : closing_table(engines(run, sim, within(0.3)), 140, false))
    all += line + "\n";
  EXPECT_THAT(all, HasSubstr("[-0.13, 0.33]"));
  EXPECT_THAT(all, HasSubstr("±0.30"));
  EXPECT_THAT(all, HasSubstr("✘ no"));
}

TEST(Accord, StandsBesideWhatItShouldBeBySomebodyElse) {
  scenario::agreement margin = within(0.3);
  margin.reference = "1.55 (Scott)";
  EXPECT_THAT(
      closing_table(engines(run, sim, margin), 140, false),
      Contains(HasSubstr("1.55 (Scott)"))
  );
  EXPECT_THAT(html_report(engines(run, sim, margin), {}), HasSubstr("1.55 (Scott)"));
}

TEST(Accord, HasNoColumnForReferencesThatNobodyGives) {
  EXPECT_THAT(
      closing_table(engines(run, sim, within(0.3)), 140, false),
      testing::Not(Contains(HasSubstr("reference")))
  );
}

TEST(Accord, StandsOnThePage) {
  EXPECT_THAT(
      html_report(engines(run, sim, within(0.35)), {}),
      HasSubstr("Whether the engines agree")
  );
}

}  // namespace
}  // namespace surgeline::report
