#include "surgeline/report/summary.hpp"

#include <gtest/gtest.h>

#include "report/samples.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;

using scenario::verdict_kind;

TEST(Summary, IsOneAVariantAndEngineInOrderOfAppearance) {
  const auto all = summarise(samples::family());
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].variant, "no-retry");
  EXPECT_EQ(all[0].engine, scenario::engine::run);
  EXPECT_EQ(all[3].variant, "one-retry");
  EXPECT_EQ(all[3].engine, scenario::engine::sim);
}

TEST(Summary, KnowsWhereItsExecutionsAre) {
  EXPECT_EQ(summarise(samples::family())[1].members, (std::vector<std::size_t>{3, 4, 5, 6, 7}));
}

TEST(Summary, CountsVerdictsTheCommonestFirst) {
  executions all(5, samples::outage({}));
  all[0].judgement.verdict.kind = verdict_kind::fail;
  all[3].judgement.verdict.kind = verdict_kind::fail;
  const auto made = summarise(all).front();
  const std::vector<std::pair<verdict_kind, std::size_t>> counts{
      {verdict_kind::pass, 3},
      {verdict_kind::fail, 2}
  };
  EXPECT_EQ(made.verdicts, counts);
  EXPECT_EQ(made.as_expected, 3U);
  EXPECT_EQ(made.expected_share, wilson(3, 5));
}

TEST(Summary, CountsRecoveriesOfThoseThatWereWatched) {
  executions all(4, samples::outage({}));
  all[0].judgement.recovery = {};
  all[1].judgement.recovery.took.reset();
  const auto made = summarise(all).front();
  EXPECT_EQ(made.watched, 3U);
  EXPECT_EQ(made.recovered, 2U);
  EXPECT_EQ(made.recovery_seconds.count, 2U);
}

TEST(Summary, HoldsTheMedianRecoveryAgainstThePrediction) {
  executions all(1, samples::outage({}));
  all[0].judgement.recovery.took = 110s;
  all[0].judgement.recovery.predicted = 100s;
  EXPECT_NEAR(summarise(all).front().deviation.value(), 0.1, 1e-12);
}

TEST(Summary, HasNoDeviationWithoutAPrediction) {
  executions all(1, samples::outage({.retries = true}));
  EXPECT_FALSE(summarise(all).front().deviation);
}

TEST(Summary, OfNothingIsNothing) { EXPECT_TRUE(summarise({}).empty()); }

TEST(Comparison, IsMadeWhereBothEnginesRanAVariant) {
  executions all = samples::family();
  all.erase(all.begin(), all.begin() + 3);  // no live run of no-retry
  for (const comparison& each : compare_engines(all)) EXPECT_EQ(each.variant, "one-retry");
}

TEST(Comparison, LeavesOutWhatNeitherEngineHas) {
  for (const comparison& each : compare_engines(samples::family())) {
    EXPECT_FALSE(each.variant == "one-retry" && each.name == "recovery_seconds");
  }
}

TEST(Comparison, IsOfTheSimulationAgainstTheRun) {
  executions all;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    for (const auto engine : {scenario::engine::run, scenario::engine::sim}) {
      all.push_back(samples::outage({.engine = engine, .seed = seed}));
      const duration slower = engine == scenario::engine::sim ? 5s : 0s;
      all.back().judgement.recovery.took = 100s + slower + std::chrono::milliseconds{100 * seed};
    }
  }
  const comparison made = compare_engines(all).front();
  EXPECT_EQ(made.name, "recovery_seconds");
  EXPECT_NEAR(made.shift, 5, 1e-9);
  EXPECT_TRUE(made.shifted->holds(5));
  EXPECT_FALSE(made.shifted->holds(0));
  EXPECT_TRUE(made.means->holds(5));
}

}  // namespace
}  // namespace surgeline::report
