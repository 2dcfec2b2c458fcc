#include "surgeline/core/chance.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <vector>

namespace surgeline {
namespace {

constexpr std::uint64_t fault = hash_of("stock-unavailable");

// Chi-square of `bins` equally likely bins: mean bins - 1, variance 2 (bins - 1). Five deviations either side keep a
// true generator with p > 0.99999, and the numbers are the same in every run.
void expect_uniform(const std::vector<std::uint32_t>& bins, double draws) {
  const double expected = draws / static_cast<double>(bins.size());
  double chi_square = 0;
  for (const double count : bins) chi_square += (count - expected) * (count - expected) / expected;
  const double freedom = static_cast<double>(bins.size()) - 1;
  EXPECT_NEAR(chi_square, freedom, 5 * std::sqrt(2 * freedom));
}

void expect_uniform_draws(const std::function<double(std::uint64_t)>& draw) {
  constexpr std::uint32_t draws = 100'000;
  std::vector<std::uint32_t> bins(100);
  for (std::uint64_t i = 0; i < draws; ++i) {
    ++bins[static_cast<std::size_t>(draw(i) * static_cast<double>(bins.size()))];
  }
  expect_uniform(bins, draws);
}

TEST(Chance, GivesTheSameNumberForTheSameKey) {
  EXPECT_EQ(chance(7).draw(fault, 3, 5), chance(7).draw(fault, 3, 5));
}

TEST(Chance, GivesAnotherNumberWhenAnyPartOfTheKeyDiffers) {
  const double number = chance(7).draw(fault, 3, 5);
  EXPECT_NE(number, chance(8).draw(fault, 3, 5));
  EXPECT_NE(number, chance(7).draw(fault + 1, 3, 5));
  EXPECT_NE(number, chance(7).draw(fault, 4, 5));
  EXPECT_NE(number, chance(7).draw(fault, 3, 6));
  EXPECT_NE(number, chance(7).draw(fault, 5, 3));
}

TEST(Chance, IsUntouchedByOtherDrawsBetween) {
  const chance chance(1);
  std::vector<double> alone, among_others;
  for (std::uint64_t i = 0; i < 100; ++i) alone.push_back(chance.draw(fault, 1, i));
  for (std::uint64_t i = 100; i-- > 0;) {
    chance.draw(fault, 2, i);
    chance.draw(hash_of("other"), 1, i);
    among_others.insert(among_others.begin(), chance.draw(fault, 1, i));
  }
  EXPECT_EQ(alone, among_others);
}

TEST(Chance, StaysBelowOneAndNotBelowZero) {
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    const double number = chance(1).draw(fault, i, 0);
    ASSERT_GE(number, 0);
    ASSERT_LT(number, 1);
  }
}

TEST(Chance, IsUniformOverTheIndex) {
  expect_uniform_draws([](std::uint64_t i) { return chance(1).draw(fault, 42, i); });
}

TEST(Chance, IsUniformOverTheKey) {
  expect_uniform_draws([](std::uint64_t i) { return chance(1).draw(fault, i, 0); });
}

TEST(Chance, IsUniformOverTheName) {
  expect_uniform_draws([](std::uint64_t i) { return chance(1).draw(i, 42, 0); });
}

TEST(Chance, IsUniformOverTheSeed) {
  expect_uniform_draws([](std::uint64_t i) { return chance(i).draw(fault, 42, 0); });
}

TEST(Chance, DrawsOfNeighbouringIndexesAreIndependent) {
  constexpr std::uint64_t pairs = 100'000, cells = 16;
  std::vector<std::uint32_t> grid(cells * cells);
  const auto cell = [](std::uint64_t i) {
    return static_cast<std::size_t>(chance(1).draw(fault, 42, i) * cells);
  };
  for (std::uint64_t i = 0; i < pairs; ++i) ++grid[cell(2 * i) * cells + cell(2 * i + 1)];
  expect_uniform(grid, pairs);
}

TEST(Chance, OneBitOfTheKeyFlipsHalfTheBitsOfTheHash) {
  // Of 64 x 64 flipped bits half differ: 2048, with a deviation of sqrt(4096) / 2 = 32.
  int flipped = 0;
  for (int bit = 0; bit < 64; ++bit) {
    flipped += std::popcount(mix(fault, 7) ^ mix(fault, 7 ^ (std::uint64_t{1} << bit)));
  }
  EXPECT_NEAR(flipped, 2048, 5 * 32);
}

TEST(Chance, ARetryThatKeepsItsKeySucceedsAsOftenAsAFreshRequest) {
  constexpr double probability = 0.3;
  constexpr std::uint64_t requests = 20'000;
  for (std::uint64_t retries = 0; retries <= 4; ++retries) {
    std::uint64_t succeeded = 0;
    for (std::uint64_t request = 0; request < requests; ++request) {
      bool success = false;
      for (std::uint64_t attempt = 0; attempt <= retries && !success; ++attempt) {
        success = chance(11).draw(fault, request, attempt) >= probability;
      }
      succeeded += success;
    }
    const double expected = 1 - std::pow(probability, static_cast<double>(retries + 1));
    const double deviation = std::sqrt(expected * (1 - expected) / requests);
    EXPECT_NEAR(static_cast<double>(succeeded) / requests, expected, 4 * deviation);
  }
}

// The pinned numbers below were computed from the definitions, in another language.

TEST(Chance, KeepsItsNumbersFromBuildToBuild) {
  EXPECT_EQ(chance(1).draw(fault, 1, 0), 0x1.0658ec7486888p-2);
  EXPECT_EQ(chance(1).draw(fault, 1, 1), 0x1.49e78acf587acp-1);
  EXPECT_EQ(chance(20).draw(hash_of(""), 0, 0), 0x1.09a8abfc962e1p-1);
}

TEST(HashOf, KeepsItsNumbersFromBuildToBuild) {
  EXPECT_EQ(hash_of(""), 0xc3817c016ba4ff30);
  EXPECT_EQ(hash_of("stock-unavailable"), 0x5383821f82ca78b9);
}

TEST(HashOf, ReadsBytesAbove127TheSameEverywhere) {
  EXPECT_EQ(hash_of("\xff"), 0x01df27c8adb0f2d1u);
}

TEST(Mix, KeepsItsNumbersFromBuildToBuild) { EXPECT_EQ(mix(1, 2), 0x048f459dad4b981bu); }

TEST(Splitmix, GivesTheNumberThatIsPublishedForItsTestSeed) {
  EXPECT_EQ(detail::splitmix(1234567), 6457827717110365317u);
}

TEST(Mix, DependsOnTheOrder) { EXPECT_NE(mix(1, 2), mix(2, 1)); }

TEST(Mix, OfZerosIsNotZero) { EXPECT_NE(mix(0, 0), 0u); }

static_assert(chance(1).draw(1, 2, 3) == chance(1).draw(1, 2, 3), "chance works at compile time");

}  // namespace
}  // namespace surgeline
