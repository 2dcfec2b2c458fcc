#include "surgeline/report/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "report/samples.hpp"

namespace surgeline::report {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::size_t times(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

std::string page_of(const executions& all) {
  return html_report(all, {.file = "outage.toml", .version = "1.2.3"});
}

/// The tags that do not match, in order; empty for a page that is well formed.
std::vector<std::string> mismatches(const std::string& page) {
  std::vector<std::string> open, wrong;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    std::string tag = page.substr(at + 1, end - at - 1);
    if (tag.starts_with('!') || tag.starts_with("meta") || tag.ends_with('/')) continue;
    const bool closes = tag.starts_with('/');
    tag = tag.substr(closes ? 1 : 0, tag.find(' '));
    if (!closes)
      open.push_back(tag);
    else if (open.empty() || open.back() != tag)
      wrong.push_back(tag);
    else
      open.pop_back();
  }
  wrong.insert(wrong.end(), open.begin(), open.end());
  return wrong;
}

/// A sample in which everything that comes from a file or an engine tries to break out.
executions hostile() {
  executions all{samples::outage({.retries = true})};
  const std::string evil = "\"><script>alert('x')</script>&amp;";
  scenario::record& run = all[0].record;
  run.variant = evil;
  auto& head = run.file.head;
  head.id = head.title = head.owner = head.hypothesis = evil;
  head.tags = {evil};
  head.links = {{evil, "javascript:alert(1)"}, {"web", "https://example.org/?a=\"><script>"}};
  run.file.phases[3].id = run.file.faults[0].id = evil;
  for (auto& reason : all[0].judgement.verdict.reasons) reason.text = evil;
  all[0].judgement.checks.push_back({.id = evil, .phase = evil, .text = evil});
  all[0].judgement.attestations[0].fault = all[0].judgement.attestations[0].text = evil;
  return all;
}

TEST(Html, IsWellFormed) {
  EXPECT_THAT(mismatches(page_of(samples::family())), IsEmpty());
  EXPECT_THAT(mismatches(page_of({samples::outage({})})), IsEmpty());
  EXPECT_THAT(mismatches(page_of({})), IsEmpty());
}

TEST(Html, EscapesWhatComesFromElsewhere) {
  const std::string page = page_of(hostile());
  EXPECT_THAT(mismatches(page), IsEmpty());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("href=\"javascript")));
  EXPECT_THAT(
      page,
      HasSubstr("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;")
  );
}

TEST(Html, NeedsNoScriptsAndNoNetwork) {
  const std::string page = page_of(samples::family());
  for (const auto* what : {"<script", "<link", "<img", "<iframe", "@import", "url(", "src="}) {
    EXPECT_THAT(page, Not(HasSubstr(what)));
  }
}

TEST(Html, HasTheSameBytesForTheSameExecutions) {
  EXPECT_EQ(page_of(samples::family()), page_of(samples::family()));
}

TEST(Html, TellsTheVerdictBeforeAnythingElse) {
  const std::string page = page_of({samples::outage({.retries = true})});
  EXPECT_LT(page.find("✔ metastable"), page.find("<svg"));
  EXPECT_LT(page.find("Not back 2m30s after the last fault"), page.find("<svg"));
}

TEST(Html, MarksWhatWasNotExpected) {
  executions all{samples::outage({.retries = true}), samples::outage({})};
  all[0].expected = scenario::verdict_kind::pass;
  const std::string page = page_of(all);
  EXPECT_THAT(page, HasSubstr("✘ Not as expected"));
  EXPECT_THAT(page, HasSubstr("✘ metastable"));
  EXPECT_THAT(page, HasSubstr("pass was expected"));
}

TEST(Html, DrawsTheFirstSeedOfEveryVariantAndEngine) {
  EXPECT_EQ(times(page_of(samples::family()), "class=\"chart narrow\""), 4U);
  EXPECT_EQ(times(page_of({samples::outage({})}), "class=\"chart wide\""), 1U);
}

TEST(Html, NamesEveryChartForThoseWhoDoNotSeeIt) {
  const std::string page = page_of(samples::family());
  EXPECT_EQ(times(page, "role=\"img\""), times(page, "class=\"chart"));
  EXPECT_THAT(page, HasSubstr("aria-label=\"The course of one-retry · sim, seed 1. Goodput was"));
}

TEST(Html, SaysTheNumbersOfAMomentInATooltip) {
  const std::string page = page_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr("<title>at 36 s\nusers offered "));
  EXPECT_THAT(page, HasSubstr("<title>switch-outage (stall) in force: 40 s to 50 s</title>"));
}

TEST(Html, MarksDeadlineRecoveryAndPrediction) {
  const std::string page = page_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr(">deadline 150 s</text>"));
  EXPECT_THAT(page, HasSubstr(">back after 129 s</text>"));
  EXPECT_THAT(page, HasSubstr(">predicted 125 s</text>"));
}

TEST(Html, PutsEnginesSideBySideWhereBothRan) {
  EXPECT_THAT(page_of(samples::family()), HasSubstr("The engines side by side"));
  EXPECT_THAT(page_of({samples::outage({})}), Not(HasSubstr("The engines side by side")));
}

TEST(Html, SaysHowToRepeatIt) {
  EXPECT_THAT(
      page_of({samples::outage({})}),
      HasSubstr("surgeline sim outage.toml --variant no-retry --seed 1")
  );
}

TEST(Html, DrawsSeveralLoadsAndServices) {
  executions all{samples::outage({})};
  scenario::record& run = all[0].record;
  run.file.loads.push_back(run.file.loads[0]);
  run.file.loads[1].id = "batch";
  run.recording.add("load.batch", run.recording.subjects().at("load.users"));
  const std::string page = page_of(all);
  EXPECT_THAT(page, HasSubstr(">batch: requests per second</text>"));
  EXPECT_THAT(page, HasSubstr(">batch</tspan>"));
}

TEST(Html, DrawsARunThatWasAbortedAtOnce) {
  executions all{samples::outage({})};
  all[0].record.course = {
      .stages = {{0, {}}},
      .aborted = scenario::reason{scenario::verdict_kind::aborted, "signal", "interrupted"}
  };
  EXPECT_THAT(mismatches(page_of(all)), IsEmpty());
  EXPECT_THAT(page_of(all), Not(HasSubstr("nan")));
}

TEST(Html, KeepsCondensedSeedsOutOfTheCharts) {
  executions all{samples::outage({.seed = 1}), samples::outage({.seed = 2})};
  const std::string before = page_of(all);
  condense(all[1]);
  EXPECT_EQ(page_of(all), before);
}

}  // namespace
}  // namespace surgeline::report
