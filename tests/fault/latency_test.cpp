#include "surgeline/fault/latency.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace surgeline::fault
