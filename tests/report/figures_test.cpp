#include "surgeline/report/figures.hpp"

#include <gtest/gtest.h>

#include "report/samples.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;

TEST(Figures, HaveTheGoodputWhileFaultsWereInForce) {
  EXPECT_NEAR(figures_of(samples::outage({})).goodput_in_faults.value(), 0, 1);
}

TEST(Figures, LookFiveSecondsAtWhatAMomentaryFaultDid) {
  execution one = samples::outage({});
  ASSERT_EQ(one.record.course.activations.size(), 1);
  scenario::span& when = one.record.course.activations.front().when;
  when.to = when.from + 100ms;
  EXPECT_NEAR(figures_of(one).goodput_in_faults.value(), 0, 1);
}

TEST(Figures, AreOfTheLoadThatTheRecoveryNames) {
  execution one = samples::outage({});
  scenario::load other = one.record.file.loads.front();
  other.id = "batch";
  one.record.file.loads.insert(one.record.file.loads.begin(), other);
  EXPECT_EQ(figures_of(one).load, "users");
}

TEST(Figures, TakeGoodputBeforeFromTheBaseline) {
  EXPECT_NEAR(figures_of(samples::outage({})).goodput_before.value(), samples::demand, 5);
}

TEST(Figures, TakeGoodputAfterFromTheTimeBeforeRelief) {
  EXPECT_NEAR(figures_of(samples::outage({.retries = true})).goodput_after.value(), 0, 1);
}

TEST(Figures, AgreeWithTheJudge) {
  const execution one = samples::outage({.retries = true});
  const figures seen = figures_of(one);
  EXPECT_NEAR(seen.amplification.value(), one.judgement.recovery.amplification, 1e-9);
  EXPECT_NEAR(seen.wasted_share.value(), one.judgement.recovery.wasted_share, 1e-9);
  EXPECT_NEAR(seen.goodput_share.value(), one.judgement.recovery.goodput_share, 1e-9);
}

TEST(Figures, HaveNoRecoveryWhereNoneWasSeen) {
  EXPECT_FALSE(figures_of(samples::outage({.retries = true})).recovery_seconds);
}

TEST(Figures, AreEmptyForAFileWithoutLoads) {
  execution one = samples::outage({});
  one.record.file.loads.clear();
  one.record.file.recovery.reset();
  EXPECT_EQ(figures_of(one), figures{});
}

TEST(Figures, StayWhenAnExecutionIsCondensed) {
  execution one = samples::outage({});
  const figures before = figures_of(one);
  condense(one);
  EXPECT_TRUE(one.record.recording.subjects().empty());
  EXPECT_EQ(figures_of(one), before);
}

}  // namespace
}  // namespace surgeline::report
