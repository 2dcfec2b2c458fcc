#include <gmock/gmock.h>

#include "model/serving.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// One slot, 10 ms of work.
scenario::service one_slot() {
  return {.id = "shop", .slots = 1, .service_time = distribution::fixed(10ms)};
}

/// The same, and what nobody waits for any more is not worked on.
scenario::service cancelling() {
  scenario::service shop = one_slot();
  shop.cancel_on_disconnect = true;
  return shop;
}

TEST(ServerHosts, AddTheirStallToTheWorkTheyWereAt) {
  served one(one_slot());
  one.arrive(1, at(0ms));
  one.shop.stall(0, at(4ms), one.heard);
  EXPECT_EQ(one.shop.next_due(), never);
  one.shop.resume(0, at(100ms), one.heard);
  EXPECT_EQ(one.shop.next_due(), at(106ms));
}

TEST(ServerHosts, ReadWhoCameDuringAStallBehindIt) {
  scenario::service tight = one_slot();
  tight.queue.limit = 0;
  served one(tight);
  one.shop.stall(0, at(0ms), one.heard);
  one.arrive(1, at(5ms));
  one.arrive(2, at(6ms));
  EXPECT_THAT(one.heard.answers, IsEmpty()) << "who is frozen refuses nobody";
  one.heard.now = at(50ms);
  one.shop.resume(0, at(50ms), one.heard);
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{2, outcome::rejected, at(50ms)}));
  EXPECT_EQ(one.shop.next_due(), at(60ms));
}

TEST(ServerHosts, HearOfErrandsBehindAStall) {
  served one({.id = "shop", .slots = 1}, 1, {step{step::sort::daemon, 0}});
  one.arrive(1, at(0ms));
  one.shop.stall(0, at(1ms), one.heard);
  one.do_errand_number(0, at(2ms));
  EXPECT_THAT(one.heard.answers, IsEmpty());
  one.heard.now = at(9ms);
  one.shop.resume(0, at(9ms), one.heard);
  EXPECT_THAT(one.heard.answers, SizeIs(1));
}

TEST(ServerHosts, StallForTheirOwnReplicasOnly) {
  scenario::service two = one_slot();
  two.replicas = 2;
  served one(two);
  one.arrive(1, at(0ms), 0);
  one.arrive(2, at(0ms), 1);
  one.shop.stall(0, at(1ms), one.heard);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{2, outcome::ok, at(10ms)}));
}

TEST(ServerHosts, LoseTheirJobsWhenTheyCrash) {
  served one(one_slot());
  one.arrive(1, at(0ms));
  one.arrive(2, at(0ms));
  EXPECT_EQ(one.shop.crash(0, at(5ms), one.heard), 2U);
  EXPECT_EQ(one.shop.next_due(), never);
  one.shop.start(0, 0ms, at(20ms));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, IsEmpty());
  EXPECT_EQ(counted(one.shop, 1s).last("service.shop", measure::instrument::in_flight, at(1s)), 0);
}

TEST(ServerHosts, ResetWhoComesWhileTheyAreDown) {
  served one(one_slot());
  one.shop.crash(0, at(5ms), one.heard);
  one.arrive(1, at(6ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::reset, at(6ms)}));
}

TEST(ServerHosts, BeginNoWorkBeforeTheyAreWarm) {
  served one(one_slot());
  one.shop.crash(0, at(0ms), one.heard);
  one.shop.start(0, 100ms, at(20ms));
  one.arrive(1, at(30ms));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(130ms)}));
}

TEST(ServerHosts, AreColdAtTheStartOfTheRun) {
  scenario::service cold = one_slot();
  cold.cold_start = 1s;
  served one(cold);
  one.arrive(1, at(30ms));
  one.work_until(at(2s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(1010ms)}));
}

TEST(ServerHosts, TakeSoManyTimesLongerWhileTheyAreSlow) {
  served one(one_slot());
  one.shop.slow(0, 3);
  one.arrive(1, at(0ms));
  EXPECT_EQ(one.shop.next_due(), at(30ms));
}

TEST(ServerHosts, ForgetAnErrandOfAJobThatWasLost) {
  served one({.id = "shop", .slots = 1}, 1, {step{step::sort::daemon, 0}});
  one.arrive(1, at(0ms));
  one.shop.crash(0, at(1ms), one.heard);
  one.shop.start(0, 0ms, at(2ms));
  one.do_errand_number(0, at(3ms));
  EXPECT_THAT(one.heard.answers, IsEmpty());
}

TEST(ServerLeaving, FreesTheSlotOfAJobNobodyWaitsFor) {
  served one(cancelling());
  one.arrive(1, at(0ms));
  one.arrive(2, at(1ms));
  one.shop.leave(0, 1, at(4ms), one.heard);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{2, outcome::ok, at(14ms)}));
}

TEST(ServerLeaving, TakesAJobOutOfTheQueue) {
  served one(cancelling());
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  one.shop.leave(0, 2, at(1ms), one.heard);
  one.work_until(at(1s));
  EXPECT_THAT(
      one.heard.answers,
      ElementsAre(
          hearing::answer{1, outcome::ok, at(10ms)},
          hearing::answer{3, outcome::ok, at(20ms)}
      )
  );
}

TEST(ServerLeaving, EndsAllThatAnOriginAskedFor) {
  served one(cancelling());
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  one.shop.leave(0, at(1ms), one.heard);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, IsEmpty());
}

TEST(ServerLeaving, ChangesNothingWhereJobsAreNotCancelled) {
  served one(one_slot());
  one.arrive(1, at(0ms));
  one.shop.leave(0, at(1ms), one.heard);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, SizeIs(1));
}

}  // namespace
}  // namespace surgeline::model
