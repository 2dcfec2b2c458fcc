#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "relay_flow.hpp"
#include "wire.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// A stream that the test plays, and that the kernel can splice: it is a socket behind which everything lies or goes.
class spliced final : public stream {
 public:
  explicit spliced(bool can) : can_(can) {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    near_ = net::descriptor{ends[0]};
    far_ = net::descriptor{ends[1]};
    readable_ = writable_ = true;
  }

  void say(std::string_view text) {
    EXPECT_EQ(::send(far_.get(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    readable_ = true;
  }
  void end() {
    shutdown(far_.get(), SHUT_WR);
    readable_ = true;
  }
  /// Takes that many bytes from now on.
  void take(std::size_t room) {
    room_ = room;
    writable_ = room_ > 0;
  }
  void listen() {
    char heard_now[4096];
    for (ssize_t got = 1; got > 0;) {
      got = recv(far_.get(), heard_now, sizeof heard_now, 0);
      if (got > 0) heard.append(heard_now, static_cast<std::size_t>(got));
    }
  }

  transfer receive(std::span<std::byte> into) override {
    const ssize_t got = recv(near_.get(), into.data(), into.size(), 0);
    readable_ = got > 0;
    if (got == 0) return {.end = true};
    return {.bytes = got > 0 ? static_cast<std::size_t>(got) : 0};
  }
  transfer send(std::span<const std::byte> from) override {
    const std::size_t size = std::min(from.size(), room_);
    heard.append(reinterpret_cast<const char*>(from.data()), size);
    take(room_ - size);
    return {.bytes = size};
  }
  bool can_splice() const override { return can_; }
  transfer fill(net::pipe& into, std::size_t most) override {
    ++fills;
    std::error_code nothing;
    return {.bytes = into.fill(near_.get(), most, nothing)};
  }
  transfer pour(net::pipe& from) override {
    if (from.size() > room_) return writable_ = false, transfer{};  // all or nothing
    std::error_code nothing;
    const std::size_t poured = from.pour(near_.get(), nothing);
    listen();
    take(room_ - poured);
    return {.bytes = poured};
  }
  void finish() override { finished = true; }
  void reset() override {}
  std::error_code error() override { return {}; }
  void again() override {}

  std::string heard;
  int fills = 0;
  bool finished = false;

 private:
  net::descriptor near_, far_;
  const bool can_;
  std::size_t room_ = std::size_t{1} << 40;
};

struct bulk_flow : relay_flow<spliced> {
  explicit bulk_flow(bool can_splice = true) : relay_flow(1 << 20, can_splice) {}

  /// Says so much that the rest is bulk.
  void begin_bulk() {
    say(noise(4 * 4096));
    pump_all();
    from.fills = 0;  // it has looked already whether there is more
  }
};

TEST(RelayBulk, CopiesUntilFourReadsWereFull) {
  bulk_flow flow;
  flow.say(noise(3 * 4096));
  flow.pump_all();
  EXPECT_EQ(flow.from.fills, 0);
}

TEST(RelayBulk, SplicesWhatFollows) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.say(noise(10'000, 2));
  flow.pump_all();
  EXPECT_GT(flow.from.fills, 0);
  EXPECT_EQ(flow.to.heard, flow.said);
}

TEST(RelayBulk, CopiesWhatCannotBeSpliced) {
  bulk_flow flow(false);
  flow.begin_bulk();
  flow.say(noise(10'000, 2));
  flow.pump_all();
  EXPECT_EQ(flow.from.fills, 0);
  EXPECT_EQ(flow.to.heard, flow.said);
}

TEST(RelayBulk, CopiesWhenNoPipeIsFree) {
  bulk_flow flow;
  flow.begin_bulk();
  std::vector<std::unique_ptr<net::pipe>> all;
  while (auto one = flow.pipes.take()) all.push_back(std::move(one));
  flow.say(noise(10'000, 2));
  flow.pump_all();
  EXPECT_EQ(flow.from.fills, 0);
  EXPECT_EQ(flow.to.heard, flow.said);
}

TEST(RelayBulk, HoldsNoPipeWhileNothingIsInIt) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.say("x");
  flow.pump_all();
  ASSERT_EQ(flow.pipes.size(), 1);
  flow.pipes.take();
  EXPECT_EQ(flow.pipes.size(), 1);
}

TEST(RelayBulk, CountsWhatWaitsInThePipe) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.to.take(0);
  flow.say(noise(5'000, 2));
  flow.pump_all();
  EXPECT_EQ(flow.buffered(), 5'000);
  flow.to.take(5'000);
  flow.pump_all();
  EXPECT_EQ(flow.buffered(), 0);
  EXPECT_EQ(flow.around.connections.of(fault::direction::to_upstream), flow.said.size());
}

TEST(RelayBulk, ReadsNoMoreWhileThePipeHoldsBytes) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.to.take(0);
  flow.say("in the pipe");
  flow.pump_all();
  flow.say("still with the sender");
  flow.pump_all();
  EXPECT_EQ(flow.buffered(), 11);
}

TEST(RelayBulk, PassesAnEndBehindThePipe) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.to.take(0);
  flow.say("last");
  flow.from.end();
  flow.pump_all();
  EXPECT_FALSE(flow.to.finished);
  flow.to.take(100);
  flow.pump_all();
  EXPECT_TRUE(flow.to.finished);
  EXPECT_EQ(flow.to.heard, flow.said);
}

TEST(RelayBulk, CopiesAgainWhenLittleComes) {
  bulk_flow flow;
  flow.begin_bulk();
  for (int i = 0; i < 10; ++i) {
    flow.say("x");
    flow.pump_all();
  }
  const int before = flow.from.fills;
  flow.say("x");
  flow.pump_all();
  EXPECT_EQ(flow.from.fills, before);
  EXPECT_EQ(flow.to.heard, flow.said);
}

TEST(RelayBulk, HoldsForAFaultWhatComesBehindThePipe) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.to.take(0);
  flow.say("in the pipe ");
  flow.pump_all();
  flow.arm(fault::stall{});
  flow.say("behind it");
  flow.pump_all();
  flow.to.take(1'000);
  flow.pump_all();
  EXPECT_EQ(flow.to.heard, flow.said.substr(0, flow.said.size() - 9));
  flow.arm();
  flow.pump_all();
  EXPECT_EQ(flow.to.heard, flow.said);
}

TEST(RelayBulk, CountsTurns) {
  bulk_flow flow;
  flow.begin_bulk();
  flow.who.speaks(fault::direction::to_client);
  flow.say("spliced");
  flow.pump_all();
  EXPECT_EQ(flow.who.turn(), 1);
}

TEST(RelayBulk, KeepsEveryByteInItsPlaceWhateverIsArmedAndTaken) {
  for (std::uint32_t seed = 1; seed <= 50 && !testing::Test::HasFailure(); ++seed) {
    bulk_flow playing;
    playing.play(seed, 300, [](auto& flow, auto upto) {
      switch (upto(7)) {
        case 0:
          return flow.arm(fault::stall{});
        case 1:
        case 2:
          return flow.arm();
        case 3:
          return flow.to.take(upto(30'000));
        case 4:
          return flow.to.take(1 << 20);
        default:
          if (flow.said.size() - flow.to.heard.size() < 100'000)
            flow.say(noise(20'000, flow.said.size()));
      }
    });
    EXPECT_GT(playing.from.fills, 0);
  }
}

}  // namespace
}  // namespace surgeline::traffic
