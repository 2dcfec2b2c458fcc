#include <gtest/gtest.h>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

TEST(ProxyResets, StrikeAsSoonAsAConnectionIsAccepted) {
  stage on;
  on.arm(fault::reset{.when = fault::reset_moment::accept});
  wire client = wire::dial(on.where());
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  EXPECT_FALSE(on.server.somebody_within(20ms));
  EXPECT_EQ(on.book().connections.of(end_reason::injected), 1);
}

TEST(ProxyResets, StrikeWhenTheClientSends) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(fault::reset{.when = fault::reset_moment::first_data});
  client.say("question");
  EXPECT_EQ(upstream.hear_all(), "");
  EXPECT_EQ(upstream.ending, std::errc::connection_reset);
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
}

TEST(ProxyResets, StrikeWhenTheUpstreamAnswers) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(fault::reset{.when = fault::reset_moment::after_request});
  client.say("question");
  EXPECT_EQ(upstream.hear(8), "question");
  upstream.say("answer");
  EXPECT_EQ(client.hear_all(), "");
  EXPECT_EQ(client.ending, std::errc::connection_reset);
  EXPECT_EQ(upstream.how_it_ends(), std::errc::connection_reset);
}

TEST(ProxyResets, StrikeInTheMiddleOfAnAnswer) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(fault::reset{.when = fault::reset_moment::mid_response});
  client.say("question");
  upstream.hear(8);
  upstream.say("answer");
  EXPECT_EQ(client.hear_all(), "ans");
  EXPECT_EQ(client.ending, std::errc::connection_reset);
  EXPECT_EQ(upstream.how_it_ends(), std::errc::connection_reset);
  EXPECT_EQ(on.book().connections.of(end_reason::injected), 1);
}

TEST(ProxyResets, WaitBehindTheBytesThatALatencyHolds) {
  stage on;
  auto [client, upstream] = on.connect();
  on.arm(
      fault::latency{.delay = distribution::fixed(30ms)},
      fault::reset{.when = fault::reset_moment::mid_response}
  );
  const auto start = std::chrono::steady_clock::now();
  upstream.say("answer");
  EXPECT_EQ(client.hear_all(), "ans");
  EXPECT_GE(std::chrono::steady_clock::now() - start, 30ms);
  EXPECT_EQ(client.ending, std::errc::connection_reset);
}

}  // namespace
}  // namespace surgeline::traffic
