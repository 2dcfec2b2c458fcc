#include "surgeline/fault/correlation.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

correlation bursts(duration good, duration bad) { return {.mean_good = good, .mean_bad = bad}; }

/// How many of these moments, a tenth of a second apart, are bad.
double bad_moments(const correlation& by, std::uint64_t key, int moments) {
  weather one;
  double bad = 0;
  for (int i = 0; i < moments; ++i) bad += one.is_bad(by, chance{7}, 1, key, i * 100ms) ? 1 : 0;
  return bad;
}

TEST(Weather, IsBadForItsLongRunShare) {
  // 100 courses of 1,000 s: about 9 cycles of 11 s each; the share of a course has a deviation of about 0.03 (renewal
  // reward: sigma² = 2 g² b² / ((g + b)³ t) = 1.5e-4 · … < 0.0016), that of their mean a tenth of it.
  const correlation by = bursts(10s, 1s);
  double bad = 0;
  for (std::uint64_t key = 0; key < 100; ++key) bad += bad_moments(by, key, 10'000);
  EXPECT_NEAR(bad / 1e6, by.bad_share(), 4 * 0.003);
}

TEST(Weather, StaysBadForAWhile) {
  weather one;
  const correlation by = bursts(10s, 1s);
  int bad = 0, again = 0;
  bool before = false;
  for (int i = 0; i < 1'000'000; ++i) {
    const bool now = one.is_bad(by, chance{7}, 1, 1, i * 100ms);
    bad += before ? 1 : 0;
    again += before && now ? 1 : 0;
    before = now;
  }
  // Bad 100 ms later: share + (1 - share) · exp(-(1/10 + 1/1) · 0.1) = 0.905
  const double expected = by.bad_share() + (1 - by.bad_share()) * std::exp(-0.11);
  EXPECT_NEAR(again / static_cast<double>(bad), expected, 0.01);
}

TEST(Weather, IsAFunctionOfTheMoment) {
  const correlation by = bursts(3s, 2s);
  weather forwards, jumping;
  std::vector<bool> seen;
  for (int i = 0; i < 200; ++i) seen.push_back(forwards.is_bad(by, chance{7}, 1, 1, i * 1s));
  for (const int i : {150, 20, 199, 0, 77})
    EXPECT_EQ(jumping.is_bad(by, chance{7}, 1, 1, i * 1s), seen[static_cast<std::size_t>(i)]) << i;
}

TEST(Weather, IsKnownAtAnyMomentAtOnce) {
  // Ten years are 1.6e11 cycles of 2 ms: whoever follows them all is not back tonight.
  const correlation by = bursts(1ms, 1ms);
  double bad = 0;
  for (int i = 0; i < 2'000; ++i) {
    weather one;
    bad += one.is_bad(by, chance{7}, 1, 1, 87'600h + i * 1s) ? 1 : 0;
  }
  expect_share(bad, 2'000, 0.5);
}

armed stormy(correlation_scope scope) {
  armed one = always(0, late(10ms));
  one.correlation = bursts(2s, 2s);
  one.correlation->scope = scope;
  return one;
}

TEST(Correlation, HitsInBadTimesOnly) {
  const plan one = in_force(stormy(correlation_scope::proxy));
  connection talk;
  int hits = 0, changes = 0;
  bool before = false;
  for (int i = 0; i < 1000; ++i) {
    const bool hit = !talk.answers(one, at(i * 100ms)).is_neutral();
    hits += hit ? 1 : 0;
    changes += hit != before ? 1 : 0;
    before = hit;
  }
  EXPECT_GT(hits, 100);
  EXPECT_LT(changes, 100) << "it comes in bursts";
}

TEST(Correlation, IsSharedInItsScope) {
  const auto agree = [](correlation_scope scope, connection first, connection second) {
    const plan one = in_force(stormy(scope));
    int same = 0;
    for (int i = 0; i < 200; ++i) {
      const bool one_hit = first.answers(one, at(i * 500ms)).is_neutral();
      same += one_hit == second.answers(one, at(i * 500ms)).is_neutral() ? 1 : 0;
    }
    return same == 200;
  };
  const connection stranger{.who = {"127.0.0.9", 1}};
  EXPECT_TRUE(agree(correlation_scope::proxy, number(1), stranger));
  EXPECT_TRUE(agree(correlation_scope::client, number(1), number(2)));
  EXPECT_FALSE(agree(correlation_scope::client, number(1), stranger));
  EXPECT_FALSE(agree(correlation_scope::connection, number(1), number(2)));
}

TEST(BadTimesOfEverybody, AreThoseInWhichThePlanHits) {
  const armed what = stormy(correlation_scope::proxy);
  const plan one = in_force(what);
  connection talk;
  weather place;
  for (int i = 0; i < 200; ++i) {
    const bool hit = !talk.answers(one, at(i * 500ms)).is_neutral();
    const auto bad = is_bad_for_everybody(*what.correlation, chance{7}, what.id, i * 500ms, place);
    ASSERT_EQ(bad, hit) << i;
  }
}

TEST(BadTimesOfEverybody, AreUnknownWhereEachHasItsOwn) {
  weather place;
  for (const auto scope : {correlation_scope::connection, correlation_scope::client}) {
    const armed what = stormy(scope);
    EXPECT_FALSE(is_bad_for_everybody(*what.correlation, chance{7}, what.id, 1s, place));
  }
}

}  // namespace
}  // namespace surgeline::fault
