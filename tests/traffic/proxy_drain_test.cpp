#include <gtest/gtest.h>
#include <poll.h>

#include <future>
#include <vector>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// Where a proxy's clients connect, in each family that has a way of its own to be shut.
std::vector<std::string> fronts() { return {"127.0.0.1:0", "[::1]:0", unix_name("drained")}; }

/// Begins to drain; the future is ready when the last connection has ended.
std::future<void> drain(const stage& on) {
  auto over = std::make_shared<std::promise<void>>();
  on.front->drain([over] { over->set_value(); });
  return over->get_future();
}

bool is_over(const std::future<void>& drained) {
  return drained.wait_for(0s) == std::future_status::ready;
}

/// True when a connection to `to` comes about at once.
bool takes_in(const endpoint& to) {
  net::failure why;
  const auto address = net::address::resolve(to, why);
  std::error_code error;
  const net::descriptor made = net::dial(*address, error);
  pollfd one{made.get(), POLLOUT, 0};
  return made && poll(&one, 1, 100) == 1 && !net::pending_error(made.get());
}

TEST(ProxyDrain, ServesWhoeverHasConnectedAlready) {
  for (const std::string& front : fronts()) {
    stage on({.listen = {*endpoint::parse(front)}}, "127.0.0.1:0", 1, 2);
    std::vector<wire> clients;
    std::future<void> drained;
    {
      const standstill now(on.worker), too(on.further.front());
      for (int i = 0; i < 100; ++i) clients.push_back(wire::dial(on.where()));
      drained = drain(on);
    }
    for (const wire& one : clients) one.say("x");
    for (int i = 0; i < 100; ++i) {
      const wire upstream = on.server.accept();
      upstream.say("y");
      EXPECT_EQ(wire(net::descriptor{dup(upstream.fd())}).hear(1), "x");
    }
    for (wire& one : clients) EXPECT_EQ(one.hear_all(), "y");
    for (const wire& one : clients) EXPECT_EQ(one.ending, std::error_code{}) << front;
  }
}

TEST(ProxyDrain, TakesNobodyInAnyMore) {
  for (const std::string& front : fronts()) {
    const stage on({.listen = {*endpoint::parse(front)}});
    const auto ends = on.connect();
    const auto drained = drain(on);
    EXPECT_FALSE(takes_in(on.where())) << front;
  }
}

TEST(ProxyDrain, LetsOpenConnectionsGoOn) {
  const stage on;
  auto [client, upstream] = on.connect();
  const auto drained = drain(on);
  std::this_thread::sleep_for(50ms);
  client.say("still here");
  EXPECT_EQ(upstream.hear(10), "still here");
  EXPECT_FALSE(is_over(drained));
}

TEST(ProxyDrain, IsOverWhenTheLastConnectionHasEnded) {
  const stage on;
  auto ends = on.connect();
  const auto drained = drain(on);
  ends.client.close();
  ends.upstream.close();
  EXPECT_EQ(drained.wait_for(10s), std::future_status::ready);
}

TEST(ProxyDrain, IsOverSoonWhenNothingIsOpen) {
  const stage on;
  EXPECT_EQ(drain(on).wait_for(10s), std::future_status::ready);
}

TEST(ProxyDrain, LetsThePortBeHadByASuccessor) {
  const stage on;
  auto [client, upstream] = on.connect();
  const auto drained = drain(on);
  net::failure why;
  net::listener successor;
  for (int tries = 0; !successor && tries < 1000; ++tries) {
    std::this_thread::sleep_for(10ms);
    successor = net::listen(on.where(), why);
  }
  EXPECT_TRUE(successor) << why.what;
  EXPECT_FALSE(is_over(drained));
}

TEST(ProxyDrain, EndsWhenTheProxyCloses) {
  const stage on;
  auto [client, upstream] = on.connect();
  const auto drained = drain(on);
  on.front->close();
  EXPECT_EQ(drained.wait_for(10s), std::future_status::ready);
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
}

TEST(ProxyDrain, MayBeAskedForTwice) {
  const stage on;
  const auto first = drain(on), second = drain(on);
  EXPECT_EQ(first.wait_for(10s), std::future_status::ready);
  EXPECT_EQ(second.wait_for(10s), std::future_status::ready);
}

TEST(ProxyClose, ResetsNobodyWhoHasConnectedAlready) {
  for (const std::string& front : fronts()) {
    stage on({.listen = {*endpoint::parse(front)}}, "127.0.0.1:0", 1, 2);
    std::vector<wire> clients;
    std::future<void> closed;
    {
      const standstill now(on.worker), too(on.further.front());
      for (int i = 0; i < 100; ++i) {
        clients.push_back(wire::dial(on.where()));
        clients.back().say("a question that nobody will answer");
      }
      closed = std::async(std::launch::async, [&] { on.front->close(); });
      std::this_thread::sleep_for(20ms);
    }
    for (wire& one : clients) EXPECT_EQ(one.how_it_ends(), std::error_code{}) << front;
  }
}

TEST(ProxyCutOff, EndsEveryConnectionAndRefusesFromThenOn) {
  stage on({}, "127.0.0.1:0", 1, 3);
  std::vector<stage::ends> open;
  for (int i = 0; i < 12; ++i) open.push_back(on.connect());
  on.front->cut_off();
  EXPECT_TRUE(wire::is_refused(on.where()));
  for (auto& [client, upstream] : open) {
    EXPECT_EQ(client.how_it_ends(), std::error_code{});
    EXPECT_EQ(upstream.how_it_ends(), std::error_code{});
  }
}

TEST(ProxyCutOff, LeavesTheAddressToTheNext) {
  stage on;
  on.front->cut_off();
  net::failure why;
  EXPECT_TRUE(net::listen(on.where(), why)) << why.what;
}

}  // namespace
}  // namespace surgeline::traffic
