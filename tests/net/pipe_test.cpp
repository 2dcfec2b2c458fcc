#include "surgeline/net/pipe.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <string>

namespace surgeline::net {
namespace {

/// Two connected sockets that do not block.
struct pair {
  pair() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    near = descriptor{ends[0]};
    far = descriptor{ends[1]};
  }
  void say(const std::string& text) const {
    EXPECT_EQ(send(far.get(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  }
  std::string hear() const {
    std::string heard(1 << 20, '\0');
    const ssize_t got = recv(far.get(), heard.data(), heard.size(), 0);
    heard.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return heard;
  }

  descriptor near, far;
};

TEST(Pipe, CarriesBytesFromOneSocketToAnother) {
  const pair from, to;
  pipe through;
  std::error_code error;
  from.say("bytes");
  EXPECT_EQ(through.fill(from.near.get(), 100, error), 5);
  EXPECT_EQ(through.size(), 5);
  EXPECT_EQ(through.pour(to.near.get(), error), 5);
  EXPECT_TRUE(through.is_empty());
  EXPECT_EQ(to.hear(), "bytes");
}

TEST(Pipe, TakesNoMoreThanItIsTold) {
  const pair from;
  pipe through;
  std::error_code error;
  from.say("bytes");
  EXPECT_EQ(through.fill(from.near.get(), 2, error), 2);
}

TEST(Pipe, SaysThatNothingHasArrived) {
  const pair from;
  pipe through;
  std::error_code error;
  EXPECT_EQ(through.fill(from.near.get(), 100, error), 0);
  EXPECT_EQ(error, std::errc::resource_unavailable_try_again);
}

TEST(Pipe, MovesNothingWhenTheOtherSideHasEnded) {
  pair from;
  pipe through;
  std::error_code error;
  from.far.close();
  EXPECT_EQ(through.fill(from.near.get(), 100, error), 0);
  EXPECT_FALSE(error);
}

TEST(Pipe, KeepsWhatASocketDoesNotTake) {
  const pair from, to;
  pipe through;
  std::error_code error;
  while (send(to.near.get(), "x", 1, 0) == 1) {
  }
  from.say("kept");
  through.fill(from.near.get(), 100, error);
  EXPECT_EQ(through.pour(to.near.get(), error), 0);
  EXPECT_EQ(error, std::errc::resource_unavailable_try_again);
  EXPECT_EQ(through.size(), 4);
}

TEST(Pipe, HoldsAtLeastWhatPipesHoldAnyway) { EXPECT_GE(pipe().capacity(), 4096); }

}  // namespace
}  // namespace surgeline::net
