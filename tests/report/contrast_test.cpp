#include "surgeline/report/contrast.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/margin_samples.hpp"
#include "report/stored_samples.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using samples::outages;
using samples::stored;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

contrast between(const executions& first, const executions& second) {
  return contrast_of(stored(first), stored(second));
}

std::string lines_of(const contrast& of) {
  std::string all;
  for (const std::string& each : contrast_lines(of, "a.json", "b.json", 120, false))
    all += each + "\n";
  return all;
}

const contrast_row& row(const contrast_pair& of, const std::string& name) {
  const auto found = std::ranges::find(of.rows, name, &contrast_row::name);
  EXPECT_NE(found, of.rows.end()) << name;
  return *found;
}

TEST(Contrast, OfTwoSeedsIsNoMoreThanNoise) {
  std::size_t wrong = 0;
  std::string named;
  for (std::uint64_t seed = 1; seed <= 40; seed += 2) {
    const contrast found = between(outages(1, false, seed), outages(1, false, seed + 1));
    EXPECT_GT(found.tests, 10U);
    wrong += found.differing() > 0 ? 1 : 0;
    for (const contrast_row& each : found.pairs[0].rows) {
      if (each.differs()) named += each.name + " in " + each.phase + "\n";
    }
  }
  EXPECT_LE(wrong, 3U) << named;  // one of twenty is allowed to, and two standard deviations
}

TEST(Contrast, OfTheSameRunIsNothing) {
  const contrast found = between(outages(4), outages(4));
  EXPECT_EQ(found.differing(), 0U);
  EXPECT_THAT(found.asked, IsEmpty());
  EXPECT_THAT(lines_of(found), HasSubstr("the same scenario, variants and seeds"));
}

TEST(Contrast, OfTheSameSecondsIsNothing) {
  const contrast found = between(outages(1), outages(1));
  EXPECT_EQ(found.tests, 0U);
  EXPECT_TRUE(found.has_numbers());
  EXPECT_THAT(lines_of(found), HasSubstr("the same numbers throughout"));
}

TEST(Contrast, OfTwoPoliciesNamesWhatDiffers) {
  const contrast found = between(outages(1), outages(1, true));
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_TRUE(found.pairs[0].is_in_time);
  std::vector<std::string> named;
  for (const contrast_row& each : found.pairs[0].rows) {
    if (each.differs()) named.push_back(each.name + " in " + each.phase);
  }
  EXPECT_THAT(named, Contains("load.users.amplification in recover"));
}

TEST(Contrast, OfEnoughSeedsIsOverThem) {
  const contrast found = between(outages(6), outages(6, true));
  ASSERT_EQ(found.pairs.size(), 1U);
  const contrast_pair& pair = found.pairs[0];
  EXPECT_FALSE(pair.is_in_time);
  EXPECT_TRUE(row(pair, "verdict metastable").differs());
  EXPECT_TRUE(row(pair, "goodput_after_per_second").differs());
  EXPECT_FALSE(row(pair, "goodput_before_per_second").differs());
  EXPECT_EQ(pair.first_verdicts, "pass");
  EXPECT_EQ(pair.second_verdicts, "metastable");
}

TEST(Contrast, HoldsOneRunAgainstManySeeds) {
  const contrast found = between(outages(8), outages(1, true));
  EXPECT_FALSE(found.pairs[0].is_in_time);
  EXPECT_TRUE(row(found.pairs[0], "goodput_share").differs());
  const contrast same = between(outages(8), outages(1, false, 20));
  EXPECT_EQ(same.differing(), 0U);
}

TEST(Contrast, SaysWhatWasAskedDifferently) {
  const contrast found = between(outages(1, true), outages(1, false, 9));
  std::vector<std::string> what;
  for (const asked_difference& each : found.asked) what.push_back(each.what);
  EXPECT_THAT(what, Contains("variant"));
  EXPECT_THAT(what, Contains("seed"));
  EXPECT_THAT(what, Contains("policy.callers.retry.attempts"));
}

TEST(Contrast, SaysWhereTheFileDiffersInWhatIsNotKept) {
  executions first = outages(1), second = outages(1);
  second[0].record.file.vars.emplace("token", config::value("x"));
  const contrast found = between(first, second);
  ASSERT_EQ(found.asked.size(), 1U);
  EXPECT_EQ(found.asked[0].what, "config, in what no report keeps");
}

TEST(Contrast, PutsVariantsOfTheSameNameTogetherAndNamesTheOthers) {
  executions first = samples::family(), second = samples::family();
  std::erase_if(second, [](const execution& each) { return each.record.variant == "no-retry"; });
  const contrast found = between(first, second);
  ASSERT_EQ(found.pairs.size(), 2U);
  EXPECT_EQ(found.pairs[0].first, "one-retry");
  EXPECT_EQ(found.pairs[0].second, "one-retry");
  EXPECT_THAT(found.only_first, ElementsAre("no-retry · run", "no-retry · sim"));
}

TEST(Contrast, ComparesMarginsByTheirIntervals) {
  margin_finding far = samples::margin();
  far.found.at = 2;
  far.found.low = 1.8;
  far.found.high = 2.2;
  const auto read = [](const margin_finding& of) {
    problems found;
    return *read_report(json_report({}, {.version = "1"}, {of}), "r", found);
  };
  const contrast found = contrast_of(read(samples::margin()), read(far));
  ASSERT_EQ(found.margins.size(), 1U);
  EXPECT_TRUE(found.margins[0].differs());
  EXPECT_THAT(lines_of(found), HasSubstr("surge margin of phase.outage.duration"));
  EXPECT_EQ(contrast_of(read(far), read(far)).differing(), 0U);
}

TEST(Contrast, HoldsAMarginAgainstAnEndOfTheRange) {
  margin_finding beyond = samples::margin(), low = samples::margin();
  beyond.found.outcome = scenario::margin_outcome::holds_at_high;
  beyond.found.at = beyond.found.low = 20;
  EXPECT_TRUE(row_of_margins("m", samples::margin(), beyond).p);
  low.found.at = 25;
  EXPECT_FALSE(row_of_margins("m", low, beyond).p);  // which may be as much, or more
  EXPECT_EQ(row_of_margins("m", low, beyond).second_bound, "> ");
}

TEST(Contrast, SaysWhetherIntervalsOfMarginsOverlap) {
  margin_finding near = samples::margin();
  near.found.low = 0.9;
  near.found.at = 0.93;
  near.found.high = 0.96;
  contrast of;
  of.margins = {row_of_margins("surge margin", samples::margin(), near)};
  EXPECT_THAT(lines_of(of), HasSubstr("905 ms [880, 930] ms"));
  EXPECT_THAT(lines_of(of), HasSubstr("intervals overlap"));
}

TEST(Contrast, HasIntervalsThatAgreeWithWhatItNames) {
  const contrast found = between(outages(6), outages(6, true));
  for (const contrast_row& each : found.pairs[0].rows) {
    if (!each.within) continue;
    EXPECT_EQ(each.differs(), !each.within->holds(0)) << each.name;
  }
}

TEST(Contrast, TellsHowItWasFoundOut) {
  const std::string seconds = lines_of(between(outages(1), outages(1, true)));
  EXPECT_THAT(seconds, HasSubstr("second by second"));
  EXPECT_THAT(seconds, HasSubstr("(Holm)"));
  EXPECT_THAT(lines_of(between(outages(6), outages(6, true))), HasSubstr("Welch's test"));
}

TEST(Contrast, FitsTheTerminal) {
  for (const std::size_t width : {40U, 80U, 120U}) {
    for (const std::string& line :
         contrast_lines(between(outages(6), outages(6, true)), "a", "b", width, false))
      EXPECT_LE(columns_of(line), width) << line;
  }
}

TEST(Contrast, IsForProgramsToo) {
  const auto seen =
      boost::json::parse(contrast_json(between(outages(6), outages(6, true)), "a", "b"));
  EXPECT_EQ(seen.at_pointer("/pairs/0/over"), "seeds");
  EXPECT_EQ(seen.at_pointer("/pairs/0/a/seeds").as_array().size(), 6U);
  EXPECT_TRUE(seen.at_pointer("/pairs/0/numbers/0/p_corrected").is_number());
}

TEST(Contrast, OfNothingInCommonSaysSo) {
  EXPECT_THAT(lines_of(contrast_of({}, {})), HasSubstr("nothing could be compared"));
}

}  // namespace
}  // namespace surgeline::report
