#include "surgeline/model/frame.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "surgeline/core/chance.hpp"

namespace surgeline::model {
namespace {

using resilience::outcome;
using bytes = std::array<std::byte, frame::bytes>;

bool is_frame(const bytes& wire) {
  frame unused;
  return frame::decode(wire, unused);
}

bytes changed(std::size_t at, unsigned char to, const frame& from = {.attempt = 7}) {
  bytes wire = from.encode();
  wire.at(at) = std::byte{to};
  return wire;
}

TEST(Frame, ReadsBackWhatItWrote) {
  for (const std::uint64_t attempt : {0ULL, 1ULL, 0x0123456789abcdefULL, ~0ULL}) {
    for (const frame& wrote :
         {frame{frame::sort::ask, outcome::ok, attempt},
          frame{frame::sort::ask, outcome::ok, attempt, 0x1122334455667788},
          frame{frame::sort::leave, outcome::ok, attempt},
          frame{frame::sort::answer, outcome::ok, attempt},
          frame{frame::sort::answer, outcome::rejected, attempt}}) {
      frame read;
      ASSERT_TRUE(frame::decode(wrote.encode(), read));
      EXPECT_EQ(read, wrote);
    }
  }
}

TEST(Frame, IsTheSameOnEveryMachine) {
  const frame asked{frame::sort::ask, outcome::ok, 0x0102030405060708, 0x1112131415161718};
  const std::array<int, frame::bytes> expected{0, 0, 0, 20, 1,  0,  0,  0,  1,  2,  3,  4,
                                               5, 6, 7, 8,  17, 18, 19, 20, 21, 22, 23, 24};
  std::array<int, frame::bytes> wire{};
  std::ranges::transform(asked.encode(), wire.begin(), std::to_integer<int>);
  EXPECT_EQ(wire, expected);
}

TEST(Frame, RefusesAnotherLength) {
  for (std::size_t at = 0; at < 4; ++at) EXPECT_FALSE(is_frame(changed(at, 13))) << at;
}

TEST(Frame, RefusesASortItDoesNotKnow) {
  EXPECT_FALSE(is_frame(changed(4, 0)));
  EXPECT_FALSE(is_frame(changed(4, 4)));
}

TEST(Frame, RefusesAnOutcomeThatNoServerSays) {
  const frame answer{.kind = frame::sort::answer, .attempt = 7};
  EXPECT_FALSE(is_frame(changed(5, static_cast<unsigned char>(outcome::timeout), answer)));
  EXPECT_FALSE(is_frame(changed(5, 200, answer)));
}

TEST(Frame, RefusesAQuestionWithAnOutcome) {
  EXPECT_FALSE(is_frame(changed(5, static_cast<unsigned char>(outcome::rejected))));
}

TEST(Frame, RefusesAnAnswerWithAKey) {
  EXPECT_FALSE(is_frame(changed(16, 1, {.kind = frame::sort::answer, .attempt = 7})));
  EXPECT_FALSE(is_frame(changed(23, 1, {.kind = frame::sort::leave, .attempt = 7})));
}

TEST(Frame, RefusesAnythingInReserve) {
  EXPECT_FALSE(is_frame(changed(6, 1)));
  EXPECT_FALSE(is_frame(changed(7, 1)));
}

TEST(Frame, RefusesNearlyEverythingElse) {
  const chance dice{1};
  int taken = 0;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    bytes wire{};
    for (std::size_t at = 0; at < wire.size(); ++at)
      wire.at(at) = static_cast<std::byte>(dice.draw(i, at, 0) * 256);
    taken += is_frame(wire) ? 1 : 0;
  }
  EXPECT_EQ(taken, 0);
}

TEST(Frame, LeavesWhatItReadIntoUntouchedWhenItRefuses) {
  frame before{.kind = frame::sort::answer, .attempt = 3};
  EXPECT_FALSE(frame::decode(changed(7, 1), before));
  EXPECT_EQ(before, (frame{.kind = frame::sort::answer, .attempt = 3}));
}

}  // namespace
}  // namespace surgeline::model
