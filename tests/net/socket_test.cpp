#include "surgeline/net/socket.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

#include "surgeline/net/listener.hpp"

namespace surgeline::net {
namespace {

/// A listener with both ends of one connection to it.
struct connected {
  explicit connected(const char* where, const char* source = nullptr) {
    failure why;
    at = listen(*endpoint::parse(where), why);
    const auto to = address::resolve(at.local(), why);
    std::optional<address> local;
    if (source != nullptr) local = address::resolve(*endpoint::parse(source), why);
    client = dial(*to, error, local ? &*local : nullptr);
    if (!client) return;
    wait(at.fd(), POLLIN);
    server = accept(at.fd(), from, error);
    wait(client.get(), POLLOUT);
  }
  static void wait(int fd, short events) {
    pollfd one{fd, events, 0};
    poll(&one, 1, 5000);
  }

  listener at;
  descriptor client, server;
  address from;
  std::error_code error;
};

bool has_no_delay(int fd) {
  int on = 0;
  socklen_t size = sizeof on;
  getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, &size);
  return on != 0;
}

TEST(Socket, DialsAndAcceptsOnEveryKindOfEndpoint) {
  for (const char* const where : {"127.0.0.1:0", "[::1]:0", "unix:@surgeline-socket-test"}) {
    const connected pair{where};
    EXPECT_TRUE(pair.client && pair.server) << where << ": " << pair.error.message();
    EXPECT_EQ(pending_error(pair.client.get()), std::error_code{}) << where;
  }
}

TEST(Socket, SendsSmallSegmentsAtOnceOnBothEnds) {
  const connected pair{"127.0.0.1:0"};
  EXPECT_TRUE(has_no_delay(pair.client.get()));
  EXPECT_TRUE(has_no_delay(pair.server.get()));
}

TEST(Socket, ComesFromTheSourceItIsGiven) {
  const connected pair{"127.0.0.1:0", "127.0.0.7:0"};
  EXPECT_EQ(peer_identity(pair.server.get(), pair.from), "127.0.0.7");
}

TEST(Socket, KnowsAUnixPeerByItsUser) {
  const connected pair{"unix:@surgeline-identity-test"};
  EXPECT_EQ(peer_identity(pair.server.get(), pair.from), "uid:" + std::to_string(getuid()));
}

TEST(Socket, KnowsAnIpv4ClientOfAnIpv6ListenerByItsIpv4Address) {
  failure why;
  std::error_code error;
  address from;
  const listener both = listen(*endpoint::parse("[::]:0"), why);
  ASSERT_TRUE(both) << why.what;
  const auto to = address::resolve({.host = "127.0.0.1", .port = both.local().port}, why);
  const descriptor client = dial(*to, error);
  connected::wait(both.fd(), POLLIN);
  const descriptor server = accept(both.fd(), from, error);
  EXPECT_EQ(peer_identity(server.get(), from), "127.0.0.1");
}

TEST(Socket, SaysThatNobodyWaits) {
  failure why;
  std::error_code error;
  address from;
  const listener idle = listen(*endpoint::parse("127.0.0.1:0"), why);
  EXPECT_FALSE(accept(idle.fd(), from, error));
  EXPECT_EQ(error, std::errc::operation_would_block);
}

TEST(Socket, LearnsOfARefusalWhenItBecomesWritable) {
  failure why;
  std::error_code error;
  listener gone = listen(*endpoint::parse("127.0.0.1:0"), why);
  const auto to = address::resolve(gone.local(), why);
  gone.close();
  const descriptor client = dial(*to, error);
  if (client) {
    connected::wait(client.get(), POLLOUT);
    error = pending_error(client.get());
  }
  EXPECT_EQ(error, std::errc::connection_refused);
}

TEST(Socket, ResetsForReal) {
  connected pair{"127.0.0.1:0"};
  hard_reset(std::move(pair.server));
  connected::wait(pair.client.get(), POLLIN);
  char byte = 0;
  EXPECT_EQ(recv(pair.client.get(), &byte, 1, 0), -1);
  EXPECT_EQ(last_error(), std::errc::connection_reset);
}

}  // namespace
}  // namespace surgeline::net
