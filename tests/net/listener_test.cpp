#include "surgeline/net/listener.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "surgeline/net/socket.hpp"

namespace surgeline::net {
namespace {

endpoint at(const std::string& text) { return *endpoint::parse(text); }

/// What a client gets that waits for his connection.
std::error_code answer_to_client(const endpoint& where) {
  failure why;
  const auto to = address::resolve(where, why);
  const descriptor client{socket(to->family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
  return connect(client.get(), to->data(), to->size()) == 0 ? std::error_code{} : last_error();
}

std::string socket_path(const char* name) {
  return "unix:/tmp/surgeline-" + std::to_string(getpid()) + "-" + name + ".sock";
}

TEST(Listener, SaysWhichPortTheKernelChose) {
  failure why;
  const listener one = listen(at("127.0.0.1:0"), why);
  ASSERT_TRUE(one) << why.what;
  EXPECT_EQ(one.local().host, "127.0.0.1");
  EXPECT_NE(one.local().port, 0);
}

TEST(Listener, HasItsPortForItself) {
  failure why;
  const listener first = listen(at("127.0.0.1:0"), why);
  ASSERT_TRUE(first) << why.what;
  EXPECT_FALSE(listen(first.local(), why));
  EXPECT_EQ(why.code, std::errc::address_in_use);
  EXPECT_EQ(why.what, first.local().text() + " is in use");
}

TEST(Listener, CanHaveThePortOfConnectionsThatHaveJustEnded) {
  failure why;
  std::error_code error;
  address from;
  listener first = listen(at("127.0.0.1:0"), why);
  const endpoint where = first.local();
  const auto resolved = address::resolve(where, why);
  {
    const descriptor client = dial(*resolved, error);
    accept(first.fd(), from, error).close();  // this end closes first, and waits
  }
  first.close();
  EXPECT_TRUE(listen(where, why)) << why.what;
}

TEST(Listener, RefusesUntilItTakesInAgain) {
  failure why;
  listener one = listen(at("127.0.0.1:0"), why);
  one.refuse();
  EXPECT_EQ(answer_to_client(one.local()), std::errc::connection_refused);
  EXPECT_EQ(one.take_in(), std::error_code{});
  EXPECT_EQ(answer_to_client(one.local()), std::error_code{});
}

TEST(Listener, KeepsItsPortWhileItRefuses) {
  failure why;
  listener one = listen(at("127.0.0.1:0"), why);
  one.refuse();
  EXPECT_FALSE(listen(one.local(), why));
  EXPECT_EQ(why.code, std::errc::address_in_use);
}

TEST(Listener, SpreadsConnectionsAfterAllHaveRefused) {
  failure why;
  std::error_code error;
  address from;
  listener first = listen(at("127.0.0.1:0"), why);
  auto joined = join(first, 1, why);
  for (listener* each : {&first, &joined.front()}) each->refuse();
  for (listener* each : {&first, &joined.front()}) EXPECT_FALSE(each->take_in());
  const auto where = address::resolve(first.local(), why);
  std::vector<descriptor> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(dial(*where, error));
  for (listener* each : {&first, &joined.front()})
    EXPECT_TRUE(accept(each->fd(), from, error)) << error.message();
}

TEST(Listener, NamesAnAddressThatIsNotOfThisMachine) {
  failure why;
  EXPECT_FALSE(listen(at("192.0.2.1:0"), why));
  EXPECT_EQ(why.what, "192.0.2.1:0 is no address of this machine");
}

TEST(Listener, RemovesItsPathWhenItGoes) {
  const endpoint where = at(socket_path("goes"));
  struct stat found{};
  {
    failure why;
    const listener one = listen(where, why);
    ASSERT_TRUE(one) << why.what;
    EXPECT_EQ(stat(where.host.c_str(), &found), 0);
  }
  EXPECT_NE(stat(where.host.c_str(), &found), 0);
}

TEST(Listener, DoesNotTakeAPathFromALivingOne) {
  failure why;
  const listener living = listen(at(socket_path("living")), why);
  EXPECT_FALSE(listen(living.local(), why));
  EXPECT_EQ(why.what, living.local().text() + " is in use");
}

TEST(Listener, TakesOverAPathThatADeadProcessLeftBehind) {
  failure why;
  const endpoint where = at(socket_path("dead"));
  const auto resolved = address::resolve(where, why);
  {
    const descriptor dead{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    ASSERT_EQ(bind(dead.get(), resolved->data(), resolved->size()), 0);
  }
  EXPECT_TRUE(listen(where, why)) << why.what;
}

/// Connects, and waits until it is done.
descriptor connected_to(const endpoint& where) {
  failure why;
  const auto to = address::resolve(where, why);
  descriptor made{socket(to->family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
  return connect(made.get(), to->data(), to->size()) == 0 ? std::move(made) : descriptor{};
}

/// How many wait in a backlog.
std::size_t waiting_in(const listener& one) {
  address from;
  std::error_code error;
  std::size_t taken = 0;
  while (accept(one.fd(), from, error)) ++taken;
  return taken;
}

/// A listening socket of a stranger who is ready to share its port; empty when the kernel does not let him.
descriptor stranger_on(const endpoint& where) {
  failure why;
  const auto to = address::resolve(where, why);
  const int on = 1;
  descriptor made{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  setsockopt(made.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(made.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  const bool listens =
      bind(made.get(), to->data(), to->size()) == 0 && ::listen(made.get(), SOMAXCONN) == 0;
  return listens ? std::move(made) : descriptor{};
}

TEST(Listener, DoesNotJoinAStrangerWhoWouldShareThePort) {
  const descriptor stranger = stranger_on(at("127.0.0.1:0"));
  failure why;
  EXPECT_FALSE(listen(address::local(stranger.get()).to_endpoint(), why));
  EXPECT_EQ(why.code, std::errc::address_in_use);
}

TEST(Listener, LetsNoStrangerShareItsPort) {
  failure why;
  const listener one = listen(at("127.0.0.1:0"), why);
  EXPECT_FALSE(stranger_on(one.local()));
}

TEST(Listener, SharesItsConnectionsWithThoseThatJoin) {
  failure why;
  listener first = listen(at("127.0.0.1:0"), why);
  const std::vector<listener> further = join(first, 2, why);
  ASSERT_EQ(further.size(), 2) << why.what;
  std::vector<descriptor> clients(300);
  for (descriptor& one : clients) one = connected_to(first.local());
  const std::size_t each[] = {waiting_in(first), waiting_in(further[0]), waiting_in(further[1])};
  EXPECT_EQ(each[0] + each[1] + each[2], 300);
  EXPECT_GT(*std::ranges::min_element(each), 50);
}

TEST(Listener, GivesNothingToAStrangerWhoComesAfterThoseThatJoined) {
  failure why;
  listener first = listen(at("127.0.0.1:0"), why);
  const std::vector<listener> further = join(first, 1, why);
  const descriptor stranger = stranger_on(first.local());
  std::vector<descriptor> clients(100);
  for (descriptor& one : clients) one = connected_to(first.local());
  EXPECT_EQ(waiting_in(first) + waiting_in(further[0]), 100);
}

TEST(Listener, KeepsItsPortFromAStrangerWhoShares) {
  failure why;
  listener first = listen(at("127.0.0.1:0"), why);
  const std::vector<listener> further = join(first, 1, why);
  EXPECT_FALSE(listen(first.local(), why));
}

TEST(Listener, ThatIsShutStillHasThoseWhoWait) {
  for (const endpoint& where : {at("127.0.0.1:0"), at("[::1]:0"), at(socket_path("shut"))}) {
    failure why;
    listener one = listen(where, why);
    const descriptor client = connected_to(one.local());
    one.shut();
    EXPECT_EQ(waiting_in(one), 1) << where.text();
  }
}

TEST(Listener, ThatIsShutTakesNobodyIn) {
  failure why;
  listener one = listen(at("127.0.0.1:0"), why);
  const auto to = address::resolve(one.local(), why);
  one.shut();
  std::error_code error;
  const descriptor late = dial(*to, error);
  pollfd connected{late.get(), POLLOUT, 0};
  EXPECT_EQ(poll(&connected, 1, 20), 0);
  EXPECT_EQ(waiting_in(one), 0);
}

TEST(Listener, OnAUnixSocketRefusesOnceItIsShut) {
  failure why;
  listener one = listen(at("unix:@surgeline-" + std::to_string(getpid()) + "-shut"), why);
  const auto to = address::resolve(one.local(), why);
  one.shut();
  std::error_code error;
  EXPECT_FALSE(dial(*to, error));
  EXPECT_EQ(error, std::errc::connection_refused);
}

TEST(Listener, LeavesThePathToItsSuccessorOnceItIsShut) {
  failure why;
  const endpoint where = at(socket_path("handed-over"));
  listener before = listen(where, why);
  before.shut();
  const listener successor = listen(where, why);
  ASSERT_TRUE(successor) << why.what;
  before.close();
  EXPECT_TRUE(connected_to(where));
}

TEST(Listener, ThatIsShutHandsOnBytesOfWhoWaited) {
  failure why;
  listener one = listen(at("127.0.0.1:0"), why);
  const descriptor client = connected_to(one.local());
  one.shut();
  address from;
  std::error_code error;
  const descriptor accepted = accept(one.fd(), from, error);
  one.close();
  send(client.get(), "late", 4, 0);
  char heard[4];
  pollfd arrived{accepted.get(), POLLIN, 0};
  poll(&arrived, 1, 10'000);
  EXPECT_EQ(recv(accepted.get(), heard, sizeof heard, 0), 4);
}

}  // namespace
}  // namespace surgeline::net
