#include "surgeline/observe/settled_memory.hpp"

#include <gtest/gtest.h>

#include "surgeline/core/chance.hpp"

namespace surgeline::observe {
namespace {

using namespace std::chrono_literals;
using memory = settled_memory::memory;

constexpr memory settled(std::uint64_t key, std::uint32_t ordinal = 1) {
  return {.key = key, .ended = time_point{5s}, .ordinal = ordinal};
}

TEST(SettledMemory, TellsWhatItWasTold) {
  settled_memory all(100);
  all.keep(settled(7, 3));
  EXPECT_EQ(all.take(7), settled(7, 3));
}

TEST(SettledMemory, KnowsNothingOfOthers) {
  settled_memory all(100);
  EXPECT_EQ(all.take(0), std::nullopt);
  all.keep(settled(7));
  EXPECT_EQ(all.take(8), std::nullopt);
}

TEST(SettledMemory, KeepsApartKeysThatLookAlikeInItsIndex) {
  settled_memory all(100);
  const std::uint64_t key = 7, twin = key | 1 << 20;
  all.keep(settled(key));
  EXPECT_EQ(all.take(twin), std::nullopt);
  all.keep(settled(twin, 2));
  EXPECT_EQ(all.take(key), settled(key));
  EXPECT_EQ(all.take(twin), settled(twin, 2));
}

TEST(SettledMemory, ForgetsWhatItWasAskedFor) {
  settled_memory all(100);
  all.keep(settled(7));
  all.take(7);
  EXPECT_EQ(all.take(7), std::nullopt);
  all.keep(settled(7, 2));
  EXPECT_EQ(all.take(7), settled(7, 2));
}

TEST(SettledMemory, WritesOverTheOldest) {
  settled_memory all(2);
  for (const std::uint64_t key : {1, 2, 3}) all.keep(settled(key));
  EXPECT_EQ(all.take(1), std::nullopt);
  EXPECT_EQ(all.take(2), settled(2));
  EXPECT_EQ(all.take(3), settled(3));
}

TEST(SettledMemory, HasRoomForOneAtLeast) {
  settled_memory all(1);
  all.keep(settled(7));
  EXPECT_EQ(all.take(7), settled(7));
}

TEST(SettledMemory, KnowsNearlyAllOfTheLaterHalf) {
  constexpr std::uint64_t capacity = 4096;
  settled_memory all(capacity);
  for (std::uint64_t i = 0; i < 3 * capacity; ++i) all.keep(settled(mix(1, i)));
  std::uint64_t known = 0;
  for (std::uint64_t i = 3 * capacity - capacity / 2; i < 3 * capacity; ++i)
    known += all.take(mix(1, i)) ? 1 : 0;
  EXPECT_GT(known, capacity / 2 * 99 / 100);
}

}  // namespace
}  // namespace surgeline::observe
