#include <gtest/gtest.h>
#include <poll.h>

#include <vector>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// Clients of a proxy with their upstream ends, each of which has been spoken to.
struct crowd {
  crowd(const stage& on, int size) {
    for (int i = 0; i < size; ++i) {
      auto [client, upstream] = on.connect();
      client.say("x");
      EXPECT_EQ(upstream.hear(1), "x");
      clients.push_back(std::move(client));
      upstreams.push_back(std::move(upstream));
    }
  }
  std::vector<wire> clients, upstreams;
};

TEST(ProxyWorkers, ServeEveryConnectionOfOnePort) {
  const stage on({}, "127.0.0.1:0", 1, 3);
  const crowd all(on, 60);
  EXPECT_EQ(on.counted().opened, 60);
}

TEST(ProxyWorkers, ServeEveryConnectionOfOneUnixSocket) {
  const stage on({.listen = {*endpoint::parse(unix_name("many"))}}, unix_name("behind"), 1, 3);
  const crowd all(on, 60);
  EXPECT_EQ(on.counted().opened, 60);
}

TEST(ProxyWorkers, ShareTheirTcpConnections) {
  stage on({}, "127.0.0.1:0", 1, 2);
  {
    // One worker stands still, so what is served meanwhile is the other's; the rest waits for it.
    const standstill now(on.worker);
    std::vector<wire> clients;
    for (int i = 0; i < 100; ++i) clients.push_back(wire::dial(on.where()));
    int served = 0;
    while (on.server.somebody_within(100ms)) on.server.accept(), ++served;
    EXPECT_GT(served, 20);
    EXPECT_LT(served, 80);
  }
}

TEST(ProxyWorkers, TakeFromAUnixSocketWhateverOneOfThemIsDoing) {
  stage on({.listen = {*endpoint::parse(unix_name("busy"))}}, unix_name("behind-busy"), 1, 2);
  const standstill now(on.worker);
  std::vector<wire> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(wire::dial(on.where()));
    EXPECT_NE(on.server.accept().fd(), -1);
  }
}

TEST(ProxyWorkers, HaveTheirPortForThemselves) {
  const stage on({}, "127.0.0.1:0", 1, 2);
  net::failure why;
  EXPECT_FALSE(net::listen(on.where(), why));
  EXPECT_EQ(why.code, std::errc::address_in_use);
}

TEST(ProxyWorkers, CountTheConnectionsOfAClientTogether) {
  std::vector<std::string> asked;
  const host only;
  const stage on(
      {.upstream = {only.where()},
       .choose =
           [&asked](const fault::subject& who, auto) {
             asked.push_back(who.text());
             return std::size_t{0};
           }},
      "127.0.0.1:0",
      1,
      2
  );
  std::vector<wire> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(wire::dial(on.where(), "127.0.0.9"));
    only.accept();
  }
  EXPECT_EQ(asked.size(), 20);
  EXPECT_EQ(asked.back(), "127.0.0.9#20");
}

TEST(ProxyWorkers, LetTheirPortBeHadAgainWhenTheyClose) {
  const stage on({}, "127.0.0.1:0", 1, 2);
  const crowd all(on, 10);
  on.front->close();
  net::failure why;
  EXPECT_TRUE(net::listen(on.where(), why)) << why.what;
}

}  // namespace
}  // namespace surgeline::traffic
