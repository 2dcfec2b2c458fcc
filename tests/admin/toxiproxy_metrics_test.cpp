#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "shop.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// True when something holds before ten seconds are over.
template <class Condition>
bool comes_true(Condition holds) {
  const auto limit = std::chrono::steady_clock::now() + 10s;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > limit) return false;
    std::this_thread::sleep_for(5ms);
  }
  return true;
}

TEST(ToxiproxyMetrics, CountBytesOfOpenProxiesAsTheyPass) {
  const shop open;
  auto ends = open.through();
  ends.first.say("hello");
  EXPECT_EQ(ends.second.hear(5), "hello");
  open.add(R"({"type": "timeout"})");
  ends.second.say("lost");
  const std::string labels = "listener=\"" + open.where().text() +
                             "\",proxy=\"redis\",upstream=\"" + open.server.where().text() + "\"} ";
  const auto counts = [&](const std::string& what, const std::string& direction, int bytes) {
    const std::string line = "\ntoxiproxy_proxy_" + what + "_bytes_total{direction=\"" + direction +
                             "\"," + labels + std::to_string(bytes) + "\n";
    return open.control("GET", "/metrics").body.find(line) != std::string::npos;
  };
  EXPECT_TRUE(comes_true([&] { return counts("received", "downstream", 4); }));
  EXPECT_TRUE(counts("sent", "downstream", 0));
  EXPECT_TRUE(comes_true([&] { return counts("sent", "upstream", 5); }));
  EXPECT_TRUE(counts("received", "upstream", 5));
}

TEST(ToxiproxyMetrics, TakeEveryMethod) {
  const shop open;
  const heard_reply given = open.control("POST", "/metrics");
  EXPECT_EQ(given.status, 200);
  EXPECT_THAT(given.head, HasSubstr("Content-Type: text/plain; version=0.0.4"));
}

}  // namespace
}  // namespace surgeline::admin
