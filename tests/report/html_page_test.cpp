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

/// The same with a proxy whose clients are watched; one of them opens.
executions with_clients() {
  executions all = with_lanes();
  scenario::record& run = all[0].record;
  run.file.proxies[0].protocol = scenario::protocol::http;
  run.file.proxies[0].clients = {{.id = "web"}};
  measure::meter web(measure::subject_kind::policy, "edge/web"),
      other(measure::subject_kind::policy, "edge/other");
  web.gauge(time_point{20s}, measure::instrument::breakers, 1);
  web.gauge(time_point{42s}, measure::instrument::breakers_open, 1);
  web.gauge(time_point{60s}, measure::instrument::breakers_open, 0);
  other.gauge(time_point{20s}, measure::instrument::breakers, 0);
  web.roll(run.course.end);
  other.roll(run.course.end);
  run.recording.add("policy.edge/web", web.take());
  run.recording.add("policy.edge/other", other.take());
  return all;
}

TEST(HtmlPage, HasALaneForBreakersThatTheWireShows) {
  const std::string page = report_of(with_clients());
  EXPECT_THAT(page, HasSubstr("policies, clients and daemons: stronger is more"));
  EXPECT_THAT(page, HasSubstr("web → edge: breaker not closed, as the wire shows"));
  EXPECT_THAT(page, Not(HasSubstr("other → edge")));  // nothing is known of it
}

TEST(HtmlPage, CountsClientsWhoseBreakersWereQuiet) {
  executions all = with_clients();
  scenario::record& run = all[0].record;
  run.file.proxies[0].clients.push_back({.id = "calm"});
  measure::meter calm(measure::subject_kind::policy, "edge/calm");
  calm.gauge(time_point{20s}, measure::instrument::breakers, 1);
  calm.roll(run.course.end);
  run.recording.add("policy.edge/calm", calm.take());
  EXPECT_THAT(report_of(all), HasSubstr("1 more client, all quiet"));
}

/// An outage with a dozen loads, of which each asks for as much as the first.
executions with_a_dozen_loads() {
  executions all{samples::outage({})};
  scenario::record& run = all[0].record;
  for (int i = 2; i <= 12; ++i) {
    run.file.loads.push_back(run.file.loads[0]);
    run.file.loads.back().id = "load-" + std::to_string(i);
    run.recording.add("load.load-" + std::to_string(i), run.recording.subjects().at("load.users"));
  }
  return all;
}

std::size_t count_in(const std::string& page, std::string_view what) {
  std::size_t count = 0;
  for (auto at = page.find(what); at != page.npos; at = page.find(what, at + 1)) ++count;
  return count;
}

TEST(HtmlPage, FoldsLoadsThatAreTooMany) {
  const std::string page = report_of(with_a_dozen_loads());
  const auto fold = page.find("<summary>The other loads</summary>");
  ASSERT_NE(fold, page.npos);
  const std::string before = page.substr(0, fold);
  EXPECT_EQ(count_in(before, ": requests per second</text>"), 2U * 4U);  // wide, and narrow
  EXPECT_EQ(count_in(page.substr(fold), ": requests per second</text>"), 2U * 8U);
  EXPECT_THAT(page, HasSubstr("Phase by phase: 48 rows</summary>"));
}

TEST(HtmlPage, DrawsNoMoreLinesThanCanBeToldApart) {
  const std::string page = report_of(with_a_dozen_loads());
  EXPECT_THAT(page, HasSubstr("amplification: attempts per request, 6 of 12"));
}

TEST(HtmlPage, FoldsNothingOfFewLoads) {
  EXPECT_THAT(report_of({samples::outage({})}), Not(HasSubstr("The other loads")));
}

TEST(HtmlPage, SaysHowRequestsEndedThatTheMapHasNot) {
  const std::string page = report_of({samples::outage({})});
  EXPECT_THAT(page, HasSubstr("no reply: late, refused, cut off or never sent"));
  EXPECT_THAT(page, HasSubstr("Answered: "));
  EXPECT_THAT(page, HasSubstr(" timed out.</p>"));
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
