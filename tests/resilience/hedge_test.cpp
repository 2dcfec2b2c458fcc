#include "surgeline/resilience/hedge.hpp"

#include <gtest/gtest.h>

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

TEST(Hedge, WaitsTheTimeItWasGiven) { EXPECT_EQ(hedge{{.after = {.fixed = 50ms}}}.after(), 50ms); }

TEST(Hedge, KnowsNoQuantileBeforeItHasSeenTwenty) {
  hedge one{{.after = {.percentile = 50}}};
  for (int i = 0; i < 19; ++i) one.succeeded(10ms);
  EXPECT_FALSE(one.after());
  one.succeeded(10ms);
  EXPECT_EQ(one.after(), 10ms);
}

TEST(Hedge, IsASmallShareOfTheCalls) {
  hedge one{{.after = {.fixed = 50ms}, .max_share = share{0.05}}};
  int hedged = 0;
  for (int i = 0; i < 1000; ++i) {
    one.began();
    if (one.admits(1)) ++hedged;
  }
  EXPECT_EQ(hedged, 50);
}

TEST(Hedge, HasNoMoreAttemptsUnderWayThanItMay) {
  hedge one{{.after = {.fixed = 50ms}, .max_share = share{1}, .attempts = 2}};
  for (int i = 0; i < 10; ++i) one.began();
  EXPECT_TRUE(one.admits(1));
  EXPECT_FALSE(one.admits(2));
}

}  // namespace
}  // namespace surgeline::resilience
