// What a proxy that ends one connection and begins another cannot hide: docs/neutrality.md has the list.

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <string>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

TEST(ProxyNeutrality, ConnectsAClientBeforeItsUpstreamHasAnswered) {
  const full_host silent("127.0.0.1:0");
  const stage on({.upstream = {silent.where()}});
  const wire client = wire::dial(on.where());
  EXPECT_NE(client.fd(), -1);
  EXPECT_EQ(on.counts_when([](const counts& now) { return now.active == 1; }).active, 1);
}

TEST(ProxyNeutrality, ShowsTheUpstreamAnAddressOfItsOwn) {
  const stage on;
  const wire client = wire::dial(on.where(), "127.0.0.9");
  const wire upstream = on.server.accept();
  EXPECT_EQ(net::address::peer(upstream.fd()).host(), "127.0.0.1");
}

TEST(ProxyNeutrality, TakesMoreThanTheReceiverHasRead) {
  const stage on;
  auto [client, upstream] = on.connect();
  const timeval patience{.tv_sec = 0, .tv_usec = 50'000};
  setsockopt(client.fd(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  client.say(noise(16 << 20));  // as much as goes: nobody reads
  EXPECT_GT(on.counts_when([](const counts& now) { return now.buffered > 0; }).buffered, 0);
}

TEST(ProxyNeutrality, MergesWhatWasSentApart) {
  stage on;
  auto [client, upstream] = on.connect();
  {
    const standstill now(on.worker);
    client.say("one");
    client.say("two");
  }
  std::array<char, 10> heard{};
  EXPECT_EQ(recv(upstream.fd(), heard.data(), heard.size(), 0), 6);
}

TEST(ProxyNeutrality, LosesUrgentData) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("before");
  EXPECT_EQ(send(client.fd(), "!", 1, MSG_OOB), 1);
  client.say("after");
  client.finish();
  EXPECT_EQ(upstream.hear_all(), "beforeafter");
}

TEST(ProxyNeutrality, DoesNotPassTcpOptionsOn) {
  const stage on;
  net::failure why;
  const auto to = net::address::resolve(on.where(), why);
  net::descriptor made{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const int small = 536;
  setsockopt(made.get(), IPPROTO_TCP, TCP_MAXSEG, &small, sizeof small);
  ASSERT_EQ(connect(made.get(), to->data(), to->size()), 0);
  const wire upstream = on.server.accept();
  int size = 0;
  socklen_t length = sizeof size;
  getsockopt(upstream.fd(), IPPROTO_TCP, TCP_MAXSEG, &size, &length);
  EXPECT_GT(size, small);
}

TEST(ProxyNeutrality, TurnsAResetIntoAnEndOnAUnixSocket) {
  const stage on({.listen = {*endpoint::parse(unix_name("no-reset"))}});
  auto [client, upstream] = on.connect();
  upstream.reset();
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
}

TEST(ProxyNeutrality, DoesNotPassDescriptorsOn) {
  const stage on(
      {.listen = {*endpoint::parse(unix_name("no-descriptors"))}},
      unix_name("behind-no-descriptors")
  );
  auto [client, upstream] = on.connect();
  char byte = 'x';
  iovec bytes{.iov_base = &byte, .iov_len = 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
  msghdr message{
      .msg_iov = &bytes,
      .msg_iovlen = 1,
      .msg_control = room.data(),
      .msg_controllen = room.size()
  };
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  const int handed = client.fd();
  std::memcpy(CMSG_DATA(header), &handed, sizeof handed);
  ASSERT_EQ(sendmsg(client.fd(), &message, 0), 1);
  message.msg_controllen = room.size();
  EXPECT_EQ(recvmsg(upstream.fd(), &message, 0), 1);
  EXPECT_EQ(CMSG_FIRSTHDR(&message), nullptr);
}

}  // namespace
}  // namespace surgeline::traffic
