#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/colourless.hpp"
#include "report/samples.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using lines = std::vector<std::string>;

TEST(ClosingTable, IsAlignedAndSaysWhy) {
  const executions all{samples::outage({.retries = true})};
  const lines made = closing_table(all, 100, false);
  ASSERT_GE(made.size(), 5U);
  EXPECT_EQ(
      made[0],
      " variant    engine  verdict       back after  predicted        goodput  amplification  "
      "wasted"
  );
  EXPECT_EQ(
      made[1],
      " one-retry  sim     ✔ metastable       never          –  276 → 0 → 0/s           2.00  "
      "100.0%"
  );
  EXPECT_EQ(made[3], " ✔ one-retry · sim: metastable, as expected");
  EXPECT_THAT(
      made[4],
      StartsWith("   Not back 2m30s after the last fault: 280.1 requests/s were asked for")
  );
}

TEST(ClosingTable, StaysWithinEveryWidth) {
  const executions all = samples::family();
  for (std::size_t width = 40; width <= 200; width += 8) {
    for (const bool colour : {false, true}) {
      for (const std::string& line : closing_table(all, width, colour))
        EXPECT_LE(columns_of(without_colour(line)), width) << line;
    }
  }
}

TEST(ClosingTable, HasEveryColumnInAPipe) {
  EXPECT_EQ(
      closing_table(samples::family(), room::pipe(), false)[0],
      closing_table(samples::family(), 200, false)[0]
  );
}

TEST(ClosingTable, WrapsSentencesInAPipe) {
  executions all{samples::outage({.retries = true})};
  const lines made = closing_table(all, room::pipe(), false);
  EXPECT_GT(made.size(), 4U);
  for (std::size_t i = 3; i < made.size(); ++i) EXPECT_LE(columns_of(made[i]), 100U) << made[i];
}

TEST(ClosingTable, KeepsVariantEngineAndVerdictWhereThereIsNoRoom) {
  EXPECT_EQ(closing_table(samples::family(), 40, false)[3], " one-retry  run ×3  ✔ metastable");
}

TEST(ClosingTable, MarksWhatWasNotExpected) {
  executions all{samples::outage({.retries = true})};
  all[0].expected = scenario::verdict_kind::pass;
  const lines made = closing_table(all, 100, false);
  EXPECT_THAT(made[1], HasSubstr("✘ metastable"));
  EXPECT_THAT(made, Contains(" ✘ one-retry · sim: metastable, though pass was expected"));
}

TEST(ClosingTable, ListsVerdictsThatDiffer) {
  executions all(3, samples::outage({.retries = true}));
  all[1].judgement.verdict.kind = scenario::verdict_kind::fail;
  const lines made = closing_table(all, 100, false);
  EXPECT_THAT(made[1], HasSubstr("sim ×3  ✘ metastable 2, fail 1"));
  EXPECT_THAT(
      made,
      Contains(StartsWith(" ✘ one-retry · sim: fail, though metastable was expected · 1 of 3 seeds")
      )
  );
}

TEST(ClosingTable, LeavesOutVariantsWhereThereAreNone) {
  executions all{samples::outage({})};
  all[0].record.variant.clear();
  EXPECT_THAT(closing_table(all, 100, false)[0], StartsWith(" engine"));
}

TEST(ClosingTable, PutsEnginesSideBySide) {
  EXPECT_THAT(
      closing_table(samples::family(), 100, false),
      Contains(HasSubstr("back after     124 s   129 s     5.25 s    [-9.25, 17.5] s"))
  );
}

TEST(ClosingTable, SaysThatNothingWasDone) {
  EXPECT_EQ(closing_table({}, 100, false), lines{"nothing was carried out"});
}

}  // namespace
}  // namespace surgeline::report
