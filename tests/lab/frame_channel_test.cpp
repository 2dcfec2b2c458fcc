#include "surgeline/lab/frame_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <future>
#include <optional>
#include <vector>

#include "support/frame_peer.hpp"

namespace surgeline::lab {
namespace {

using model::frame;
using testing::ElementsAre;

/// A channel that sends whenever its socket is writable, and the far end of its connection.
class FrameChannel : public testing::Test, protected net::ready_handler {
 protected:
  // Not in the constructor: the worker must not see a test that is still being made.
  void SetUp() override {
    int ends[2];
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
    far_.emplace(net::descriptor{ends[0]});
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    on_.run([&] {
      std::error_code error;
      channel_.open(net::descriptor{ends[1]}, error);
      EXPECT_FALSE(error) << error.message();
    });
  }
  void TearDown() override {
    on_.run([this] { channel_.close(); });
  }
  void wait_for_the_end() { ended_.get_future().wait(); }

  net::worker on_;
  frame_channel channel_{on_, *this, frame::sort::answer};
  std::optional<frame_peer> far_;
  std::vector<std::uint64_t> heard_;

 private:
  void ready(std::uint32_t events) override {
    if (events & EPOLLOUT) channel_.flush();
    if (channel_.receive(events, [this](const frame& one) { heard_.push_back(one.attempt); }))
      return;
    channel_.close();
    ended_.set_value();
  }

  std::promise<void> ended_;
};

TEST_F(FrameChannel, SendsWhatWasQueued) {
  on_.run([this] {
    for (const std::uint64_t id : {1, 2, 3}) channel_.queue({.attempt = id});
    EXPECT_TRUE(channel_.flush());
  });
  for (const std::uint64_t id : {1, 2, 3}) EXPECT_EQ(far_->hear()->attempt, id);
}

TEST_F(FrameChannel, KeepsInOrderWhatTheSocketDoesNotTakeYet) {
  constexpr std::uint64_t many = frame_channel::most_queued / frame::bytes;
  on_.run([this] {
    for (std::uint64_t id = 0; id < many; ++id) channel_.queue({.attempt = id});
    EXPECT_TRUE(channel_.flush());
  });
  for (std::uint64_t id = 0; id < many; ++id) ASSERT_EQ(far_->hear()->attempt, id);
}

TEST_F(FrameChannel, CutsOffWhoLetsTooMuchPileUp) {
  on_.run([this] {
    constexpr std::uint64_t many = frame_channel::most_queued / frame::bytes;
    for (std::uint64_t id = 0; id <= many; ++id) channel_.queue({.attempt = id});
    EXPECT_FALSE(channel_.flush());
  });
}

TEST_F(FrameChannel, HearsTheLastWordsOfWhoHangsUp) {
  far_->answer(7);
  far_->socket().close();
  wait_for_the_end();
  EXPECT_THAT(heard_, ElementsAre(7));
}

TEST_F(FrameChannel, EndsWhereNoFramesAreSpoken) {
  far_->write(std::vector<std::byte>(frame::bytes, std::byte{'x'}));
  wait_for_the_end();
}

TEST_F(FrameChannel, ReadsMoreThanABufferFull) {
  constexpr std::uint64_t many = 3 * net::worker::buffer_size / frame::bytes;
  for (std::uint64_t id = 0; id < many; ++id) far_->answer(id);
  far_->socket().close();
  wait_for_the_end();
  EXPECT_EQ(heard_.size(), many);
}

}  // namespace
}  // namespace surgeline::lab
