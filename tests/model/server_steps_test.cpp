#include <gmock/gmock.h>

#include "model/serving.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr step own_work{}, daemon_step{step::sort::daemon, 0}, call_step{step::sort::call, 1};

/// One slot, 10 ms of work, and something that others do.
served shop_of(std::vector<step> steps) {
  const scenario::service shop{
      .id = "shop",
      .slots = 1,
      .service_time = distribution::fixed(10ms),
      .calls = {{.to = "stock"}, {.to = "ledger"}}
  };
  return served(shop, 1, std::move(steps));
}

TEST(ServerSteps, OfOthersAreBegunWhenTheirTurnComes) {
  served one = shop_of({own_work, call_step});
  one.arrive(1, at(0ms));
  EXPECT_THAT(one.heard.errands, IsEmpty());
  one.wake(at(10ms));
  ASSERT_THAT(one.heard.errands, SizeIs(1));
  EXPECT_EQ(one.heard.errands[0].to_do, call_step);
  EXPECT_THAT(one.heard.answers, IsEmpty());
}

TEST(ServerSteps, GoOnWhenAnErrandIsOver) {
  served one = shop_of({daemon_step, own_work});
  one.arrive(1, at(0ms));
  one.do_errand(at(25ms));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(35ms)}));
}

TEST(ServerSteps, HoldTheSlot) {
  served one = shop_of({daemon_step, own_work});
  one.arrive(1, at(0ms));
  one.arrive(2, at(1ms));
  EXPECT_THAT(one.heard.errands, SizeIs(1));
  one.do_errand(at(5ms));
  one.work_until(at(15ms));
  EXPECT_THAT(one.heard.errands, SizeIs(2));
}

TEST(ServerSteps, EndWithAFailureAfterABadErrand) {
  served one = shop_of({call_step, own_work});
  one.arrive(1, at(0ms));
  one.do_errand(at(5ms), outcome::timeout);
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::failed, at(5ms)}));
}

TEST(ServerSteps, AnswerDegradedAfterADegradedErrand) {
  served one = shop_of({call_step, own_work});
  one.arrive(1, at(0ms));
  one.do_errand(at(5ms), outcome::degraded);
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::degraded, at(15ms)}));
}

TEST(ServerSteps, AreNotTakenTwiceByAnErrandThatIsDoneTwice) {
  served one = shop_of({daemon_step, own_work});
  one.arrive(1, at(0ms));
  one.do_errand(at(1ms));
  one.do_errand(at(2ms));
  one.work_until(at(1s));
  EXPECT_THAT(one.heard.answers, SizeIs(1));
}

}  // namespace
}  // namespace surgeline::model
