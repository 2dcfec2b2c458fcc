#include <gtest/gtest.h>
#include <sys/socket.h>

#include <memory>

#include "no_descriptors.hpp"
#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

TEST(ProxyLimits, LetClientsWaitWhileThereAreNoDescriptors) {
  const stage on;
  const early_client waits(on.where());
  {
    const no_descriptors exhausted;
    waits.connect();
    EXPECT_FALSE(on.server.somebody_within(20ms));
  }
  EXPECT_NE(on.server.accept().fd(), -1);
}

TEST(ProxyLimits, CountThePausesForWantOfDescriptors) {
  const stage on;
  const early_client waits(on.where());
  const no_descriptors exhausted;
  waits.connect();
  EXPECT_GT(on.counts_when([](const counts& now) { return now.pauses > 0; }).pauses, 0);
}

TEST(ProxyLimits, ResetWhoeverWaitsTooLongForADescriptor) {
  const stage on;
  early_client waits(on.where());
  const no_descriptors exhausted;
  const auto start = std::chrono::steady_clock::now();
  waits.connect();
  EXPECT_EQ(waits.ends().how_it_ends(), std::errc::connection_reset);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 1s);
  const counts now = on.counts_when([](const counts& c) { return c.of(end_reason::limit) > 0; });
  EXPECT_EQ(now.of(end_reason::limit), 1);
  EXPECT_EQ(now.opened, 1);
}

TEST(ProxyLimits, ResetAClientForWhoseUpstreamThereIsNoDescriptor) {
  const stage on;
  early_client comes(on.where());
  const no_descriptors but_one(1);
  comes.connect();
  EXPECT_EQ(comes.ends().how_it_ends(), std::errc::connection_reset);
  const counts now = on.counts_when([](const counts& c) { return c.of(end_reason::limit) > 0; });
  EXPECT_EQ(now.of(end_reason::limit), 1);
}

TEST(ProxyLimits, LeaveOpenConnectionsAloneWhenDescriptorsRunOut) {
  const stage on;
  auto [client, upstream] = on.connect();
  const early_client waits(on.where());
  const no_descriptors exhausted;
  waits.connect();
  on.counts_when([](const counts& now) { return now.pauses > 0; });
  client.say("still here");
  EXPECT_EQ(upstream.hear(10), "still here");
}

TEST(ProxyLimits, DoNotKeepAProxyFromClosing) {
  const stage on;
  early_client waits(on.where());
  const no_descriptors exhausted;
  waits.connect();
  on.counts_when([](const counts& now) { return now.pauses > 0; });
  on.front->close();
  EXPECT_EQ(waits.ends().how_it_ends(), std::errc::connection_reset);
}

}  // namespace
}  // namespace surgeline::traffic
