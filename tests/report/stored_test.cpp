#include "surgeline/report/stored.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/margin_samples.hpp"
#include "report/stored_samples.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::report {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// What is wrong with a text that is no report.
std::string wrong_with(std::string_view text) {
  problems found;
  const auto read = read_report(text, "out/report.json", found);
  EXPECT_EQ(read.has_value(), found.empty());
  EXPECT_LE(found.size(), 1U);
  return found.empty() ? "" : found.list().front().what;
}

std::string family_with(const std::string& what, const std::string& by) {
  std::string text = json_report(samples::family(), {.version = "1.2.3"});
  const auto at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(Stored, MakesTheSameTable) {
  const executions all = samples::family();
  EXPECT_EQ(closing_table(samples::stored(all).all, 120, false), closing_table(all, 120, false));
}

TEST(Stored, MakesTheSameReportAgain) {
  const stored_report first = samples::stored(samples::outages(3));
  const stored_report again = samples::stored(first.all);
  ASSERT_EQ(again.all.size(), 3U);
  for (std::size_t i = 0; i < again.all.size(); ++i) {
    EXPECT_EQ(again.all[i].kept, first.all[i].kept);
    EXPECT_EQ(again.all[i].judgement.verdict, first.all[i].judgement.verdict);
    EXPECT_EQ(again.all[i].record.course, first.all[i].record.course);
  }
}

TEST(Stored, HasTheCurvesOfTheFirstSeed) {
  const stored_report seen = samples::stored(samples::outages(2));
  ASSERT_EQ(seen.curves.size(), 1U);
  EXPECT_EQ(seen.curves.at(0).step_seconds, 0.25);
  EXPECT_EQ(seen.curves.at(0).values.at("load.users.goodput_per_second").size(), 1160U);
  EXPECT_TRUE(seen.curves.at(0).values.contains("service.db.queue"));
}

TEST(Stored, KnowsWhatTheFileSaid) {
  const stored_report seen = samples::stored(samples::outages(1, true));
  EXPECT_EQ(seen.files.at("one-retry").keys.at("load.users.rate"), "\"280/s\"");
  EXPECT_EQ(seen.files.at("one-retry").config.size(), 8U);
}

TEST(Stored, KnowsMargins) {
  problems found;
  const auto seen =
      read_report(json_report({}, {.version = "1"}, {samples::margin()}), "report.json", found);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->margins.at(0).is.asked.path, "phase.outage.duration");
  EXPECT_EQ(seen->margins.at(0).is.found.at, 0.90512);
}

TEST(Stored, OfAnotherFormatSaysWhoseItIsAndWhatToDo) {
  EXPECT_EQ(
      wrong_with(family_with("\"format\": 1", "\"format\": 7")),
      "has format 7, of a newer Surgeline (1.2.3); this one reads format 1: update it"
  );
  EXPECT_EQ(
      wrong_with(family_with("\"format\": 1", "\"format\": 0")),
      "has format 0, of an older Surgeline (1.2.3); this one reads format 1: carry the scenario "
      "out again"
  );
}

TEST(Stored, ThatIsCutOffIsToldAtWhateverPlace) {
  const std::string whole = json_report(samples::outages(1), {});
  for (std::size_t length = 1; length + 1 < whole.size(); length += 997) {
    const std::string why = wrong_with(whole.substr(0, length));
    EXPECT_THAT(why, StartsWith("ends in the middle")) << length;
  }
  EXPECT_EQ(wrong_with(""), "is empty");
  EXPECT_EQ(wrong_with(" \n"), "is empty");
}

TEST(Stored, ThatIsNoJsonSaysWhere) {
  EXPECT_THAT(wrong_with("{\n  \"format\": one"), HasSubstr("at line 2, column 13"));
  EXPECT_THAT(wrong_with("{} {}"), HasSubstr("something follows at line 1, column "));
}

TEST(Stored, ThatIsSomethingElseIsTold) {
  for (const char* text : {"[]", "3", "null", "{}", R"({"format": "1", "executions": []})"})
    EXPECT_EQ(wrong_with(text), "is no report of Surgeline: it has no `format` and `executions`");
  EXPECT_EQ(
      wrong_with(R"({"format": 1, "measure": [], "rows": []})"),
      "is no whole report: /version is missing"
  );
}

TEST(Stored, ShowsAgainHowFarTheEnginesAgree) {
  executions all = samples::family();
  for (execution& each : all) {
    each.record.file.accept.agree = {
        {.metric = "amplification", .absolute = scenario::amount{0.0, "0"}, .reference = "1.66"},
        {.metric = "goodput_share", .relative = share{0.5}}
    };
  }
  const stored_report seen = samples::stored(all);
  EXPECT_EQ(closing_table(seen.all, seen.agreements, 140, false), closing_table(all, 140, false));
}

TEST(Stored, ThatLacksSomethingSaysWhat) {
  EXPECT_EQ(
      wrong_with(family_with("\"took_seconds\"", "\"took\"")),
      "is no whole report: /executions/0/recovery/took_seconds is missing"
  );
  EXPECT_EQ(
      wrong_with(family_with("\"kind\": \"pass\"", "\"kind\": \"fine\"")),
      "is no whole report: /executions/0/verdict/kind is an unknown word"
  );
  EXPECT_EQ(
      wrong_with(family_with("\"watched\": true", "\"watched\": 1")),
      "is no whole report: /executions/0/recovery/watched is neither true nor false"
  );
  EXPECT_EQ(
      wrong_with(family_with("\"seed\": 1", "\"seed\": -1")),
      "is no whole report: /executions/0/seed is no whole number"
  );
}

TEST(Stored, OfALaterVersionOfItsFormatIsRead) {
  EXPECT_EQ(
      wrong_with(family_with("\"version\"", "\"news\": [1, { \"a\": null }],\n  \"version\"")),
      ""
  );
}

}  // namespace
}  // namespace surgeline::report
