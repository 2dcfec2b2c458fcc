#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <thread>

#include "e2e/served.hpp"
#include "traffic/wire.hpp"

/// docker/capture/redirect and a sidecar behind it, in a network namespace of the test's own, which its children have too.
namespace surgeline {
namespace {

bool can(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

class Captured : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root can redirect";
  }
  /// Calls `what` where loopback has two more addresses; skips the test where that cannot be had.
  template <class What>
  void elsewhere(What what) {
    bool possible = false;
    std::thread([&] {
      possible = unshare(CLONE_NEWNET) == 0 && can("ip link set lo up") &&
                 can("ip addr add 10.99.0.1/32 dev lo") && can("ip addr add fd00::1/128 dev lo") &&
                 can("nft list ruleset");
      if (possible) what();
    }).join();
    if (!possible) GTEST_SKIP() << "wants ip, nft and IPv6";
  }
  /// Redirects who connects to that server, unless it is user `spared`.
  static bool redirects(const traffic::host& to, const std::string& spared) {
    return can(
        "SURGELINE_UID=" + spared + " SURGELINE_OUT=" + std::to_string(to.where().port) + " " +
        SURGELINE_SOURCE_DIR "/docker/capture/redirect"
    );
  }
  /// Serves the file as user 65532.
  background_program serving(const std::string& more = {}) const {
    file_.write(
        "format = 1\n[serve]\ncontrol = \"127.0.0.1:8474\"\n" + more +
        "[[proxy]]\nid = \"out\"\nlisten = \"127.0.0.1:15001\"\nupstream = \"original_dst\"\n"
        "[[proxy]]\nid = \"out6\"\nlisten = \"[::1]:15001\"\nupstream = \"original_dst\"\n"
    );
    return background_program(
        {"setpriv",
         "--reuid=65532",
         "--regid=65532",
         "--clear-groups",
         SURGELINE_BINARY,
         "serve",
         "-c",
         file_.path()}
    );
  }

  const scratch file_{"captured.toml"};
};

TEST_F(Captured, GoWhereTheyMeantToGo) {
  elsewhere([&] {
    auto sidecar = serving();
    ASSERT_TRUE(sidecar.says("\nready\n")) << sidecar.said();
    for (const char* const address : {"10.99.0.1:0", "[fd00::1]:0"}) {
      const traffic::host server(address);
      ASSERT_TRUE(redirects(server, "65532"));
      const auto client = traffic::wire::dial(server.where());
      auto upstream = server.accept();
      client.say("hello");
      EXPECT_EQ(upstream.hear(5), "hello") << address;
    }
    EXPECT_TRUE(can(SURGELINE_BINARY " ctl list | grep -q original_dst"));
  });
}

TEST_F(Captured, MeetTheFaultsOfTheProxy) {
  elsewhere([&] {
    auto sidecar = serving();
    ASSERT_TRUE(sidecar.says("\nready\n")) << sidecar.said();
    const traffic::host server("10.99.0.1:0");
    ASSERT_TRUE(redirects(server, "65532"));
    ASSERT_TRUE(can(SURGELINE_BINARY " ctl arm kind=reset target.proxy=out --detach"));
    auto client = traffic::wire::dial(server.where());
    client.say("hello");
    EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  });
}

TEST_F(Captured, AreNotOurOwn) {
  elsewhere([&] {
    auto sidecar = serving();
    ASSERT_TRUE(sidecar.says("\nready\n")) << sidecar.said();
    const traffic::host server("10.99.0.1:0");
    ASSERT_TRUE(redirects(server, "65533")) << "not the sidecar's user";
    EXPECT_EQ(traffic::wire::dial(server.where()).how_it_ends(), std::errc::connection_reset);
    EXPECT_TRUE(sidecar.says("capture    proxy `out` refused a connection: it was our own"))
        << sidecar.said();
    EXPECT_TRUE(
        can("curl -s http://127.0.0.1:9474/metrics | grep -q "
            "'surgeline_capture_refused_total{proxy=\"out\",reason=\"loop\"} 1$'")
    );
  });
}

TEST_F(Captured, GoOnlyWhereTheFileAllows) {
  elsewhere([&] {
    auto sidecar = serving("[safety]\nallow_upstream = [\"10.1.0.0/16\"]\n");
    ASSERT_TRUE(sidecar.says("\nready\n")) << sidecar.said();
    const traffic::host server("10.99.0.1:0");
    ASSERT_TRUE(redirects(server, "65532"));
    EXPECT_EQ(traffic::wire::dial(server.where()).how_it_ends(), std::errc::connection_reset);
    EXPECT_TRUE(sidecar.says("allow_upstream does not name where it was meant to go"));
  });
}

TEST_F(Captured, GoFreeOnceTheRulesAreGone) {
  elsewhere([&] {
    const traffic::host server("10.99.0.1:0");
    ASSERT_TRUE(redirects(server, "65532"));
    ASSERT_TRUE(can(SURGELINE_SOURCE_DIR "/docker/capture/redirect off"));
    const auto client = traffic::wire::dial(server.where());
    client.say("hello");
    EXPECT_EQ(server.accept().hear(5), "hello");
  });
}

}  // namespace
}  // namespace surgeline
