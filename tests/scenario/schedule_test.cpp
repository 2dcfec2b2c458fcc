#include "surgeline/scenario/schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "print_window.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<window> windows(const schedule& of, duration until = 1min, std::uint64_t name = 1) {
  return of.windows(until, chance{7}, name);
}
std::optional<distribution> lasting(duration span) { return distribution::fixed(span); }

TEST(Schedule, OpensAtTheGivenTimes) {
  const schedule one{.at = {{20s, 5s}}, .lasting = lasting(2s)};
  EXPECT_THAT(windows(one), ElementsAre(window{5s, 7s}, window{20s, 22s}));
}

TEST(Schedule, OpensAgainAndAgain) {
  const schedule one{.every = 20s, .first = 10s, .lasting = lasting(1s)};
  EXPECT_THAT(windows(one), ElementsAre(window{10s, 11s}, window{30s, 31s}, window{50s, 51s}));
}

TEST(Schedule, GoesOnAndOff) {
  const schedule one{.on = 40s, .off = 10s};
  EXPECT_THAT(windows(one), ElementsAre(window{0s, 40s}, window{50s, 60s}));
}

TEST(Schedule, EndsWithItsStretch) {
  const schedule one{.at = {{58s}}, .lasting = lasting(1h)};
  EXPECT_THAT(windows(one), ElementsAre(window{58s, 60s}));
}

TEST(Schedule, PutsWindowsTogetherThatOverlapOrTouch) {
  const schedule one{.at = {{1s, 2s, 4s, 10s}}, .lasting = lasting(2s)};
  EXPECT_THAT(windows(one), ElementsAre(window{1s, 6s}, window{10s, 12s}));
}

TEST(Schedule, NeverOpensBeyondItsStretch) {
  EXPECT_THAT(windows({.at = {{2min}}, .lasting = lasting(1s)}), IsEmpty());
}

TEST(Schedule, OpensEarlierOrLaterByItsJitter) {
  const schedule one{
      .every = 10s,
      .first = 5s,
      .jitter = distribution::uniform(-1s, 1s),
      .lasting = lasting(1s)
  };
  const auto all = windows(one);
  ASSERT_EQ(all.size(), 6);
  bool moved = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const duration off = all[i].from - (5s + static_cast<int>(i) * 10s);
    EXPECT_LE(off < duration{} ? -off : off, 1s);
    moved = moved || off != duration{};
  }
  EXPECT_TRUE(moved);
}

TEST(Schedule, DrawsHowLongEachWindowIs) {
  const schedule one{.every = 10s, .lasting = distribution::uniform(1s, 2s)};
  const auto all = windows(one);
  EXPECT_NE(all[0].to - all[0].from, all[1].to - all[1].from);
}

TEST(Schedule, OpensAtRandomAsOftenAsItSays) {
  const schedule one{.poisson = rate{1}, .lasting = lasting(1ms)};
  constexpr double expected = 10'000;
  const double opened = static_cast<double>(windows(one, 10'000s).size());
  // A Poisson count has the variance of its mean; windows of 1 ms hardly ever overlap (0.1 %).
  EXPECT_NEAR(opened, expected, 4 * std::sqrt(expected) + 10);
}

TEST(Schedule, IsTheSameForTheSameSeedAndAnotherForEachName) {
  const schedule one{.poisson = rate{1}, .lasting = lasting(1ms)};
  EXPECT_EQ(windows(one), windows(one));
  EXPECT_NE(windows(one, 1min, 1), windows(one, 1min, 2));
}

}  // namespace
}  // namespace surgeline::scenario
