#include "surgeline/net/listener.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "surgeline/net/socket.hpp"

namespace surgeline::net {
namespace {

endpoint at(const std::string& text) { return *endpoint::parse(text); }

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

}  // namespace
}  // namespace surgeline::net
