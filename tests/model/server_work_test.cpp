#include <gmock/gmock.h>

#include <cmath>

#include "model/serving.hpp"

namespace surgeline::model {
namespace {

using measure::instrument;
using testing::ElementsAre;
using testing::IsEmpty;

/// So many slots, 10 ms of work.
scenario::service ten_ms(std::uint32_t slots) {
  return {.id = "shop", .slots = slots, .service_time = distribution::fixed(10ms)};
}

TEST(ServerWork, TakesLongerForEachOtherJobInWork) {
  scenario::service shop = ten_ms(3);
  shop.per_in_flight = 2ms;
  served one(shop);
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  one.work_until(at(1s));
  EXPECT_THAT(
      one.heard.answers,
      ElementsAre(
          hearing::answer{1, outcome::ok, at(10ms)},
          hearing::answer{2, outcome::ok, at(12ms)},
          hearing::answer{3, outcome::ok, at(14ms)}
      )
  );
}

TEST(ServerWork, TakesLongerForEachJobThatWaits) {
  scenario::service shop = ten_ms(1);
  shop.per_queued = 3ms;
  served one(shop);
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0ms));
  one.work_until(at(1s));
  EXPECT_THAT(
      one.heard.answers,
      ElementsAre(
          hearing::answer{1, outcome::ok, at(10ms)},
          hearing::answer{2, outcome::ok, at(23ms)},  // one waits behind it
          hearing::answer{3, outcome::ok, at(33ms)}
      )
  );
}

TEST(ServerWork, IsFasterWithMoreCapacity) {
  scenario::service shop = ten_ms(1);
  shop.speed = varying<double>({{0s, 1.0}, {10s, 3.0}});
  served one(shop);
  one.arrive(1, at(0s));
  EXPECT_EQ(one.shop.next_due(), at(10ms));
  one.work_until(at(5s));
  one.arrive(2, at(5s));
  EXPECT_EQ(one.shop.next_due(), at(5005ms));
}

scenario::service failing(double part, scenario::failure_outcome how) {
  scenario::service shop = ten_ms(1);
  shop.failure = scenario::failure{.share = share{part}, .outcome = how};
  return shop;
}

TEST(ServerWork, FailsAtTheEndOfItsTime) {
  served one(failing(1, {}));
  one.arrive(1, at(0s));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::failed, at(10ms)}));
  EXPECT_EQ(total(one.shop, instrument::served, 1s), 0);
}

TEST(ServerWork, FailsForItsShareOfTheJobs) {
  served one(failing(0.1, {}));
  const int jobs = 5000;
  for (int i = 0; i < jobs; ++i) one.arrive(static_cast<std::uint64_t>(i), at(10ms * i));
  one.work_until(at(100s));
  const auto failed = std::ranges::count(one.heard.answers, outcome::failed, &hearing::answer::how);
  // Four standard deviations of a binomial count.
  EXPECT_NEAR(static_cast<double>(failed), jobs * 0.1, 4 * std::sqrt(jobs * 0.1 * 0.9));
}

TEST(ServerWork, IsDoneAndNotAnsweredWhereItHangs) {
  served one(failing(1, {.what = scenario::failure_outcome::sort::hang}));
  one.arrive(1, at(0s));
  one.arrive(2, at(0s));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, IsEmpty());
  EXPECT_EQ(total(one.shop, instrument::served, 1s), 2) << "the slot is free for the next";
}

TEST(ServerWork, IsDoneAndLostWhereItResets) {
  served one(failing(1, {.what = scenario::failure_outcome::sort::reset}));
  one.arrive(1, at(0s));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::reset, at(10ms)}));
  EXPECT_EQ(total(one.shop, instrument::served, 1s), 1);
}

TEST(ServerWork, IsADuplicateWhenItsRequestHasBeenDone) {
  served one(ten_ms(1));
  one.arrive(1, at(0s), 0, 77);
  one.arrive(2, at(0s), 0, 77);
  one.arrive(3, at(0s), 0, 78);
  one.work_until(at(1s));
  EXPECT_EQ(total(one.shop, instrument::duplicated, 1s), 1);
}

TEST(ServerWork, IsNoDuplicateOfWorkThatFailed) {
  served one(failing(1, {}));
  one.arrive(1, at(0s), 0, 77);
  one.arrive(2, at(0s), 0, 77);
  one.work_until(at(1s));
  EXPECT_EQ(total(one.shop, instrument::duplicated, 1s), 0);
}

TEST(ServerWork, ShowsHowManyOfTheSlotsAreInUse) {
  scenario::service shop = ten_ms(4);
  shop.service_time = distribution::fixed(1s);
  served one(shop);
  for (std::uint64_t i = 1; i <= 3; ++i) one.arrive(i, at(0s));
  EXPECT_EQ(
      counted(one.shop, 250ms).last("service.shop", instrument::utilisation, at(250ms)),
      0.75
  );
}

}  // namespace
}  // namespace surgeline::model
