#include "surgeline/report/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sidecar_samples.hpp"

namespace surgeline::report {
namespace {

using scenario::verdict_kind;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string markdown_of(const executions& all) {
  return markdown_report(
      all,
      {.file = "outage.toml", .set = {"vars.rate=2/s"}, .version = "1.2.3"}
  );
}

TEST(Markdown, BeginsWithTheVerdict) {
  EXPECT_THAT(
      markdown_of({samples::outage({.retries = true})}),
      StartsWith(
          "# ✔ outage: metastable, as expected\n\nA ten-second outage at 93 % load\n\n> After"
      )
  );
}

TEST(Markdown, SaysOfHowManyTheVerdictIsNotTheExpectedOne) {
  executions all = samples::family();
  all[3].judgement.verdict.add({verdict_kind::fail, "check", "calm: it broke"});
  EXPECT_THAT(markdown_of(all), StartsWith("# ✘ outage: 3 of 4 as expected\n"));
}

TEST(Markdown, HasTheEvidence) {
  EXPECT_THAT(
      markdown_of({samples::outage({.retries = true})}),
      HasSubstr("\n- Not back 2m30s after")
  );
}

TEST(Markdown, ShowsALoadBeforeInAndAfterFaults) {
  const std::string page = markdown_of({samples::outage({})});
  EXPECT_THAT(
      page,
      HasSubstr("| load | when | asked | goodput | success | attempts each | p50 | p99 |\n")
  );
  EXPECT_THAT(page, HasSubstr("| users | baseline | 282/s | 276/s | 97.7% | 1.00 |"));
  EXPECT_THAT(page, HasSubstr("| users | in faults | 279/s | 0/s |"));
  EXPECT_THAT(page, HasSubstr("| users | after them | 28"));
}

TEST(Markdown, ShowsALoadAsAWholeWithoutFaults) {
  execution one = samples::outage({});
  one.record.course.activations.clear();
  for (auto& phase : one.record.file.phases) phase.role = scenario::phase_role::normal;
  EXPECT_THAT(markdown_of({one}), HasSubstr("| users | all of it | 282/s |"));
}

TEST(Markdown, ShowsWhenFaultsWereInForceAndWhatTheyDid) {
  EXPECT_THAT(
      markdown_of({samples::outage({})}),
      HasSubstr("| ✔ | switch-outage | stall | 40.0 s – 50.0 s | 64 of 64 units hit;")
  );
}

TEST(Markdown, CountsTheSeedsInWhichACheckHeld) {
  executions all(3, samples::outage({}));
  for (execution& each : all)
    each.judgement.checks = {{.id = "calm", .phase = "baseline", .text = "it was 100%"}};
  all[1].judgement.checks[0] =
      {.id = "calm", .phase = "baseline", .held = false, .text = "it was 3%"};
  EXPECT_THAT(markdown_of(all), HasSubstr("| ✘ 2 of 3 | calm | it was 3% |"));
}

TEST(Markdown, TellsOfSidecars) {
  EXPECT_THAT(markdown_of({samples::outage_of_two_sidecars()}), HasSubstr("it was cut off"));
}

TEST(Markdown, SaysHowToRepeatIt) {
  EXPECT_THAT(
      markdown_of({samples::outage({})}),
      HasSubstr("To repeat it (surgeline 1.2.3):\n\n```sh\n"
                "surgeline sim outage.toml --variant no-retry --seed 1 --set vars.rate=2/s\n```\n")
  );
}

TEST(Markdown, TellsOfManyOnlyThoseThatSurprise) {
  executions all;
  for (int i = 0; i < 6; ++i) {
    all.push_back(samples::outage({}));
    all.back().record.variant = "v" + std::to_string(i);
  }
  all[4].judgement.verdict = {};
  all[4].judgement.verdict.add({verdict_kind::fail, "check", "calm: it broke"});
  const std::string page = markdown_of(all);
  EXPECT_THAT(page, HasSubstr("**✘ v4 · sim: fail"));
  EXPECT_THAT(page, Not(HasSubstr("**✔ v3 · sim")));
}

TEST(Markdown, LeavesOutTheLoadsOfSeedsThatWereCondensed) {
  executions all{samples::outage({})};
  condense(all[0]);
  EXPECT_THAT(markdown_of(all), Not(HasSubstr("| load |")));
}

TEST(Markdown, MeansItselfWhateverAFileSays) {
  EXPECT_EQ(
      escape_markdown("a|b <img> *c* `d` [e](f)\ng & \xff"),
      "a\\|b &lt;img\\> \\*c\\* \\`d\\` \\[e\\](f) g &amp; �"
  );
}

TEST(Markdown, OfNothingSaysSo) { EXPECT_EQ(markdown_of({}), "# Nothing was carried out\n"); }

}  // namespace
}  // namespace surgeline::report
