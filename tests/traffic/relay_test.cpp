#include "surgeline/traffic/relay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>

#include "relay_flow.hpp"
#include "wire.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// A stream that the test plays: what it says, and how much it takes.
class played final : public stream {
 public:
  played() { readable_ = writable_ = true; }

  void say(std::string_view text) {
    said_.emplace_back(text);
    readable_ = true;
  }
  void end() {
    ended_ = true;
    readable_ = true;
  }
  /// Takes that many bytes from now on.
  void take(std::size_t room) {
    room_ = room;
    writable_ = room_ > 0;
  }

  transfer receive(std::span<std::byte> into) override {
    if (said_.empty()) {
      readable_ = false;
      return {.end = ended_};
    }
    std::string& next = said_.front();
    const std::size_t size = std::min(into.size(), next.size());
    std::copy_n(reinterpret_cast<const std::byte*>(next.data()), size, into.begin());
    next.erase(0, size);
    if (next.empty()) said_.pop_front();
    return {.bytes = size};
  }
  transfer send(std::span<const std::byte> from) override {
    EXPECT_TRUE(writable_);
    const std::size_t size = std::min(from.size(), room_);
    heard.append(reinterpret_cast<const char*>(from.data()), size);
    take(room_ - size);
    return {.bytes = size};
  }
  void finish() override { finished = true; }
  void reset() override {}
  std::error_code error() override { return {}; }
  void again() override {}

  static constexpr std::size_t plenty = std::size_t{1} << 40;
  std::string heard;
  bool finished = false;

 private:
  std::deque<std::string> said_;
  bool ended_ = false;
  std::size_t room_ = plenty;
};

struct flow : relay_flow<played> {
  using relay_flow::relay_flow;
};

fault::latency latency_of(duration delay) {
  return {.delay = distribution::fixed(delay), .towards = fault::direction::both};
}

TEST(Relay, HandsBytesOnAtOnceWhenNothingIsArmed) {
  flow flow;
  flow.from.say("bytes");
  EXPECT_EQ(flow.pump(), relay::outcome::wait);
  EXPECT_EQ(flow.to.heard, "bytes");
}

TEST(Relay, ReadsOnOnlyWhenTheReceiverHasTakenEverything) {
  flow flow;
  flow.from.say("first"), flow.from.say("second");
  flow.to.take(3);
  flow.pump();
  EXPECT_EQ(flow.to.heard, "fir");
  EXPECT_EQ(flow.buffered(), 2);
  EXPECT_TRUE(flow.from.is_readable());
  flow.to.take(100);
  flow.pump();
  EXPECT_EQ(flow.to.heard, "firstsecond");
  EXPECT_EQ(flow.buffered(), 0);
}

TEST(Relay, GivesOthersATurnWhenThereIsAlwaysMoreToRead) {
  flow flow;
  for (int i = 0; i < 10; ++i) flow.from.say("x");
  EXPECT_EQ(flow.pump(), relay::outcome::again);
  EXPECT_EQ(flow.to.heard, "xxxx");
}

TEST(Relay, HoldsNoMoreThanItsLimit) {
  flow flow(10'000);
  flow.arm(fault::stall{});
  flow.from.say(std::string(50'000, 'x'));
  flow.pump_all();
  EXPECT_GT(flow.buffered(), 5'000);
  EXPECT_LE(flow.buffered(), 10'000);
  EXPECT_EQ(flow.to.heard, "");
}

TEST(Relay, HoldsAsMuchAsItsLimitSays) {
  flow flow(10'000);
  flow.arm(fault::stall{});
  flow.from.say(std::string(10'000, 'x'));
  flow.pump_all();
  EXPECT_EQ(flow.buffered(), 10'000);
}

TEST(Relay, CountsWhatASingleByteCosts) {
  flow flow(10'000);
  flow.arm(fault::stall{});
  for (int i = 0; i < 10'000; ++i) flow.from.say("x");
  flow.pump_all();
  EXPECT_LT(flow.buffered(), 100);
}

TEST(Relay, CountsWhatEachPieceCosts) {
  flow flow(10'000);
  flow.arm(
      fault::stall{},
      fault::slicer{
          .size = {distribution::uniform(duration{1}, duration{3})},
          .towards = fault::direction::both
      }
  );
  flow.from.say(std::string(4'000, 'x'));
  while (flow.pump() == relay::outcome::again) {
  }
  EXPECT_GT(flow.buffered(), 50);
  EXPECT_LT(flow.buffered(), 300);
}

TEST(Relay, ReadsWholePiecesWhateverItsLimit) {
  flow flow(4'096);
  flow.arm(fault::slicer{
      .size = {distribution::fixed(duration{4'000})},
      .towards = fault::direction::both
  });
  flow.from.say(std::string(4'000, 'x'));
  flow.pump();
  EXPECT_EQ(flow.to.heard.size(), 4'000);
}

TEST(Relay, PassesAnEndBehindTheBytesThatCameBefore) {
  flow flow;
  flow.arm(fault::stall{});
  flow.from.say("last");
  flow.from.end();
  flow.pump();
  EXPECT_FALSE(flow.to.finished);
  EXPECT_FALSE(flow.one.has_ended());
  flow.arm();
  flow.pump();
  EXPECT_EQ(flow.to.heard, "last");
  EXPECT_TRUE(flow.to.finished);
  EXPECT_TRUE(flow.one.has_ended());
}

TEST(Relay, PassesAnEndOnlyWhenTheReceiverHasTakenEverything) {
  flow flow;
  flow.from.say("last");
  flow.from.end();
  flow.to.take(2);
  flow.pump();
  EXPECT_FALSE(flow.to.finished);
  flow.to.take(2);
  flow.pump();
  EXPECT_TRUE(flow.to.finished);
}

TEST(Relay, ResetsOnceTheBytesBeforeTheResetHaveBeenTaken) {
  flow flow;
  flow.arm(
      fault::latency{.delay = distribution::fixed(1s), .towards = fault::direction::both},
      fault::reset{}
  );
  flow.from.say("never heard");
  relay::outcome result = flow.pump();
  while (result == relay::outcome::wait) result = flow.pump();
  EXPECT_EQ(result, relay::outcome::reset);
  EXPECT_EQ(flow.to.heard, "");
}

TEST(Relay, AsksToBeWokenWhenBytesAreDue) {
  flow flow;
  EXPECT_EQ(flow.one.next_due(), never);
  flow.arm(latency_of(1'000'000h));
  const time_point before = flow.clock.now();
  flow.from.say("x");
  flow.pump();
  EXPECT_GE(flow.one.next_due(), before + 1'000'000h);
  EXPECT_LT(flow.one.next_due(), never);
}

TEST(Relay, AsksToBeWokenAtOnceForAnEndThatAFaultLeavesBehind) {
  flow flow;
  flow.arm(fault::blackhole{});
  flow.from.say("swallowed");
  flow.pump();
  EXPECT_EQ(flow.one.next_due(), never);
  flow.arm();
  EXPECT_EQ(flow.one.next_due(), time_point{});
  EXPECT_EQ(flow.pump(), relay::outcome::close);
}

TEST(Relay, DoesNotAskToBeWokenForBytesThatTheReceiverDoesNotTake) {
  flow flow;
  flow.arm(latency_of(1s));
  flow.from.say("first"), flow.from.say("second");
  flow.to.take(1);
  while (flow.to.heard.empty()) flow.pump();
  EXPECT_EQ(flow.one.next_due(), never);
}

TEST(Relay, CountsTurnsWhetherOrNotAnythingIsArmed) {
  flow flow;
  flow.from.say("question");
  flow.pump();
  flow.who.speaks(fault::direction::to_client);
  flow.from.say("next question");
  flow.pump();
  EXPECT_EQ(flow.who.turn(), 1);
}

TEST(Relay, KeepsEveryByteInItsPlaceWhateverIsArmedAndTaken) {
  for (std::uint32_t seed = 1; seed <= 50 && !testing::Test::HasFailure(); ++seed) {
    flow playing(20'000);
    playing.to.take(0);
    playing.play(seed, 500, [](auto& flow, auto upto) {
      switch (upto(5)) {
        case 0:
          return flow.arm(latency_of(duration{upto(100'000'000'000)}));
        case 1:
          return flow.arm(fault::stall{}, latency_of(1s));
        case 2:
          return flow.arm();
        case 3:
          return flow.to.take(upto(3'000));
        default:
          return flow.say(noise(1 + upto(2'000), flow.said.size()));
      }
    });
  }
}

}  // namespace
}  // namespace surgeline::traffic
