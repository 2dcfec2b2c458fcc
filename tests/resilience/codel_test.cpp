#include "surgeline/resilience/codel.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "resilience/queueing.hpp"

namespace surgeline::resilience {
namespace {

using testing::Each;
using testing::IsEmpty;
using testing::Le;

constexpr std::size_t crowd = 100;

/// When it drops, asked every millisecond about waits of `waited`, up to `until`.
std::vector<duration> drops(codel& by, duration waited, duration from, duration until) {
  std::vector<duration> all;
  for (duration now = from; now < until; now += 1ms) {
    while (by.drops(at(now), waited, crowd)) all.push_back(now);
  }
  return all;
}

TEST(Codel, DropsNobodyWhileWaitsAreUnderItsTarget) {
  codel one{5ms, 100ms};
  EXPECT_THAT(drops(one, 4ms, 0ms, 10s), IsEmpty());
}

TEST(Codel, LetsABurstWaitForAnInterval) {
  codel one{5ms, 100ms};
  EXPECT_THAT(drops(one, 90ms, 0ms, 100ms), IsEmpty());
  EXPECT_EQ(drops(one, 90ms, 100ms, 110ms).size(), 1U);
}

TEST(Codel, BeginsAgainWhenOneWaitIsUnderItsTarget) {
  codel one{5ms, 100ms};
  drops(one, 90ms, 0ms, 99ms);
  EXPECT_FALSE(one.drops(at(99ms), 4ms, crowd));
  EXPECT_THAT(drops(one, 90ms, 100ms, 200ms), IsEmpty());
}

TEST(Codel, DropsNobodyWhoIsNearlyAlone) {
  codel one{5ms, 100ms};
  for (duration now{}; now < 10s; now += 1ms) EXPECT_FALSE(one.drops(at(now), 1s, 1));
}

// The nth drop comes Σ interval/√i after the first: the control law of RFC 8289, 5.4.
TEST(Codel, DropsFasterAndFasterByItsControlLaw) {
  codel one{5ms, 100ms};
  const auto seen = drops(one, 90ms, 0ms, 2s);
  ASSERT_GT(seen.size(), 20U);
  double due = 0.1;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_NEAR(seconds(seen[i]), due, 0.0011) << "drop " << i + 1;
    due += 0.1 / std::sqrt(static_cast<double>(i + 1));
  }
}

TEST(Codel, GoesOnAsFastAsItWasIfTheQueueStandsAgainSoon) {
  codel one{5ms, 100ms};
  const std::size_t before = drops(one, 90ms, 0ms, 2s).size();
  one.drops(at(2s), 1ms, crowd);
  const auto again = drops(one, 90ms, 2001ms, 2201ms);
  ASSERT_GT(again.size(), 3U);
  const double gap = 0.1 / std::sqrt(static_cast<double>(before));
  EXPECT_NEAR(seconds(again[1] - again[0]), gap, 0.002);
}

TEST(Codel, BeginsSlowlyIfTheQueueStandsAgainMuchLater) {
  codel one{5ms, 100ms};
  drops(one, 90ms, 0ms, 2s);
  one.drops(at(2s), 1ms, crowd);
  EXPECT_EQ(drops(one, 90ms, 4s, 4199ms).size(), 1U);
}

/// How long the ones served after the first second waited, with one more coming each 10 ms than can be served.
std::vector<duration> waits(order by) {
  numbered room{{.limit = 100'000, .order = by}};
  std::vector<duration> all;
  for (int tick = 0; tick < 20'000; ++tick) {
    const duration now = tick * 1ms;
    room.come(tick, at(now));
    if (tick % 10 == 0) room.come(tick, at(now));
    if (const auto next = room.next(at(now)); next && now > 10s) all.push_back(now - *next * 1ms);
  }
  return all;
}

TEST(CodelQueue, KeepsWaitsShortUnderALoadThatIsTooMuch) {
  EXPECT_THAT(waits(order::codel), Each(Le(duration{100ms})));
}

TEST(CodelQueue, IsNeededForThat) { EXPECT_GT(waits(order::fifo).back(), 1s); }

// It empties itself now and then, and then serves whoever came first for an interval.
TEST(AdaptiveQueue, ServesNearlyEverybodyWithinItsTargetUnderALoadThatIsTooMuch) {
  auto seen = waits(order::codel_lifo);
  EXPECT_THAT(seen, Each(Le(duration{100ms})));
  std::ranges::sort(seen);
  EXPECT_LE(seen[seen.size() * 3 / 4], 5ms);
}

}  // namespace
}  // namespace surgeline::resilience
