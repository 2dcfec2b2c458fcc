#include "surgeline/report/junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "report/samples.hpp"
#include "report/xml_reader.hpp"

namespace surgeline::report {
namespace {

using scenario::verdict_kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::chrono::system_clock::time_point noon{std::chrono::hours{12}};

/// Everything that a file can have, each with a reason that speaks against it.
execution broken_outage() {
  execution made = samples::outage({});
  auto& file = made.record.file;
  file.aborts = {
      {.id = "too-many", .metric = "load.users.goodput"},
      {.id = "quiet", .metric = "x"}
  };
  made.judgement.checks = {
      {.id = "calm", .phase = "baseline", .worst = 0.5, .held = false, .text = "half of it"},
      {.id = "calm", .phase = "outage", .text = "all of it"}
  };
  made.judgement.verdict = {};
  made.judgement.verdict.add({verdict_kind::inconclusive, "sick_baseline", "calm: half of it"});
  made.judgement.verdict.add(
      {verdict_kind::aborted, "abort_rule", "too-many: 3, above 2", "too-many"}
  );
  made.judgement.verdict.add(
      {verdict_kind::inconclusive, "not_fired", "switch-outage did not fire: x"}
  );
  made.judgement.verdict.add({verdict_kind::fail, "slow_recovery", "it took 200 s"});
  return made;
}

xml_reader junit_of(const executions& all) { return xml_reader(junit_report(all, noon)); }

std::string case_path(const std::string& name) { return "//testcase[@name='" + name + "']"; }

TEST(Junit, HasTheShapeThatReadersAgreeOn) {
  for (const executions& all :
       {samples::family(),
        executions{broken_outage()},
        executions{samples::outage({})},
        executions{}})
    EXPECT_EQ(junit_of(all).wrong_by(SURGELINE_SOURCE_DIR "/tests/report/junit.xsd"), "");
}

TEST(Junit, OfAnotherShapeIsTold) {
  std::string text = junit_report(samples::family(), noon);
  text.replace(text.find("hostname"), 8, "hostnome");
  EXPECT_THAT(
      xml_reader(text).wrong_by(SURGELINE_SOURCE_DIR "/tests/report/junit.xsd"),
      HasSubstr("hostnome")
  );
}

TEST(Junit, HasACaseForTheVerdictAndWhatItRestsOn) {
  EXPECT_THAT(
      junit_of({broken_outage()}).all("//testcase/@name"),
      ElementsAre(
          "verdict",
          "check calm (baseline)",
          "check calm (outage)",
          "abort rule too-many",
          "abort rule quiet",
          "fault switch-outage",
          "recovery of load.users.goodput"
      )
  );
}

TEST(Junit, IsGreenWhereTheVerdictIsTheExpectedOne) {
  const executions all{samples::outage({.retries = true})};
  ASSERT_EQ(all[0].judgement.verdict.kind, verdict_kind::metastable);
  const xml_reader seen = junit_of(all);
  EXPECT_THAT(seen.all("//failure | //error | //skipped"), IsEmpty());
  EXPECT_THAT(seen.one("//system-out"), HasSubstr("metastable, as expected\nNot back"));
}

TEST(Junit, SaysWhatBrokeInTheWordsOfTheVerdict) {
  const xml_reader seen = junit_of({broken_outage()});
  EXPECT_EQ(
      seen.one(case_path("abort rule too-many") + "/failure/@message"),
      "too-many: 3, above 2"
  );
  EXPECT_EQ(seen.one(case_path("recovery of load.users.goodput") + "/failure"), "it took 200 s");
  EXPECT_THAT(
      seen.one(case_path("verdict") + "/failure"),
      HasSubstr("aborted, though pass was expected\ntoo-many: 3, above 2.")
  );
}

TEST(Junit, CallsAnErrorWhatProvesNothing) {
  const xml_reader seen = junit_of({broken_outage()});
  EXPECT_EQ(seen.one(case_path("check calm (baseline)") + "/error/@type"), "sick_baseline");
  EXPECT_EQ(seen.one(case_path("fault switch-outage") + "/error/@type"), "not_fired");
}

TEST(Junit, CallsAnInterruptedRunAnError) {
  execution one = samples::outage({});
  one.judgement.verdict = {};
  one.judgement.verdict.add({verdict_kind::aborted, "signal", "interrupted"});
  EXPECT_EQ(junit_of({one}).one(case_path("verdict") + "/error/@type"), "aborted");
}

TEST(Junit, CountsWhatItHas) {
  const xml_reader seen = junit_of({broken_outage()});
  EXPECT_EQ(seen.one("//testsuite/@tests"), "7");
  EXPECT_EQ(seen.one("//testsuite/@failures"), "3");
  EXPECT_EQ(seen.one("//testsuite/@errors"), "2");
}

TEST(Junit, HasASuiteForEachSeedAndOneForAllOfThem) {
  const auto names = junit_of(samples::family()).all("//testsuite/@name");
  ASSERT_EQ(names.size(), 20U);
  EXPECT_EQ(names[0], "outage.no-retry.run");
  EXPECT_EQ(names[1], "outage.no-retry.run.seed-1");
  EXPECT_EQ(std::set(names.begin(), names.end()).size(), names.size());
}

TEST(Junit, SkipsTheSeedsThatAcceptAllowsFor) {
  executions all(4, samples::outage({}));
  for (execution& each : all) each.record.file.accept.pass = share{0.75};
  all[2] = broken_outage();
  all[2].record.file.accept.pass = share{0.75};
  const xml_reader seen = junit_of(all);
  EXPECT_THAT(seen.all("//failure | //error"), IsEmpty());
  EXPECT_THAT(seen.one("//skipped/@message"), HasSubstr("enough others are as expected: aborted"));
}

TEST(Junit, FailsWhereTooFewSeedsAreAsExpected) {
  executions all(4, samples::outage({}));
  all[2] = broken_outage();
  const xml_reader seen = junit_of(all);
  EXPECT_EQ(
      seen.one(case_path("enough seeds are as expected") + "/failure/@message"),
      "3 of 4 seeds are pass, 100% wanted"
  );
  EXPECT_THAT(seen.all("//testsuite[@failures='3']"), ::testing::SizeIs(1));
}

TEST(Junit, HasACaseForEachAgreementOfTheEngines) {
  executions all = samples::family();
  for (execution& each : all) {
    each.record.file.accept.agree = {
        {.metric = "amplification", .absolute = scenario::amount{0.0, "0"}}
    };
  }
  const xml_reader seen = junit_of(all);
  EXPECT_THAT(
      seen.one(case_path("amplification of one-retry") + "/failure"),
      HasSubstr("the engines differ in amplification")
  );
}

TEST(Junit, DatesALiveRunByItself) {
  execution live = samples::outage({.engine = scenario::engine::run});
  live.began = noon + std::chrono::hours{24};
  const xml_reader seen = junit_of({live, samples::outage({})});
  EXPECT_THAT(
      seen.all("//testsuite/@timestamp"),
      ElementsAre("1970-01-02T12:00:00", "1970-01-01T12:00:00")
  );
  EXPECT_EQ(seen.one("//testsuite/@time"), "290.400");
}

TEST(Junit, IsWellFormedWhateverAFileOrAProgramSays) {
  execution one = samples::outage({});
  one.record.file.head.id = "a<b>&\"c'";
  one.judgement.verdict = {};
  one.judgement.verdict.add(
      {verdict_kind::inconclusive,
       "program",
       "it said ]]> \xff\xc0\x80 \x01\x1b[31m \xef\xbf\xbf \u00fc"}
  );
  const xml_reader seen = junit_of({one});
  ASSERT_TRUE(seen.is_well_formed());
  EXPECT_THAT(seen.one("//error"), HasSubstr("It said ]]> �� ··[31m � ü."));
  EXPECT_EQ(seen.one("//testsuite/@name"), "a<b>&\"c'.no-retry.sim");
}

}  // namespace
}  // namespace surgeline::report
