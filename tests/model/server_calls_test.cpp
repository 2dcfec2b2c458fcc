#include <gmock/gmock.h>

#include <cmath>

#include "model/serving.hpp"
#include "surgeline/model/steps.hpp"

namespace surgeline::model {
namespace {

using scenario::service_call;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using enum scenario::call_mode;

/// A shop with one slot and no work of its own that makes these calls.
served calling(std::vector<service_call> calls) {
  const scenario::service shop{
      .id = "shop",
      .slots = 1,
      .service_time = distribution::fixed(0ms),
      .calls = std::move(calls)
  };
  return served(shop, 1, steps_of(shop));
}

service_call with_fallback(duration takes) {
  return {.to = "stock", .fallback = scenario::fallback{distribution::fixed(takes)}};
}

/// The entries that were called, in order.
std::vector<std::uint32_t> called(const served& in) {
  std::vector<std::uint32_t> entries;
  for (const errand& one : in.heard.errands) entries.push_back(one.to_do.which);
  return entries;
}

TEST(ServerCalls, AreMadeOneAfterTheOther) {
  served one = calling({{.to = "stock"}, {.to = "ledger"}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  EXPECT_THAT(called(one), ElementsAre(0U));
  one.do_errand(at(5ms));
  EXPECT_THAT(called(one), ElementsAre(0U, 1U));
  one.do_errand(at(9ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(9ms)}));
}

TEST(ServerCalls, AreMadeAsOftenAsTheySay) {
  served one = calling({{.to = "stock", .times = 3}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  for (int i = 1; i <= 3; ++i) {
    EXPECT_THAT(one.heard.errands, SizeIs(i));
    one.do_errand(at(1ms * i));
  }
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(3ms)}));
}

TEST(ServerCalls, AreMadeTogetherWhereTheyAreParallel) {
  served one = calling({{.to = "stock", .times = 2, .mode = parallel}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  ASSERT_THAT(called(one), ElementsAre(0U, 0U));
  one.do_errand_number(1, at(4ms));
  EXPECT_THAT(one.heard.answers, IsEmpty());
  one.do_errand_number(0, at(9ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::ok, at(9ms)}));
}

TEST(ServerCalls, AreOneGroupWhereParallelOnesFollowOneAnother) {
  served one = calling(
      {{.to = "a", .mode = parallel}, {.to = "b", .mode = parallel}, {.to = "c", .mode = serial}}
  );
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  EXPECT_THAT(called(one), ElementsAre(0U, 1U));
  one.do_errand_number(0, at(1ms));
  one.do_errand_number(1, at(2ms));
  EXPECT_THAT(called(one), ElementsAre(0U, 1U, 2U));
}

TEST(ServerCalls, FailTheirJobWhenOneFails) {
  served one = calling({{.to = "stock"}, {.to = "ledger"}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  one.do_errand(at(5ms), outcome::timeout);
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::failed, at(5ms)}));
  EXPECT_THAT(one.heard.errands, SizeIs(1));
}

TEST(ServerCalls, FailTheirJobAtOnceThoughOthersAreUnderWay) {
  served one = calling({{.to = "stock", .times = 3, .mode = parallel}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  one.do_errand_number(0, at(5ms), outcome::reset);
  one.do_errand_number(1, at(6ms));
  one.do_errand_number(2, at(7ms), outcome::reset);
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::failed, at(5ms)}));
}

TEST(ServerCalls, AreReplacedByTheirFallback) {
  served one = calling({with_fallback(3ms), {.to = "ledger"}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  one.do_errand(at(5ms), outcome::failed);
  EXPECT_THAT(one.heard.errands, SizeIs(1));
  one.work_until(at(8ms));
  EXPECT_THAT(called(one), ElementsAre(0U, 1U));
  one.do_errand(at(10ms));
  EXPECT_THAT(one.heard.answers, ElementsAre(hearing::answer{1, outcome::degraded, at(10ms)}));
}

TEST(ServerCalls, AreMadeForTheirShareOfTheJobs) {
  served one = calling({{.to = "stock", .share = share{0.25}}});
  const int jobs = 4000;
  for (int i = 0; i < jobs; ++i) {
    one.arrive(static_cast<std::uint64_t>(i), at(1ms * i));
    one.wake(at(1ms * i));
    if (one.heard.count <= static_cast<std::uint64_t>(i)) one.do_errand(at(1ms * i));
  }
  EXPECT_EQ(one.heard.count, static_cast<std::uint64_t>(jobs));
  // Four standard deviations of a binomial count.
  const double wide = 4 * std::sqrt(jobs * 0.25 * 0.75);
  EXPECT_NEAR(static_cast<double>(one.heard.errands.size()), jobs * 0.25, wide);
}

TEST(ServerCalls, CarryTheKeyOfTheirJobEachInItsOwnWay) {
  served one = calling({{.to = "stock", .times = 2, .mode = parallel}});
  one.arrive(1, at(0ms), 0, 77);
  one.wake(at(0ms));
  one.do_errand_number(0, at(1ms));
  one.do_errand_number(1, at(1ms));
  one.arrive(2, at(2ms), 0, 77);  // the same request is tried again
  one.wake(at(2ms));
  const auto& made = one.heard.errands;
  ASSERT_THAT(made, SizeIs(4));
  EXPECT_NE(made[0].key, made[1].key);
  EXPECT_EQ(made[0].key, made[2].key);
  EXPECT_EQ(made[1].key, made[3].key);
}

TEST(ServerCalls, CarryNoKeyWhereTheirJobHasNone) {
  served one = calling({{.to = "stock"}});
  one.arrive(1, at(0ms));
  one.wake(at(0ms));
  EXPECT_EQ(one.heard.errands.at(0).key, 0U);
}

}  // namespace
}  // namespace surgeline::model
