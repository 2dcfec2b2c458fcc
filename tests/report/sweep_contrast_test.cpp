#include "surgeline/report/sweep_contrast.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "report/margin_samples.hpp"
#include "report/stored_sweep_samples.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using samples::stored;
using scenario::verdict_kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Two sizes, ten seeds a point; the second comes back after `later` seconds more, and never as whatever is said.
sweep_result ten_seeds(double later = 0, verdict_kind second = verdict_kind::pass) {
  sweep_result made{.id = "size"};
  made.asked.vary = {{.path = "service.db.replicas", .values = std::vector<config::value>{1, 2}}};
  made.asked.measure = {"p_pass"};
  made.points = scenario::grid_of(made.asked);
  std::vector<sweep_sample> all;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const double took = 20 + static_cast<double>(seed % 4);
    all.push_back(samples::swept(0, seed, verdict_kind::pass, took));
    all.push_back(samples::swept(1, seed, second, took + later));
  }
  made.rows = rows_of(all);
  return made;
}

sweep_contrast held_against(const sweep_result& first, const sweep_result& second) {
  return contrast_of(stored(first), stored(second));
}

std::string told(const sweep_contrast& of) {
  std::string all;
  for (const std::string& each : contrast_lines(of, "a", "b", 140, false)) all += each + "\n";
  return all;
}

TEST(SweepContrast, OfTheSameSweepIsNothing) {
  const sweep_contrast found = held_against(samples::sweep(), samples::sweep());
  EXPECT_EQ(found.points.size(), 6U);
  EXPECT_EQ(found.tests, 0U);
  EXPECT_THAT(found.asked, IsEmpty());
  EXPECT_THAT(told(found), HasSubstr("no difference\n"));
}

TEST(SweepContrast, NamesAVerdictThatChangedAtItsPoint) {
  const sweep_contrast found = held_against(ten_seeds(), ten_seeds(0, verdict_kind::metastable));
  EXPECT_EQ(found.differing(), 1U);  // not the share of the other verdict, which says the same
  EXPECT_EQ(found.changed(), 1U);
  EXPECT_TRUE(found.points[1].rows[0].differs());
  EXPECT_THAT(told(found), HasSubstr("●  2         verdict pass  100.0%  0.0%"));
  EXPECT_THAT(told(found), HasSubstr("verdicts changed at 1 of 2 points that both have"));
}

TEST(SweepContrast, ShowsAVerdictThatChangedThoughChanceMayHaveDoneIt) {
  sweep_result other = samples::sweep();
  other.rows[5].verdicts = {{verdict_kind::pass, 1}, {verdict_kind::fail, 1}};
  const sweep_contrast found = held_against(samples::sweep(), other);
  EXPECT_EQ(found.differing(), 0U);
  EXPECT_THAT(told(found), HasSubstr("verdict pass  100.0%  50.0%"));
  EXPECT_THAT(told(found), HasSubstr("so few seeds a point say nothing of noise"));
}

TEST(SweepContrast, NamesARecoveryThatTakesLonger) {
  const sweep_contrast found = held_against(ten_seeds(), ten_seeds(9));
  EXPECT_EQ(found.differing(), 1U);
  EXPECT_THAT(told(found), HasSubstr("back after"));
  EXPECT_EQ(found.changed(), 0U);
}

TEST(SweepContrast, LeavesWhatChanceDoes) {
  sweep_result other = ten_seeds();
  std::vector<sweep_sample> all;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    for (const std::size_t point : {0U, 1U})
      all.push_back(
          samples::swept(point, seed, verdict_kind::pass, 20.5 + static_cast<double>(seed % 3))
      );
  }
  other.rows = rows_of(all);
  const sweep_contrast found = held_against(ten_seeds(), other);
  EXPECT_EQ(found.tests, 2U);
  EXPECT_EQ(found.differing(), 0U);
  EXPECT_THAT(told(found), HasSubstr("no difference beyond noise in 2 comparisons"));
}

TEST(SweepContrast, MatchesPointsByWhatTheySetInWhateverOrder) {
  sweep_result turned = samples::sweep();
  std::swap(turned.asked.vary[0], turned.asked.vary[1]);
  turned.points = scenario::grid_of(turned.asked);
  const sweep_result straight = samples::sweep();
  for (sweep_row& row : turned.rows) {
    const auto& text = straight.points[row.point].text;
    const auto same = std::ranges::find_if(turned.points, [&](const auto& each) {
      return each.text[0] == text[1] && each.text[1] == text[0];
    });
    row.point = static_cast<std::size_t>(same - turned.points.begin());
  }
  const sweep_contrast found = held_against(straight, turned);
  EXPECT_EQ(found.points.size(), 6U);
  EXPECT_EQ(found.tests, 0U);
  EXPECT_THAT(found.only_first, IsEmpty());
}

TEST(SweepContrast, KnowsAValueInAnotherUnit) {
  sweep_result first = ten_seeds(), second = ten_seeds();
  first.asked.vary[0].path = second.asked.vary[0].path = "phase.outage.duration";
  first.points[0].text[0] = "100ms";
  second.points[0].text[0] = "0.1s";
  EXPECT_EQ(held_against(first, second).points.size(), 2U);
}

TEST(SweepContrast, SaysWhichPointsOnlyOneHas) {
  sweep_result fewer = ten_seeds();
  fewer.rows.pop_back();
  const sweep_contrast found = held_against(ten_seeds(), fewer);
  EXPECT_THAT(found.only_first, ElementsAre("service.db.replicas=2 · sim"));
  EXPECT_THAT(told(found), HasSubstr("only in A: service.db.replicas=2 · sim"));
}

TEST(SweepContrast, OfNothingInCommonSaysSo) {
  sweep_result other = ten_seeds();
  other.asked.vary[0].path = "service.cache.replicas";
  const sweep_contrast found = held_against(ten_seeds(), other);
  EXPECT_THAT(found.points, IsEmpty());
  EXPECT_THAT(told(found), HasSubstr("nothing could be compared"));
}

TEST(SweepContrast, ComparesMarginsOfPointsByTheirIntervals) {
  sweep_result first = ten_seeds(), second = ten_seeds();
  first.margins[0] = second.margins[0] = samples::margin();
  second.margins[0].found.at = 2;
  second.margins[0].found.low = 1.8;
  second.margins[0].found.high = 2.2;
  const sweep_contrast found = held_against(first, second);
  EXPECT_EQ(found.differing(), 1U);
  EXPECT_THAT(told(found), HasSubstr("905 ms [880, 930] ms"));
  EXPECT_THAT(told(found), HasSubstr("intervals apart"));
}

TEST(SweepContrast, SaysWhatWasAskedDifferently) {
  sweep_result other = samples::sweep();
  other.variant = "careful";
  other.keys = {{"scenario.seed", "5"}, {"service.db.slots", "20"}};
  const sweep_contrast found = held_against(samples::sweep(), other);
  ASSERT_EQ(found.asked.size(), 3U);
  EXPECT_EQ(found.asked[0], (asked_difference{"variant", "", "careful"}));
  EXPECT_EQ(found.asked[1], (asked_difference{"first seed", "1", "5"}));
  EXPECT_EQ(found.asked[2], (asked_difference{"service.db.slots", "10", "20"}));
}

TEST(SweepContrast, FitsTheTerminal) {
  const sweep_contrast found = held_against(ten_seeds(), ten_seeds(9, verdict_kind::fail));
  for (const std::size_t width : {40U, 80U, 120U}) {
    for (const std::string& line : contrast_lines(found, "a", "b", width, false))
      EXPECT_LE(columns_of(line), width) << line;
  }
}

TEST(SweepContrast, IsForProgramsToo) {
  const auto seen = boost::json::parse(
      contrast_json(held_against(ten_seeds(), ten_seeds(9, verdict_kind::fail)), "a", "b")
  );
  EXPECT_EQ(seen.at_pointer("/points/1/set/service.db.replicas"), "2");
  EXPECT_EQ(seen.at_pointer("/points/1/b/verdicts"), "fail 10");
  EXPECT_EQ(seen.at_pointer("/points/1/numbers/0/differs"), true);
  EXPECT_EQ(seen.at_pointer("/verdicts_changed"), 1);
}

}  // namespace
}  // namespace surgeline::report
