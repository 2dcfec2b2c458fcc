#include "surgeline/report/stored_sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/margin_samples.hpp"
#include "report/stored_sweep_samples.hpp"

namespace surgeline::report {
namespace {

using samples::stored;
using ::testing::HasSubstr;

using shown = std::vector<std::string>;

shown table_of(const sweep_result& of) { return sweep_lines(of, 140, false); }

TEST(StoredSweep, MakesTheSameTable) {
  EXPECT_EQ(table_of(stored(samples::sweep()).is), table_of(samples::sweep()));
}

TEST(StoredSweep, MakesTheSameTableOfMargins) {
  sweep_result with = samples::sweep();
  with.asked.measure = {"margin", "recovery_seconds"};
  for (std::size_t i = 0; i < with.points.size(); ++i) with.margins[i] = samples::margin();
  with.margins[5].found.outcome = scenario::margin_outcome::holds_at_high;
  with.margins[5].found.at = with.margins[5].found.low = 20;
  EXPECT_EQ(table_of(stored(with).is), table_of(with));
}

TEST(StoredSweep, MakesTheSameTableOfBorders) {
  sweep_result with = samples::sweep();
  with.rows.clear();
  with.asked.vary.push_back({.path = "phase.outage.duration"});
  for (std::size_t i = 0; i < with.points.size(); ++i)
    with.borders[i] = {.finding = samples::margin(), .begins = i % 2 == 1};
  EXPECT_EQ(table_of(stored(with).is), table_of(with));
}

TEST(StoredSweep, KnowsWhatItIsOf) {
  const stored_sweep seen = stored(samples::sweep());
  EXPECT_EQ(seen.version, "1.2.3");
  EXPECT_EQ(seen.is.id, "size");
  EXPECT_EQ(seen.is.config, "0123abcd");
  EXPECT_EQ(seen.is.keys.at("scenario.seed"), "1");
}

TEST(StoredSweep, RemembersThatItWasStopped) {
  sweep_result cut = samples::sweep();
  cut.runs_missing = 3;
  EXPECT_EQ(stored(cut).is.runs_missing, 3U);
}

/// What is wrong with a text that is no sweep.
std::string wrong_with_sweep(std::string text, const std::string& what, const std::string& by) {
  text.replace(text.find(what), what.size(), by);
  problems found;
  EXPECT_FALSE(read_any_report(text, "sweep.json", found));
  return found.empty() ? "" : found.list().front().what;
}

TEST(StoredSweep, ThatLacksSomethingSaysWhat) {
  const std::string text = sweep_json(samples::sweep(), {.version = "1"});
  EXPECT_EQ(
      wrong_with_sweep(text, "\"seeds\"", "\"seats\""),
      "is no whole report: /rows/0/seeds is missing"
  );
  EXPECT_EQ(
      wrong_with_sweep(text, "\"load.users.policy\": \"naive\",", ""),
      "is no whole report: /rows/1/set has other keys than the first"
  );
  EXPECT_THAT(
      wrong_with_sweep(text, "\"format\": 1", "\"format\": 7"),
      HasSubstr("has format 7, of a newer Surgeline (1)")
  );
}

}  // namespace
}  // namespace surgeline::report
