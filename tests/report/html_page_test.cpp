#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "report/samples.hpp"
#include "report/sweep_samples.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/report/digest.hpp"
#include "surgeline/report/html.hpp"

/// What a page of a report is made of, beside what html_test.cpp looks at.
namespace surgeline::report {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

std::string report_of(const executions& all) {
  return html_report(all, {.file = "outage.toml", .version = "1.2.3", .sha256 = "0123abcd"});
}

/// Both kinds of pages.
std::vector<std::string> pages() {
  return {report_of(samples::family()), sweep_html(samples::sweep(), {})};
}

/// An outage whose callers have a breaker and a budget, and that wait for a daemon.
executions with_lanes() {
  executions all{samples::outage({})};
  scenario::record& run = all[0].record;
  measure::meter callers(measure::subject_kind::policy, "callers"),
      logd(measure::subject_kind::daemon, "logd");
  callers.gauge(time_point{}, measure::instrument::breakers, 4);
  callers.gauge(time_point{41s}, measure::instrument::breakers_open, 4);
  callers.gauge(time_point{49s}, measure::instrument::breakers_open, 1);
  logd.count(time_point{30s}, measure::instrument::stalled, 0.25);
  callers.roll(run.course.end);
  logd.roll(run.course.end);
  run.file.daemons.push_back({.id = "logd"});
  run.recording.add("policy.callers", callers.take());
  run.recording.add("daemon.logd", logd.take());
  return all;
}

TEST(HtmlPage, HasAPolicyThatAllowsItsStyleAndNothingElse) {
  for (const std::string& page : pages()) {
    const auto from = page.find("<style>") + 7, to = page.find("</style>");
    EXPECT_THAT(
        page,
        HasSubstr(
            "content=\"default-src 'none'; style-src 'sha256-" +
            sha256_in_base64(page.substr(from, to - from)) + "'; base-uri 'none'"
        )
    );
    EXPECT_THAT(page, Not(HasSubstr(" style=\"")));
    EXPECT_THAT(page, Not(HasSubstr("unsafe-")));
  }
}

TEST(HtmlPage, HasItsLandmarks) {
  for (const std::string& page : pages()) {
    EXPECT_LT(page.find("<body><header>"), page.find("</header>\n<main>"));
    EXPECT_LT(page.find("</main>\n<footer>"), page.find("</footer>\n</body>"));
  }
}

TEST(HtmlPage, SaysWhatItWasMadeFrom) {
  const std::string page = report_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr("<code>outage.toml</code>"));
  EXPECT_THAT(page, HasSubstr("<code>0123abcd</code>"));
  EXPECT_THAT(page, HasSubstr("Surgeline 1.2.3</td>"));
}

TEST(HtmlPage, DrawsPercentilesOverAMapOfTheAnswers) {
  const std::string page = report_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr("users: time of answers"));
  for (const char* each : {"curve p50", "curve p90", "curve p99", "cell s5", "share lost s5"})
    EXPECT_THAT(page, HasSubstr(each));
}

TEST(HtmlPage, HasNoMapWithoutAnswers) {
  executions all{samples::outage({})};
  all[0].record.recording.drop_histograms();
  EXPECT_THAT(report_of(all), Not(HasSubstr("time of answers")));
}

TEST(HtmlPage, HasALaneForBreakersAndDaemons) {
  const std::string page = report_of(with_lanes());
  EXPECT_THAT(page, HasSubstr("policies and daemons: stronger is more"));
  EXPECT_THAT(page, HasSubstr("callers: breakers not closed"));
  EXPECT_THAT(page, HasSubstr("share open s5"));
  EXPECT_THAT(page, HasSubstr("share open s2"));  // one of four
  EXPECT_THAT(page, HasSubstr("logd: stalled"));
  EXPECT_THAT(page, Not(HasSubstr("budget spent")));  // there is none
}

TEST(HtmlPage, TellsItsNumbersPhaseByPhase) {
  const std::string page = report_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr("<caption>Phase by phase</caption>"));
  EXPECT_THAT(page, HasSubstr(">40 s – 50 s</td>"));
}

TEST(HtmlPage, HoldsWhatIsPredictedAgainstWhatWasMeasured) {
  const std::string page = report_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr("<caption>Predicted against measured</caption>"));
  EXPECT_THAT(page, HasSubstr("(λD − μT)/(μ − λ): demand λ, capacity μ, outage D, timeout T"));
}

TEST(HtmlPage, NamesAFaultThatIsAlwaysInForceInsideItsBar) {
  executions all{samples::outage({})};
  all[0].record.course.activations[0].when = {time_point{}, all[0].record.course.end};
  EXPECT_THAT(report_of(all), HasSubstr("class=\"injected inside\""));
}

TEST(HtmlPage, SaysWhatAVerdictWithoutReasonsRestsOn) {
  executions all{samples::outage({})};
  all[0].judgement.verdict.reasons.clear();
  EXPECT_THAT(report_of(all), HasSubstr("0 of 0 checks held, and 1 of 1 faults took effect."));
}

}  // namespace
}  // namespace surgeline::report
