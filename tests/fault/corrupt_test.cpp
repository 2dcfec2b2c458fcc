#include "surgeline/fault/corrupt.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <vector>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

using bytes = std::vector<std::byte>;

/// Zeros from an offset on, as they arrive.
bytes arrived(const corrupt& by, std::size_t size, std::uint64_t offset = 0) {
  bytes made(size);
  by.on_bytes(made, {.offset = offset, .dice = chance{7}, .name = 1, .key = 2});
  return made;
}

TEST(Corrupt, HitsItsShareOfBytes) {
  constexpr double draws = 1e6, share = 0.01;
  double hits = 0;
  for (const std::byte one : arrived({.part = {share}}, static_cast<std::size_t>(draws)))
    hits += one != std::byte{} ? 1 : 0;
  expect_share(hits, draws, share);
}

TEST(Corrupt, HitsTheSameBytesHoweverTheStreamIsCutUp) {
  const corrupt one{.part = {0.02}};
  const bytes whole = arrived(one, 20'000);
  bytes together;
  for (std::size_t size = 1; together.size() < whole.size(); size = size * 2 % 5003 + 1) {
    const bytes piece =
        arrived(one, std::min(size, whole.size() - together.size()), together.size());
    together.insert(together.end(), piece.begin(), piece.end());
  }
  EXPECT_TRUE(together == whole);
}

TEST(Corrupt, FlipsAsManyBitsAsItSays) {
  for (std::uint32_t bits = 1; bits <= 8; ++bits) {
    for (const std::byte one : arrived({.part = {1}, .bits = bits}, 500))
      EXPECT_EQ(std::popcount(std::to_integer<unsigned>(one)), static_cast<int>(bits));
  }
}

TEST(Corrupt, FlipsEachBitAlike) {
  constexpr double draws = 80'000;
  std::array<double, 8> flipped{};
  for (const std::byte one : arrived({.part = {1}}, static_cast<std::size_t>(draws)))
    flipped[static_cast<std::size_t>(std::countr_zero(std::to_integer<unsigned>(one)))] += 1;
  for (const double times : flipped) expect_share(times, draws, 1.0 / 8);
}

TEST(Corrupt, SaysHowManyItHit) {
  bytes some(1000);
  EXPECT_EQ((corrupt{.part = {1}}).on_bytes(some, {}), 1000);
  EXPECT_EQ((corrupt{.part = {0}}).on_bytes(some, {}), 0);
}

TEST(Corrupt, HasFiredOnlyWhereAByteWasHit) {
  const plan rare = in_force(always(0, corrupt{.part = {0}}));
  connection one;
  bytes some(1000);
  rare.on_bytes(one.who, {direction::to_client, 0, some.size(), {}}, some, one.book);
  EXPECT_EQ(one.counted(), (tally{.evaluated = 1, .selected = 1}));
}

TEST(Corrupt, CountsTheBytesItHit) {
  const plan all = in_force(always(0, corrupt{.part = {1}}));
  connection one;
  bytes some(1000);
  all.on_bytes(one.who, {direction::to_client, 0, some.size(), {}}, some, one.book);
  EXPECT_EQ(one.counted().corrupted_bytes, 1000);
}

}  // namespace
}  // namespace surgeline::fault
