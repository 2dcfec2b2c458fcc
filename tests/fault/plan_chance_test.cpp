#include <gtest/gtest.h>

#include <algorithm>

#include "armory.hpp"

/// Which units a plan's faults pick.
namespace surgeline::fault {
namespace {

plan delaying(varying<double> probability, unit per = unit::connection) {
  return in_force(sometimes(0, late(10ms), std::move(probability), per));
}

/// How many of so many connections are hit.
double hits(const plan& under, std::uint64_t connections, time_point now = {}) {
  double hit = 0;
  for (std::uint64_t i = 1; i <= connections; ++i) {
    hit += number(i).answers(under, now).is_neutral() ? 0 : 1;
  }
  return hit;
}

/// For each of so many turns of one connection, whether its answer is hit.
std::vector<bool> turns(const plan& under, int count, connection one = {}) {
  std::vector<bool> hit;
  for (int i = 0; i < count; ++i) {
    one.asks(under);
    hit.push_back(!one.answers(under).is_neutral());
  }
  return hit;
}

TEST(Probability, OfZeroHitsNobody) { EXPECT_EQ(hits(delaying(0), 1000), 0); }

TEST(Probability, OfOneHitsEverybody) { EXPECT_EQ(hits(delaying(1), 1000), 1000); }

TEST(Probability, IsTheShareOfConnectionsThatAreHit) {
  constexpr std::uint64_t connections = 20'000;
  for (const double probability : {0.001, 0.02, 0.3, 0.5, 0.99}) {
    expect_share(hits(delaying(probability), connections), connections, probability);
  }
}

TEST(Probability, IsTheShareOfTurnsThatAreHitPerRequest) {
  constexpr int requests = 20'000;
  for (const double probability : {0.001, 0.02, 0.3, 0.5, 0.99}) {
    const auto hit = turns(delaying(probability, unit::request), requests);
    expect_share(static_cast<double>(std::ranges::count(hit, true)), requests, probability);
  }
}

TEST(PerConnection, HitsAConnectionInAllOfItsTurnsOrInNone) {
  const plan half = delaying(0.5);
  for (std::uint64_t i = 1; i <= 100; ++i) {
    const auto hit = turns(half, 10, number(i));
    EXPECT_EQ(std::ranges::count(hit, hit.front()), 10);
  }
}

TEST(PerRequest, DrawsAnewForEachTurn) {
  constexpr int requests = 20'000;
  const auto hit = turns(delaying(0.5, unit::request), requests);
  int changes = 0;
  for (std::size_t i = 1; i < hit.size(); ++i) changes += hit[i] != hit[i - 1] ? 1 : 0;
  expect_share(changes, requests - 1, 0.5);
}

TEST(PerRequest, HitsEveryPieceOfATurnOrNone) {
  const plan half = in_force(sometimes(0, late(10ms, direction::both), 0.5, unit::request));
  connection one;
  for (int i = 0; i < 100; ++i) {
    const bool hit = !one.asks(half).is_neutral();
    EXPECT_EQ(!one.asks(half).is_neutral(), hit);
    EXPECT_EQ(!one.answers(half).is_neutral(), hit);
    EXPECT_EQ(!one.answers(half).is_neutral(), hit);
  }
}

TEST(PerRequest, DrawsForTheConnectionThatOpensAsForItsFirstTurn) {
  const plan half = in_force(sometimes(0, reset{reset_moment::accept}, 0.5, unit::request));
  connection one;
  one.opens(half);
  one.opens(half);
  EXPECT_EQ(one.counted().evaluated, 1);
}

TEST(Draws, AreTheSameUnderTheSameSeed) {
  EXPECT_EQ(turns(delaying(0.5, unit::request), 100), turns(delaying(0.5, unit::request), 100));
}

TEST(Draws, DifferUnderAnotherSeed) {
  const std::vector half{sometimes(0, late(10ms), 0.5, unit::request)};
  EXPECT_NE(turns(plan{chance{1}, half}, 100), turns(plan{chance{2}, half}, 100));
}

TEST(Draws, DifferForAnotherId) {
  armed one = sometimes(0, late(10ms), 0.5, unit::request);
  armed other = one;
  other.id = "other";
  EXPECT_NE(turns(in_force(one), 100), turns(in_force(other), 100));
}

TEST(Draws, DoNotDependOnTheSlotOfTheirFault) {
  armed one = sometimes(0, late(10ms), 0.5, unit::request);
  armed elsewhere = one;
  elsewhere.slot = 9;
  EXPECT_EQ(turns(in_force(one), 100), turns(in_force(elsewhere), 100));
}

TEST(Draws, DoNotDependOnOtherFaults) {
  const armed one = sometimes(0, late(10ms), 0.5, unit::request);
  const armed other = sometimes(1, late(0ms), 0.5, unit::request);
  EXPECT_EQ(turns(in_force(one), 100), turns(in_force(other, one), 100));
}

TEST(Draws, DoNotDependOnOtherConnections) {
  const plan random = in_force(sometimes(0, late(distribution::uniform(1ms, 2ms)), 0.5));
  std::vector<effect> forth, back;
  for (std::uint64_t i = 1; i <= 100; ++i) forth.push_back(number(i).answers(random));
  for (std::uint64_t i = 100; i >= 1; --i) back.insert(back.begin(), number(i).answers(random));
  EXPECT_EQ(forth, back);
}

TEST(Draws, OfTwoFaultsAreIndependent) {
  constexpr std::uint64_t connections = 20'000;
  const plan two = in_force(sometimes(0, late(1ms), 0.3), sometimes(1, late(2ms), 0.5));
  double both = 0;
  for (std::uint64_t i = 1; i <= connections; ++i) {
    both += number(i).answers(two).delay == 3ms ? 1 : 0;
  }
  expect_share(both, connections, 0.15);
}

TEST(Draws, ThatPickAndThatSizeAreIndependent) {
  constexpr std::uint64_t connections = 20'000;
  const plan random = in_force(sometimes(0, late(distribution::uniform(10ms, 20ms)), 0.5));
  double hit = 0, hit_and_long = 0;
  for (std::uint64_t i = 1; i <= connections; ++i) {
    const duration delay = number(i).answers(random).delay;
    hit += delay > 0ms ? 1 : 0;
    hit_and_long += delay > 15ms ? 1 : 0;
  }
  expect_share(hit_and_long, hit, 0.5);
}

/// From nobody to everybody in ten seconds.
const varying<double> rising({{0s, 0.0}, {10s, 1.0}});

TEST(ProbabilityRamp, RunsFromTheFirstTimeItsFaultWasInForce) {
  constexpr std::uint64_t connections = 20'000;
  armed one = sometimes(0, late(10ms), rising);
  one.first = at(60s);
  one.since = at(64s);
  expect_share(hits(in_force(one), connections, at(63s)), connections, 0.3);
  expect_share(hits(in_force(one), connections, at(69s)), connections, 0.9);
  EXPECT_EQ(hits(in_force(one), connections, at(70s)), connections);
}

TEST(ProbabilityRamp, HitsNobodyBeforeItRises) {
  armed one = sometimes(0, late(10ms), rising);
  one.first = at(60s);
  EXPECT_EQ(hits(in_force(one), 1000, at(60s)), 0);
}

TEST(ProbabilityRamp, KeepsWhomItHasHitWhileItRises) {
  const plan one = delaying(rising);
  for (std::uint64_t i = 1; i <= 100; ++i) {
    connection open = number(i);
    bool hit = false;
    for (duration now = 0s; now <= 10s; now += 1s) {
      const bool still = !open.answers(one, at(now)).is_neutral();
      EXPECT_TRUE(still || !hit);
      hit = still;
    }
    EXPECT_TRUE(hit);
  }
}

}  // namespace
}  // namespace surgeline::fault
