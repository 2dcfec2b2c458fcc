#include "surgeline/report/margin_finding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "report/margin_samples.hpp"
#include "report/samples.hpp"
#include "surgeline/report/html.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using samples::margin;
using scenario::margin_outcome;
using testing::HasSubstr;

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& each : lines) all += each + "\n";
  return all;
}

margin_finding with_outcome(margin_outcome how, double at) {
  margin_finding made = margin();
  made.found.outcome = how;
  made.found.at = at;
  return made;
}

TEST(MarginFinding, SaysTheMarginWithItsInterval) {
  EXPECT_EQ(headline(margin()), "surge margin of phase.outage.duration: 905ms [880ms, 930ms]");
}

TEST(MarginFinding, SaysThatAnEndAnswersTheQuestion) {
  EXPECT_EQ(
      headline(with_outcome(margin_outcome::tips_at_low, 0.1)),
      "no surge margin: phase.outage.duration = 100ms, the low end, tips already"
  );
  EXPECT_EQ(
      headline(with_outcome(margin_outcome::holds_at_high, 20)),
      "surge margin of phase.outage.duration: above 20s, the high end, which does not tip"
  );
  EXPECT_EQ(
      headline(with_outcome(margin_outcome::says_nothing, 0.1)),
      "no answer: with phase.outage.duration = 100ms every run is inconclusive"
  );
  EXPECT_THAT(headline(with_outcome(margin_outcome::searching, 0)), HasSubstr("not found yet"));
}

TEST(MarginFinding, CountsEveryRun) { EXPECT_EQ(margin().runs(), 21U); }

TEST(MarginFinding, IsDrawnWithTheMarginBetweenThePoints) {
  const std::vector<std::string> lines = margin_lines(margin(), 100, false);
  const auto line_of = [&](std::string_view text) {
    return std::ranges::find_if(lines, [&](const std::string& each) {
      return each.find(text) != std::string::npos;
    });
  };
  ASSERT_NE(line_of("half of the runs tip"), lines.end());
  EXPECT_LT(line_of("2 of 5"), line_of("half of the runs tip"));
  EXPECT_LT(line_of("half of the runs tip"), line_of("5 of 5"));
}

TEST(MarginFinding, ShowsRunsThatSaidNothing) {
  EXPECT_THAT(joined(margin_lines(margin(), 120, false)), HasSubstr("1 inconclusive"));
}

TEST(MarginFinding, SaysWhyARunSaidNothing) {
  margin_finding made = with_outcome(margin_outcome::says_nothing, 0.2);
  made.silent_as = "inconclusive, `shop` was not ready: cannot find module got";
  EXPECT_THAT(
      joined(margin_lines(made, 120, false)),
      HasSubstr(
          " a run that says nothing was inconclusive, `shop` was not ready: cannot find module got"
      )
  );
}

TEST(MarginFinding, SaysThatAnIntervalIsWiderThanAskedFor) {
  margin_finding wide = margin();
  wide.found.is_sharp = false;
  EXPECT_THAT(joined(margin_lines(wide, 120, false)), HasSubstr("set a higher `repeat`"));
  EXPECT_THAT(joined(margin_lines(margin(), 120, false)), testing::Not(HasSubstr("repeat")));
}

TEST(MarginFinding, FitsItsTerminal) {
  for (const std::size_t width : {40U, 60U, 100U, 200U}) {
    for (const std::string& line : margin_lines(margin(), width, false))
      EXPECT_LE(columns_of(line), width) << line;
  }
}

TEST(MarginFinding, HasALineForAPipe) {
  EXPECT_EQ(
      point_line(margin(), margin().found.trials[1]),
      "900ms: 2 of 5 tip, P [11.8, 76.9]%, 1 say nothing"
  );
}

TEST(MarginFinding, IsATableInMarkdown) {
  const std::string page = margin_markdown({margin()}, "an-outage");
  EXPECT_THAT(page, testing::StartsWith("# an-outage\n"));
  EXPECT_THAT(page, HasSubstr("**surge margin of phase.outage.duration: 905ms [880ms, 930ms]**"));
  EXPECT_THAT(page, HasSubstr("| 900ms | 2 | 5 | [11.8, 76.9]% |"));
}

TEST(MarginFinding, StandsOnThePageAboveItsRuns) {
  const std::string page = html_report(samples::family(), {}, {margin()});
  EXPECT_THAT(page, HasSubstr("phase.outage.duration: 905ms [880ms, 930ms]"));
  EXPECT_THAT(page, HasSubstr("<title>900ms: 2 of 5 tip, P [11.8, 76.9]%, 1 say nothing</title>"));
  EXPECT_LT(page.find("class=\"margin\""), page.find("class=\"cards"));
}

}  // namespace
}  // namespace surgeline::report
