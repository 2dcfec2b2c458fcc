#include <gmock/gmock.h>

#include <cmath>

#include "model/serving.hpp"
#include "surgeline/model/steps.hpp"

namespace surgeline::model {
namespace {

using measure::instrument;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// A cache with room for two of three keys, cold, that takes no time.
scenario::service small_cache(scenario::cache_kind kind = scenario::cache_kind::look_aside) {
  return {
      .id = "shop",
      .role = scenario::role::cache,
      .slots = 4,
      .service_time = distribution::fixed(0ms),
      .calls = {{.to = "database"}},
      .cache = {.kind = kind, .keys = 1, .warm = share{0}}
  };
}

served of_role(const scenario::service& what) { return served(what, 1, steps_of(what)); }

/// Asks with a key of its own.
void ask(served& one, std::uint64_t attempt, time_point when) {
  one.arrive(attempt, when, 0, attempt);
  one.wake(when);
}

TEST(ServerCache, AsksTheOtherForWhatItHasNot) {
  served one = of_role(small_cache());
  ask(one, 1, at(0s));
  ASSERT_THAT(one.heard.errands, SizeIs(1));
  EXPECT_THAT(one.heard.answers, IsEmpty());
  one.do_errand(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(1s)}));
}

TEST(ServerCache, AnswersWhatItHas) {
  served one = of_role(small_cache());
  ask(one, 1, at(0s));
  one.do_errand(at(1s));
  ask(one, 2, at(2s));
  EXPECT_THAT(one.heard.errands, SizeIs(1));
  EXPECT_EQ(one.heard.count, 2U);
  EXPECT_EQ(total(one.shop, instrument::hits, 3s), 1);
}

TEST(ServerCache, IsNotFilledByACallThatFailed) {
  served one = of_role(small_cache());
  ask(one, 1, at(0s));
  one.do_errand(at(1s), outcome::timeout);
  ask(one, 2, at(2s));
  EXPECT_THAT(one.heard.errands, SizeIs(2));
}

TEST(ServerCache, IsNotFilledByACallerWhoHasLeft) {
  served one = of_role(small_cache());
  ask(one, 1, at(0s));
  one.shop.leave(0, 1, at(1s), one.heard);
  one.do_errand(at(2s));
  ask(one, 2, at(3s));
  EXPECT_THAT(one.heard.errands, SizeIs(2));
}

TEST(ServerCache, FillsItselfWhereItReadsThrough) {
  served one = of_role(small_cache(scenario::cache_kind::read_through));
  ask(one, 1, at(0s));
  one.shop.leave(0, 1, at(1s), one.heard);
  one.do_errand(at(2s));
  ask(one, 2, at(3s));
  EXPECT_THAT(one.heard.errands, SizeIs(1));
}

TEST(ServerCache, IsWarmAtTheStart) {
  scenario::service warm = small_cache();
  warm.cache.warm = share{1};
  served one = of_role(warm);
  ask(one, 1, at(0s));
  EXPECT_THAT(one.heard.errands, IsEmpty());
}

TEST(ServerCache, ForgetsWhatIsFlushed) {
  scenario::service warm = small_cache();
  warm.cache.warm = share{1};
  served one = of_role(warm);
  one.shop.flush(0, 1, 0);
  ask(one, 1, at(0s));
  EXPECT_THAT(one.heard.errands, SizeIs(1));
}

/// A log with one slot that appends in 1 ms.
scenario::service log_of(bool idempotent) {
  return {
      .id = "shop",
      .role = scenario::role::log,
      .slots = 1,
      .service_time = distribution::fixed(1ms),
      .log = {.idempotent = idempotent}
  };
}

TEST(ServerLog, AppendsWhatIsSentAgain) {
  served one(log_of(false));
  one.arrive(1, at(0s), 0, 77);
  one.arrive(2, at(0s), 0, 77);
  one.work_until(at(1s));
  EXPECT_EQ(total(one.shop, instrument::duplicated, 1s), 1);
}

TEST(ServerLog, AcknowledgesAndDropsWhatIsSentAgainWhereItIsIdempotent) {
  served one(log_of(true));
  one.arrive(1, at(0s), 0, 77);
  one.arrive(2, at(0s), 0, 77);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, SizeIs(2));
  EXPECT_EQ(total(one.shop, instrument::duplicated, 1s), 0);
}

TEST(ServerLog, HasConsumersThatReadWhatIsAppended) {
  scenario::service what = log_of(true);
  what.log.consumer = {.batch = 1, .service_time = distribution::fixed(5ms)};
  served one(what);
  one.arrive(1, at(0s), 0, 77);
  one.arrive(2, at(0s), 0, 77);
  one.work_until(at(6ms));
  EXPECT_EQ(total(one.shop, instrument::consumed, 1s), 1) << "what was not appended is not there";
}

TEST(ServerLog, CountsWhatItsConsumersLose) {
  scenario::service what = log_of(false);
  what.log.consumer = {.commit = scenario::commit_order::before, .batch = 3, .crash = share{1}};
  served one(what);
  for (std::uint64_t key = 1; key <= 3; ++key) one.arrive(key, at(0s), 0, key);
  one.work_until(at(1s));
  const auto all = counted(one.shop, 1s);
  EXPECT_EQ(all.sum("service.shop", instrument::lost, at(0s), at(1s)), 3);
  EXPECT_EQ(all.sum("service.shop", instrument::consumed, at(0s), at(1s)), 0);
}

TEST(ServerLog, RepeatsWhatItsConsumersHadNotCommitted) {
  scenario::service what = log_of(false);
  what.log.consumer = {.batch = 1, .crash = share{1}, .restart = 10ms};
  served one(what);
  one.arrive(1, at(0s), 0, 1);
  one.work_until(at(25ms));
  // Worked on by 2 ms, 13 ms and 24 ms.
  const auto all = counted(one.shop, 1s);
  EXPECT_EQ(all.sum("service.shop", instrument::consumed, at(0s), at(1s)), 3);
  EXPECT_EQ(all.sum("service.shop", instrument::reprocessed, at(0s), at(1s)), 2);
}

TEST(ServerKeys, AreAnsweredAndNotDoneAgainWhereTheServerIsIdempotent) {
  served one({.id = "shop", .slots = 2, .log = {.idempotent = true}});
  one.arrive(1, at(0s), 0, 77);
  one.arrive(2, at(0s), 0, 77);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, SizeIs(2));
  EXPECT_EQ(total(one.shop, instrument::duplicated, 1s), 0);
}

/// A job queue whose leases last 30 s.
scenario::service jobs(std::uint32_t slots, distribution takes, bool fencing = false) {
  return {
      .id = "shop",
      .role = scenario::role::queue,
      .slots = slots,
      .service_time = std::move(takes),
      .lease = {.lease = 30s, .fencing = fencing}
  };
}

TEST(ServerQueue, HandsOutAgainWhatIsNotDoneInTime) {
  served one(jobs(2, distribution::fixed(50s)));
  one.arrive(1, at(0s));
  one.work_until(at(100s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(50s)}));
  EXPECT_EQ(total(one.shop, instrument::served, 101s), 2);
  EXPECT_EQ(total(one.shop, instrument::duplicated, 200s), 0) << "taken above";
}

TEST(ServerQueue, CountsWhatIsDoneTwice) {
  served one(jobs(2, distribution::fixed(50s)));
  one.arrive(1, at(0s));
  one.work_until(at(100s));
  EXPECT_EQ(total(one.shop, instrument::duplicated, 101s), 1);
}

TEST(ServerQueue, DoesNothingTwiceWhereItFences) {
  served one(jobs(2, distribution::fixed(50s), true));
  one.arrive(1, at(0s));
  one.work_until(at(79s));
  EXPECT_THAT(one.heard.answers, IsEmpty()) << "the first has an outdated token";
  one.work_until(at(10min));
  EXPECT_LE(total(one.shop, instrument::served, 11min), 1);
}

TEST(ServerQueue, GivesTheJobOfAStuckReplicaToAnother) {
  scenario::service two = jobs(1, distribution::fixed(10s));
  two.replicas = 2;
  two.lease.heartbeat = 5s;
  served one(two);
  one.arrive(1, at(0s), 0);
  one.shop.stall(0, at(7s), one.heard);  // the last heartbeat was at 5 s
  one.work_until(at(100s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(45s)}));
}

TEST(ServerQueue, LeavesTheJobOfAWorkerThatBeats) {
  scenario::service slow = jobs(2, distribution::fixed(100s));
  slow.lease.heartbeat = 10s;
  served one(slow);
  one.arrive(1, at(0s));
  one.work_until(at(200s));
  EXPECT_EQ(total(one.shop, instrument::served, 201s), 1);
}

TEST(ServerQueue, HandsOutTheJobOfAReplicaThatCrashed) {
  scenario::service two = jobs(1, distribution::fixed(10s));
  two.replicas = 2;
  served one(two);
  one.arrive(1, at(0s), 0);
  one.shop.crash(0, at(5s), one.heard);
  one.work_until(at(100s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(40s)}));
}

TEST(ServerQueue, DoesSoManyTwiceAsTakeLongerThanTheirLease) {
  // One in ten takes 75 s: it is handed out again at 30 s, and at 60 s too if the second takes as long.
  const double slow = 0.1;
  const distribution takes{distribution::mixture_law{
      {{.weight = 1 - slow, .of = distribution::fixed(1s)},
       {.weight = slow, .of = distribution::fixed(75s)}}
  }};
  served one(jobs(1000, takes));
  const int count = 20'000;
  for (int i = 1; i <= count; ++i) {
    one.work_until(at(1s * i));
    one.arrive(static_cast<std::uint64_t>(i), at(1s * i));
  }
  one.work_until(at(1s * count + 1h));
  const double seen = total(one.shop, instrument::duplicated, 1s * count + 2h) / count;
  const double told = slow + slow * slow;
  // Four standard errors of the share.
  EXPECT_NEAR(seen, told, 4 * std::sqrt(told / count));
}

}  // namespace
}  // namespace surgeline::model
