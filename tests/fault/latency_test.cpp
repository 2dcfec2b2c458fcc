#include "surgeline/fault/latency.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"
#include "support/flow.hpp"

namespace surgeline::fault {
namespace {

using namespace std::chrono_literals;

TEST(Latency, DelaysEachChunkByItsOwnDraw) {
  const latency latency{.delay = distribution::uniform(10ms, 20ms)};
  flow flow;
  EXPECT_EQ(latency.on_chunk(flow.drawing(0.0)), effect{.delay = 10ms});
  EXPECT_EQ(latency.on_chunk(flow.drawing(0.5)), effect{.delay = 15ms});
}

TEST(Latency, DelaysChunksOfEverySizeAlike) {
  const latency latency{.delay = distribution::fixed(10ms)};
  for (const std::size_t size : {0U, 1U, 1U << 20}) {
    EXPECT_EQ(latency.on_chunk({.size = size}), effect{.delay = 10ms});
  }
}

TEST(Latency, FollowsTheRampOfItsDelay) {
  const varying<duration> rising({{0s, 10ms}, {10s, 20ms}});
  const latency latency{.delay = distribution::fixed(rising)};
  flow flow;
  EXPECT_EQ(latency.on_chunk(flow.drawing(0.5, 0s)).delay, 10ms);
  EXPECT_EQ(latency.on_chunk(flow.drawing(0.5, 5s)).delay, 15ms);
  EXPECT_EQ(latency.on_chunk(flow.drawing(0.5, 1h)).delay, 20ms);
}

TEST(Latency, NeverLetsGoOfWhatItDelaysForEver) {
  const latency never{.delay = distribution::never()};
  EXPECT_EQ(never.on_chunk({}).delay, forever);
}

TEST(Latency, TouchesTheAnswersUnlessItSaysOtherwise) {
  EXPECT_EQ(latency{}.towards, direction::to_client);
}

using enum direction;

/// The delay and the hold of each part of an exchange: heads, then two chunks of each body.
std::vector<std::pair<duration, duration>> waits_of(const latency& one) {
  const plan slow = in_force(always(0, one));
  caller talk;
  talk.asks(slow);
  std::vector<std::pair<duration, duration>> waits;
  for (const auto towards : {to_upstream, to_client}) {
    for (const auto& [of, first] :
         {std::pair{part::head, true}, {part::body, true}, {part::body, false}}) {
      const effect decided = talk.passes(slow, towards, of, 100, first);
      waits.emplace_back(decided.delay, decided.hold);
    }
  }
  return waits;
}

/// As `waits_of`, where the request's head, its chunks, the response's head and its chunks wait by `…`.
latency staged(std::optional<latency_stage> stage) {
  return {.delay = distribution::fixed(10ms), .stage = stage};
}

constexpr std::pair<duration, duration> now{}, later{10ms, 0ms}, behind{0ms, 10ms};

TEST(LatencyStage, IsTheHeadOfARequestOnAnHttpProxyUnlessItSaysOtherwise) {
  const auto expected = std::vector{later, now, now, now, now, now};
  EXPECT_EQ(waits_of(staged({})), expected);
  EXPECT_EQ(waits_of(staged(latency_stage::request_head)), expected);
}

TEST(LatencyStage, IsEachChunkOfABody) {
  EXPECT_EQ(
      waits_of(staged(latency_stage::request_body)),
      (std::vector{now, later, later, now, now, now})
  );
  EXPECT_EQ(
      waits_of(staged(latency_stage::response_body)),
      (std::vector{now, now, now, now, later, later})
  );
}

TEST(LatencyStage, IsTheHeadOfAResponse) {
  EXPECT_EQ(
      waits_of(staged(latency_stage::response_head)),
      (std::vector{now, now, now, later, now, now})
  );
}

TEST(LatencyStage, HoldsEachChunkOfAResponseButTheFirst) {
  EXPECT_EQ(
      waits_of(staged(latency_stage::between_chunks)),
      (std::vector{now, now, now, now, now, behind})
  );
}

TEST(LatencyStage, OfDataIsAllThatTravelsInItsDirection) {
  EXPECT_EQ(
      waits_of(staged(latency_stage::data)),
      (std::vector{now, now, now, later, later, later})
  );
}

TEST(LatencyStage, OfAnExchangeTouchesNothingOnATcpProxy) {
  for (const auto stage : {latency_stage::request_head, latency_stage::response_body}) {
    const plan slow = in_force(always(0, staged(stage)));
    EXPECT_FALSE(slow.touches(to_upstream, part::stream));
    EXPECT_FALSE(slow.touches(to_client, part::stream));
    EXPECT_TRUE(connection{}.answers(slow).is_neutral());
  }
}

TEST(LatencyStage, LeavesTheOtherDirectionOfATcpProxyFast) {
  const plan slow = in_force(always(0, staged({})));
  EXPECT_FALSE(slow.touches(to_upstream));
  EXPECT_TRUE(slow.touches(to_client));
  EXPECT_TRUE(slow.touches(to_upstream, part::head));
}

TEST(LatencyStage, TouchesTheRequestsOfAnHttpProxy) {
  armed one = always(0, staged({}));
  one.over_http = true;
  EXPECT_TRUE(in_force(one).touches(to_upstream));
}

}  // namespace
}  // namespace surgeline::fault
