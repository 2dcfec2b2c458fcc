#include "surgeline/lab/frame_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace surgeline::lab {
namespace {

using model::frame;
using testing::ElementsAre;

/// The bytes of questions with these ids, one behind the other.
std::vector<std::byte> questions(std::initializer_list<std::uint64_t> ids) {
  std::vector<std::byte> all;
  for (const std::uint64_t id : ids) {
    const auto bytes = frame{.attempt = id}.encode();
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

class FrameReader : public testing::Test {
 protected:
  bool read(std::span<const std::byte> bytes) {
    return reader_.read(bytes, [this](const frame& whole) { heard_.push_back(whole.attempt); });
  }

  frame_reader reader_{frame::sort::ask};
  std::vector<std::uint64_t> heard_;
};

TEST_F(FrameReader, HandsOnFramesThatComeTogether) {
  EXPECT_TRUE(read(questions({7, 8, 9})));
  EXPECT_THAT(heard_, ElementsAre(7, 8, 9));
}

TEST_F(FrameReader, PutsFramesTogetherWhereverTheyWereCut) {
  const auto bytes = questions({1, 2});
  for (std::size_t first = 0; first <= bytes.size(); ++first) {
    for (std::size_t second = first; second <= bytes.size(); ++second) {
      heard_.clear();
      const std::span all{bytes};
      EXPECT_TRUE(read(all.first(first)));
      EXPECT_TRUE(read(all.subspan(first, second - first)));
      EXPECT_TRUE(read(all.subspan(second)));
      EXPECT_THAT(heard_, ElementsAre(1, 2)) << "cut at " << first << " and " << second;
    }
  }
}

TEST_F(FrameReader, HandsOnAFrameThatCameByteByByte) {
  for (const std::byte one : questions({42})) EXPECT_TRUE(read({&one, 1}));
  EXPECT_THAT(heard_, ElementsAre(42));
}

TEST_F(FrameReader, RefusesBytesThatAreNoFrame) {
  EXPECT_FALSE(read(std::vector<std::byte>(frame::bytes, std::byte{'x'})));
  EXPECT_THAT(heard_, ElementsAre());
}

TEST_F(FrameReader, RefusesAFrameOfTheOtherSort) {
  EXPECT_FALSE(read(frame{.kind = frame::sort::answer}.encode()));
}

TEST_F(FrameReader, ForgetsHalfAFrameWhenItStartsAgain) {
  const auto bytes = questions({1});
  EXPECT_TRUE(read(std::span{bytes}.first(5)));
  reader_.restart();
  EXPECT_TRUE(read(questions({2})));
  EXPECT_THAT(heard_, ElementsAre(2));
}

}  // namespace
}  // namespace surgeline::lab
