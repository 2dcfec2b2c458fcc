#include "surgeline/report/acceptance.hpp"

#include <gtest/gtest.h>

namespace surgeline::report {
namespace {

using enum acceptance;

summary seeds(std::size_t as_expected, std::size_t of) {
  summary made;
  made.members.resize(of);
  made.as_expected = as_expected;
  return made;
}

const scenario::accept by_share{.pass = share{0.9}};
const scenario::accept by_interval{.pass = share{0.9}, .confidence = share{0.95}};

TEST(Acceptance, IsByTheShareAloneWithoutAConfidence) {
  EXPECT_EQ(acceptance_of(seeds(9, 10), by_share), accepted);
  EXPECT_EQ(acceptance_of(seeds(8, 10), by_share), refused);
}

// Wilson, 95 %: 10 of 10 is [0.72, 1], 100 of 100 [0.96, 1], 80 of 100 [0.71, 0.87].
TEST(Acceptance, WantsTheIntervalAboveTheShareWithOne) {
  EXPECT_EQ(acceptance_of(seeds(10, 10), by_interval), unsure);
  EXPECT_EQ(acceptance_of(seeds(100, 100), by_interval), accepted);
  EXPECT_EQ(acceptance_of(seeds(80, 100), by_interval), refused);
}

TEST(Acceptance, TakesASingleSeedByItsVerdict) {
  EXPECT_EQ(acceptance_of(seeds(1, 1), by_interval), accepted);
  EXPECT_EQ(acceptance_of(seeds(0, 1), by_interval), refused);
}

TEST(Acceptance, WantsAllOfThemWhereAllAreWanted) {
  const scenario::accept all{.confidence = share{0.95}};
  EXPECT_EQ(acceptance_of(seeds(50, 50), all), accepted);
  EXPECT_EQ(acceptance_of(seeds(49, 50), all), refused);
}

TEST(Acceptance, SaysWhatMoreSeedsWouldTell) {
  EXPECT_EQ(
      unsure_in_words(seeds(10, 10), by_interval),
      "10 of 10 seeds as expected neither show nor refute that 90% are: more seeds would tell"
  );
}

}  // namespace
}  // namespace surgeline::report
