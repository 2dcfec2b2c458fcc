#include "surgeline/model/server.hpp"

#include <gmock/gmock.h>

#include "model/serving.hpp"

namespace surgeline::model {
namespace {

using measure::instrument;
using testing::ElementsAre;
using testing::IsEmpty;

scenario::service shop(std::uint32_t slots, duration service_time, std::uint32_t limit = 1024) {
  return {
      .id = "shop",
      .slots = slots,
      .queue = {.limit = limit},
      .service_time = distribution::fixed(service_time),
  };
}

TEST(Server, AnswersAfterItsServiceTime) {
  served one(shop(1, 10ms));
  one.arrive(1, at(5ms));
  EXPECT_EQ(one.shop.next_due(), at(15ms));
  one.wake(at(14ms));
  EXPECT_THAT(one.heard.answers, IsEmpty());
  one.wake(at(15ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(15ms)}));
  EXPECT_EQ(one.shop.next_due(), never);
}

TEST(Server, ServesWhoCameFirst) {
  served one(shop(1, 10ms));
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  one.work_until(at(1s));
  EXPECT_THAT(
      one.heard.answers,
      ElementsAre(
          hearing::answer{1, outcome::ok, at(10ms)},
          hearing::answer{2, outcome::ok, at(20ms)},
          hearing::answer{3, outcome::ok, at(30ms)}
      )
  );
}

TEST(Server, WorksOnAsManyAsItHasSlots) {
  served one(shop(2, 10ms));
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  one.work_until(at(1s));
  EXPECT_THAT(
      one.heard.answers,
      ElementsAre(
          hearing::answer{1, outcome::ok, at(10ms)},
          hearing::answer{2, outcome::ok, at(10ms)},
          hearing::answer{3, outcome::ok, at(20ms)}
      )
  );
}

TEST(Server, RefusesWhoFindsTheQueueFull) {
  served one(shop(1, 10ms, 1));
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{3, outcome::rejected, at(0ms)}));
  EXPECT_EQ(total(one.shop, instrument::refused, 1s), 1);
}

TEST(Server, ResetsWhoFindsAQueueFullThatResets) {
  auto what = shop(1, 10ms, 0);
  what.queue.on_full = resilience::on_full::reset;
  served one(what);
  for (std::uint64_t i = 1; i <= 2; ++i) one.arrive(i, at(0ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{2, outcome::reset, at(0ms)}));
}

TEST(Server, RefusesWhoHasWaitedLongestForAQueueThatDropsTheOldest) {
  auto what = shop(1, 10ms, 2);
  what.queue.on_full = resilience::on_full::drop_oldest;
  served one(what);
  for (std::uint64_t i = 1; i <= 4; ++i) one.arrive(i, at(0ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{2, outcome::rejected, at(0ms)}));
  EXPECT_EQ(total(one.shop, instrument::refused, 1s), 1);
}

TEST(Server, LetsWaitBeforeTheDoorWhoFindsAQueueFullThatBlocks) {
  auto what = shop(1, 10ms, 1);
  what.queue.on_full = resilience::on_full::block;
  served one(what);
  for (std::uint64_t i = 1; i <= 4; ++i) one.arrive(i, at(0ms));
  one.work_until(at(1s));
  ASSERT_EQ(one.heard.answers.size(), 4U);
  EXPECT_EQ(one.heard.answers.back(), (hearing::answer{4, outcome::ok, at(40ms)}));
}

TEST(Server, RefusesWhomTheQueueDropsForWaitingTooLong) {
  auto what = shop(1, 30ms);
  what.queue.order = resilience::order::codel_lifo;
  what.queue.interval = 20ms;
  served one(what);
  one.arrive(1, at(0ms));
  one.arrive(2, at(1ms));
  one.work_until(at(1s));
  EXPECT_THAT(
      one.heard.answers,
      ElementsAre(
          hearing::answer{1, outcome::ok, at(30ms)},
          hearing::answer{2, outcome::rejected, at(30ms)}
      )
  );
}

TEST(Server, HasNobodyWaitWithoutAQueue) {
  served one(shop(1, 10ms, 0));
  one.arrive(1, at(0ms));
  one.arrive(2, at(5ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{2, outcome::rejected, at(5ms)}));
}

TEST(Server, GivesASlotThatEndsNowToWhoComesNow) {
  served one(shop(1, 10ms, 0));
  one.arrive(1, at(0ms));
  one.arrive(2, at(10ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(10ms)}));
}

TEST(Server, StartsTheNextJobAtTheIdealEndOfTheOneBefore) {
  served one(shop(1, 10ms));
  for (std::uint64_t i = 1; i <= 100; ++i) one.arrive(i, at(0ms));
  std::uint64_t wakeups = 0;
  while (one.shop.next_due() != never) {
    // Every wake-up is late, by up to 7 ms; the k-th job still ends at k · 10 ms.
    const duration late = 1ms * (wakeups++ % 8);
    one.wake(one.shop.next_due() + late);
    const auto done = static_cast<std::int64_t>(one.heard.answers.size());
    ASSERT_EQ(one.shop.next_due(), done < 100 ? at(10ms * (done + 1)) : never);
  }
  EXPECT_EQ(one.heard.answers.size(), 100U);
}

TEST(Server, EndsAllThatIsDueInOneLateWakeUp) {
  served one(shop(1, 10ms));
  for (std::uint64_t i = 1; i <= 5; ++i) one.arrive(i, at(0ms));
  one.wake(at(35ms));
  EXPECT_EQ(one.heard.answers.size(), 3U);
  EXPECT_EQ(one.shop.next_due(), at(40ms));
}

TEST(Server, NeverStartsAJobBeforeItCame) {
  served one(shop(1, 10ms));
  one.arrive(1, at(0ms));
  one.arrive(2, at(25ms));
  EXPECT_EQ(one.shop.next_due(), at(35ms));
}

TEST(Server, DoesAsMuchAsItsCapacityAndNoMore) {
  served one(shop(3, 10ms, 100'000));  // 300/s
  for (std::uint64_t i = 0; i < 4000; ++i) one.arrive(i, at(0ms));
  one.work_until(at(10s));
  EXPECT_EQ(one.heard.count, 3000U);
}

TEST(Server, LosesTheSlotOfAJobThatNeverEnds) {
  served one(
      {.id = "shop",
       .slots = 2,
       .service_time = distribution{distribution::mixture_law{
           {{.weight = 1, .of = distribution::never()},
            {.weight = 1, .of = distribution::fixed(1ms)}}
       }}}
  );
  for (std::uint64_t i = 0; i < 100; ++i) one.arrive(i, at(1s * static_cast<int>(i)));
  one.work_until(at(1h));
  EXPECT_EQ(one.shop.next_due(), never);
  EXPECT_LT(one.heard.count, 30U);  // two of them took a slot each for ever
  EXPECT_EQ(counted(one.shop, 2h).last("service.shop", instrument::in_flight, at(2h)), 2);
}

TEST(Server, TakesNoTimeWithoutServiceTime) {
  served one(shop(1, 0ms));
  one.arrive(1, at(3ms));
  one.arrive(2, at(3ms));
  one.work_until(at(3ms));
  EXPECT_EQ(one.heard.count, 2U);
}

TEST(Server, HasAQueueAndSlotsForEachReplica) {
  scenario::service two = shop(1, 10ms, 0);
  two.replicas = 2;
  served one(two);
  one.arrive(1, at(0ms), 0);
  one.arrive(2, at(0ms), 1);
  EXPECT_THAT(one.heard.answers, IsEmpty());
  one.arrive(3, at(0ms), 1);
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{3, outcome::rejected, at(0ms)}));
}

TEST(Server, GivesTheAnswerBackWithItsOrigin) {
  struct noting final : surroundings {
    bool reply(const job& done, outcome) override {
      origin = done.origin;
      return true;
    }
    void begin(const errand&, time_point) override {}
    std::uint64_t origin = 0;
  } noted;
  server one(shop(1, 1ms), chance{1});
  one.arrive(0, {.attempt = 1, .origin = 77}, at(0ms), noted);
  one.advance(at(1ms), noted);
  EXPECT_EQ(noted.origin, 77U);
}

TEST(Server, DrawsServiceTimesByReplicaAndOrdinal) {
  const scenario::service random{
      .id = "shop",
      .replicas = 2,
      .slots = 1,
      .service_time = distribution::uniform(1ms, 100ms),
  };
  served quiet(random), busy(random);
  busy.arrive(9, at(0ms), 1);  // the other replica's jobs change nothing
  quiet.arrive(1, at(0ms), 0);
  busy.arrive(1, at(0ms), 0);
  quiet.work_until(at(1s));
  busy.work_until(at(1s));
  const auto when = [](const served& in) {
    return std::ranges::find(in.heard.answers, 1U, &hearing::answer::attempt)->when;
  };
  EXPECT_EQ(when(quiet), when(busy));
}

TEST(Server, CountsWhatCameAndWhatWasDone) {
  served one(shop(1, 10ms));
  for (std::uint64_t i = 0; i < 5; ++i) one.arrive(i, at(0ms));
  one.work_until(at(30ms));
  const auto all = counted(one.shop, 250ms);
  EXPECT_EQ(all.sum("service.shop", instrument::arrived, at(0s), at(250ms)), 5);
  EXPECT_EQ(all.sum("service.shop", instrument::served, at(0s), at(250ms)), 3);
}

TEST(Server, CountsWhatNobodyHearsAsWasted) {
  served one(shop(1, 10ms));
  one.heard.listens = false;
  for (std::uint64_t i = 0; i < 5; ++i) one.arrive(i, at(0ms));
  one.work_until(at(30ms));
  EXPECT_EQ(counted(one.shop, 250ms).sum("service.shop", instrument::wasted, at(0s), at(250ms)), 3);
}

TEST(Server, ShowsWhoWaitsAndWhoIsInWork) {
  served one(shop(2, 100ms));
  for (std::uint64_t i = 0; i < 5; ++i) one.arrive(i, at(0ms));
  one.work_until(at(100ms));
  const auto later = counted(one.shop, 250ms);
  EXPECT_EQ(later.last("service.shop", instrument::queue, at(250ms)), 1);
  EXPECT_EQ(later.last("service.shop", instrument::in_flight, at(250ms)), 2);
}

TEST(Server, MeasuresTheWaitFromArrivalToTheIdealStart) {
  served one(shop(1, 10ms));
  one.arrive(1, at(0ms));
  one.arrive(2, at(4ms));
  one.wake(at(19ms));  // late
  const auto waits =
      counted(one.shop, 250ms).merged("service.shop", instrument::queue_delay, at(0s), at(250ms));
  EXPECT_EQ(waits.count(), 2U);
  EXPECT_EQ(waits.mean(), 3ms);  // none, and 6 ms
}

}  // namespace
}  // namespace surgeline::model
