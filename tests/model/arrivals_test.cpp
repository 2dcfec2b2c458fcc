#include "surgeline/model/arrivals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::model {
namespace {

using namespace std::chrono_literals;

scenario::load asking(varying<rate> how_often, scenario::arrival law = scenario::arrival::poisson) {
  return {.id = "users", .to = "shop", .arrival = law, .rate = std::move(how_often)};
}

/// All starts before a moment.
std::vector<time_point> starts(arrivals& of, duration until) {
  std::vector<time_point> all;
  for (; of.next() < at(until); of.step()) all.push_back(of.next());
  return all;
}

std::vector<time_point> starts(const scenario::load& of, duration until, std::uint64_t seed = 1) {
  arrivals made(of, chance{seed});
  return starts(made, until);
}

TEST(Arrivals, ComeAsOftenAsTheRateSays) {
  // 200,000 are expected of a Poisson process; its standard deviation is their root.
  EXPECT_NEAR(
      static_cast<double>(starts(asking(rate{200}), 1000s).size()),
      200'000,
      4 * std::sqrt(200'000)
  );
}

TEST(Arrivals, VaryAsMuchAsAPoissonProcess) {
  // Counts in n seconds with mean m: the estimate of their variance has standard deviation m·sqrt((2 + 1/m)/n).
  constexpr int n = 2'000;
  constexpr double mean = 50;
  std::vector<double> counts(n);
  for (const time_point each : starts(asking(rate{mean}), n * 1s))
    counts.at(static_cast<std::size_t>(seconds(each.time_since_epoch()))) += 1;
  double variance = 0;
  for (const double count : counts) variance += (count - mean) * (count - mean) / n;
  EXPECT_NEAR(variance, mean, 4 * mean * std::sqrt((2 + 1 / mean) / n));
}

TEST(Arrivals, HaveExponentialGaps) {
  const auto all = starts(asking(rate{100}), 100s);
  std::vector<double> gaps;
  for (std::size_t i = 1; i < all.size(); ++i) gaps.push_back(seconds(all[i] - all[i - 1]));
  std::ranges::sort(gaps);
  double distance = 0;  // Kolmogorov and Smirnov's
  const double n = static_cast<double>(gaps.size());
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const double law = 1 - std::exp(-100 * gaps[i]);
    distance = std::max(
        {distance, (static_cast<double>(i) + 1) / n - law, law - static_cast<double>(i) / n}
    );
  }
  EXPECT_LT(distance, 1.95 / std::sqrt(n));  // one in a thousand is further away
}

TEST(Arrivals, AreIndependentOfOneAnother) {
  const auto all = starts(asking(rate{100}), 200s);
  const double n = static_cast<double>(all.size()) - 2;
  double product = 0;  // of the deviations of neighbouring gaps, each with variance 1/λ²
  for (std::size_t i = 2; i < all.size(); ++i) {
    const double here = seconds(all[i] - all[i - 1]) * 100 - 1;
    const double before = seconds(all[i - 1] - all[i - 2]) * 100 - 1;
    product += here * before / n;
  }
  EXPECT_LT(std::abs(product), 4 / std::sqrt(n));
}

TEST(Arrivals, AreEvenlySpacedIfTheyAreConstant) {
  const auto all = starts(asking(rate{4}, scenario::arrival::constant), 1s);
  EXPECT_EQ(all, (std::vector{at(250ms), at(500ms), at(750ms)}));
}

TEST(Arrivals, AreTheSameForTheSameSeed) {
  EXPECT_EQ(starts(asking(rate{10}), 10s, 7), starts(asking(rate{10}), 10s, 7));
  EXPECT_NE(starts(asking(rate{10}), 10s, 7), starts(asking(rate{10}), 10s, 8));
}

TEST(Arrivals, DifferFromThoseOfAnotherLoad) {
  scenario::load other = asking(rate{10});
  other.id = "bots";
  EXPECT_NE(starts(asking(rate{10}), 10s), starts(other, 10s));
}

// ---- ramps

TEST(Arrivals, FollowARampToItsIntegral) {
  // From 0 to 100/s in 60 s: the k-th comes where 100/60·t²/2 = k.
  const varying<rate> ramp({{0s, rate{0}}, {60s, rate{100}}});
  const auto all = starts(asking(ramp, scenario::arrival::constant), 60s);
  ASSERT_NEAR(static_cast<double>(all.size()), 3000, 1);  // the last one is due as the ramp ends
  for (const std::size_t k : {1U, 100U, 2000U, 2999U}) {
    const double exact = std::sqrt(static_cast<double>(k) * 2 * 60 / 100);
    EXPECT_NEAR(seconds(all[k - 1].time_since_epoch()), exact, 0.001) << k;
  }
}

TEST(Arrivals, GoOnAtTheLastRateAfterARamp) {
  const varying<rate> ramp({{0s, rate{0}}, {10s, rate{100}}});
  const auto all = starts(asking(ramp, scenario::arrival::constant), 20s);
  EXPECT_NEAR(static_cast<double>(all.size()), 500 + 1000, 1);
}

TEST(Arrivals, FollowStepsToo) {
  const varying<rate> steps({{0s, rate{10}}, {10s, rate{100}}, {20s, rate{10}}}, curve::step);
  const auto all = starts(asking(steps), 30s);
  const auto between = [&](duration from, duration to) {
    return static_cast<double>(std::ranges::count_if(all, [&](time_point each) {
      return each >= at(from) && each < at(to);
    }));
  };
  EXPECT_NEAR(between(0s, 10s), 100, 4 * std::sqrt(100));
  EXPECT_NEAR(between(10s, 20s), 1000, 4 * std::sqrt(1000));
  EXPECT_NEAR(between(20s, 30s), 100, 4 * std::sqrt(100));
}

TEST(Arrivals, FollowARampAtRandom) {
  const varying<rate> ramp({{0s, rate{0}}, {100s, rate{200}}});
  EXPECT_NEAR(
      static_cast<double>(starts(asking(ramp), 100s).size()),
      10'000,
      4 * std::sqrt(10'000)
  );
}

// ---- no rate

TEST(Arrivals, NeverComeAtNoRate) {
  EXPECT_EQ(arrivals(asking(rate{0}), chance{1}).next(), never);
  EXPECT_EQ(arrivals(asking(rate{0}, scenario::arrival::constant), chance{1}).next(), never);
}

TEST(Arrivals, WaitForARateToRise) {
  const varying<rate> late({{0s, rate{0}}, {10s, rate{0}}, {11s, rate{100}}});
  EXPECT_GT(arrivals(asking(late), chance{1}).next(), at(10s));
  EXPECT_LT(arrivals(asking(late), chance{1}).next(), at(12s));
}

TEST(Arrivals, EndWithARateThatFallsToNothing) {
  const varying<rate> falling({{0s, rate{100}}, {10s, rate{0}}});
  arrivals made(asking(falling), chance{1});
  EXPECT_NEAR(static_cast<double>(starts(made, 1h).size()), 500, 4 * std::sqrt(500));
  EXPECT_EQ(made.next(), never);
}

// ---- cut by a factor

TEST(Arrivals, ComeAsOftenAsTheFactorLeaves) {
  arrivals made(asking(rate{1000}), chance{1});
  EXPECT_NEAR(static_cast<double>(starts(made, 100s).size()), 100'000, 4 * std::sqrt(100'000));
  made.scale(0.25, at(100s));
  EXPECT_NEAR(static_cast<double>(starts(made, 200s).size()), 25'000, 4 * std::sqrt(25'000));
  made.scale(1, at(200s));
  EXPECT_NEAR(static_cast<double>(starts(made, 300s).size()), 100'000, 4 * std::sqrt(100'000));
}

TEST(Arrivals, NeverStartBeforeTheCut) {
  arrivals made(asking(rate{1}, scenario::arrival::constant), chance{1});
  starts(made, 2500ms);
  made.scale(4, at(2500ms));
  EXPECT_EQ(made.next(), at(2750ms));
}

TEST(Arrivals, StopAtNoneOfTheLoadAndComeBack) {
  arrivals made(asking(rate{100}), chance{1});
  starts(made, 10s);
  made.scale(0, at(10s));
  EXPECT_EQ(made.next(), never);
  made.scale(1, at(20s));
  EXPECT_GT(made.next(), at(20s));
  EXPECT_LT(made.next(), at(21s));
}

TEST(Arrivals, KeepARequestThatWasDueAtTheCut) {
  arrivals made(asking(rate{1}, scenario::arrival::constant), chance{1});
  made.scale(0.5, at(1200ms));  // told late: one was due at 1 s
  EXPECT_EQ(made.next(), at(1s));
  made.step();
  EXPECT_EQ(made.next(), at(3s));
}

TEST(Arrivals, ComeAtTheRateOfAStageWhileItLasts) {
  arrivals made(
      asking(rate{100}, scenario::arrival::constant),
      chance{1},
      {{at(10s), at(20s), rate{10}}, {at(20s), at(30s), rate{0}}}
  );
  const auto all = starts(made, 40s);
  const auto within = [&](duration from, duration to) {
    return std::ranges::count_if(all, [&](time_point one) {
      return one > at(from) && one <= at(to);
    });
  };
  // The last of a stage may be a rounding too late for it, and come when there is a rate again.
  EXPECT_NEAR(static_cast<double>(within(0s, 9999ms)), 1000, 1);
  EXPECT_NEAR(static_cast<double>(within(10s, 19999ms)), 100, 1);
  EXPECT_EQ(within(20100ms, 29999ms), 0);
  EXPECT_NEAR(static_cast<double>(within(30s, 40s)), 1000, 1);
}

TEST(Arrivals, RampInAStageFromItsStart) {
  using ramp = varying<rate>;
  const ramp up(std::vector<ramp::point>{{0s, rate{0}}, {10s, rate{100}}});
  arrivals made(asking(rate{0}, scenario::arrival::constant), chance{1}, {{at(10s), at(20s), up}});
  EXPECT_NEAR(static_cast<double>(starts(made, 40s).size()), 500, 2);
}

// ---- traces

scenario::load traced(std::vector<duration> offsets) {
  scenario::load made = asking(rate{0}, scenario::arrival::trace);
  made.trace = scenario::arrival_trace("calls.txt", std::move(offsets));
  return made;
}

TEST(Arrivals, ComeWhenATraceSays) {
  EXPECT_EQ(
      starts(traced({0s, 100ms, 100ms, 7s}), 1min),
      (std::vector{at(0s), at(100ms), at(100ms), at(7s)})
  );
}

TEST(Arrivals, EndWithTheirTrace) {
  arrivals made(traced({1s}), chance{1});
  made.step();
  EXPECT_EQ(made.next(), never);
}

/// A request each 100 ms.
scenario::load tenths(std::size_t count) {
  std::vector<duration> offsets;
  for (std::size_t i = 1; i <= count; ++i) offsets.push_back(i * 100ms);
  return traced(std::move(offsets));
}

TEST(Arrivals, LeaveAShareOfATraceEvenly) {
  arrivals made(tenths(300), chance{1});
  EXPECT_EQ(starts(made, 10s).size(), 99U);
  made.scale(0.1, at(9950ms));
  EXPECT_EQ(made.next(), at(10'900ms));
  EXPECT_EQ(starts(made, 20s).size(), 10U);
  made.scale(1, at(20s));
  EXPECT_EQ(made.next(), at(20'100ms));
}

TEST(Arrivals, LeaveNothingOfATraceAndComeBack) {
  arrivals made(tenths(300), chance{1});
  made.scale(0, at(50ms));
  EXPECT_EQ(made.next(), never);
  made.scale(1, at(10s));
  EXPECT_EQ(made.next(), at(10'100ms));
}

}  // namespace
}  // namespace surgeline::model
