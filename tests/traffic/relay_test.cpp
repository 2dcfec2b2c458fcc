#include "surgeline/traffic/relay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <string>
#include <string_view>

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

/// One direction between two played streams, with its plan. A file second passes in a real microsecond.
struct flow {
  explicit flow(std::size_t limit = 1 << 20) : around(clock, buffer, limit) {}

  template <class... Kinds>
  void arm(Kinds... kinds) {
    std::vector<fault::armed> faults;
    [[maybe_unused]] const time_point now = clock.now();
    (faults.push_back({.id = "fault", .what = kinds, .since = now, .first = now}), ...);
    around.put_in_force(std::make_shared<const fault::plan>(chance{}, std::move(faults)));
    one.replan();
  }
  relay::outcome pump() { return one.pump(); }
  std::uint64_t buffered() const { return around.connections.buffered; }

  net::run_clock clock{std::chrono::steady_clock::now(), 1e6};
  std::vector<std::byte> buffer{4096};
  surroundings around;
  fault::subject who{"client", 1};
  played from, to;
  relay one{fault::direction::to_upstream, from, to, who, around};
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
  while (flow.pump() == relay::outcome::again) {
  }
  EXPECT_GT(flow.buffered(), 5'000);
  EXPECT_LE(flow.buffered(), 10'000);
  EXPECT_EQ(flow.to.heard, "");
}

TEST(Relay, CountsWhatASingleByteCosts) {
  flow flow(10'000);
  flow.arm(fault::stall{});
  for (int i = 0; i < 10'000; ++i) flow.from.say("x");
  while (flow.pump() == relay::outcome::again) {
  }
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
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    std::mt19937 dice(seed);
    const auto upto = [&dice](std::size_t most) { return dice() % (most + 1); };
    flow flow(20'000);
    flow.to.take(0);
    std::string said;
    for (int step = 0; step < 500; ++step) {
      switch (upto(5)) {
        case 0:
          flow.arm(latency_of(duration{upto(100'000'000'000)}));
          break;
        case 1:
          flow.arm(fault::stall{}, latency_of(1s));
          break;
        case 2:
          flow.arm();
          break;
        case 3:
          flow.to.take(upto(3'000));
          break;
        default: {
          const std::string next(1 + upto(2'000), static_cast<char>('a' + step % 26));
          said += next;
          flow.from.say(next);
        }
      }
      flow.pump();
      ASSERT_EQ(flow.to.heard, said.substr(0, flow.to.heard.size())) << "seed " << seed;
      ASSERT_LE(flow.buffered(), 20'000) << "seed " << seed;
    }
    flow.arm();
    flow.to.take(said.size());
    while (flow.pump() == relay::outcome::again) {
    }
    ASSERT_EQ(flow.to.heard, said) << "seed " << seed;
  }
}

}  // namespace
}  // namespace surgeline::traffic
