#include "surgeline/traffic/capture.hpp"

#include <gtest/gtest.h>
#include <sched.h>

#include <cstdlib>
#include <string>
#include <thread>

#include "stage.hpp"

/// Clients that the kernel redirects, in a network namespace of the test's own: what a thread has there, nobody else has.
namespace surgeline::traffic {
namespace {

bool can(const std::string& command) {
  return std::system((command + " 2>/dev/null").c_str()) == 0;
}

/// Calls `what` in a new network namespace with loopback; skips the test where that, or a redirection, cannot be had.
template <class What>
void in_a_namespace(What what) {
  bool possible = false;
  std::thread([&] {
    possible = unshare(CLONE_NEWNET) == 0 && can("ip link set lo up") &&
               can("nft 'add table inet test; add chain inet test out { type nat hook output "
                   "priority -100; }'");
    if (possible) what();
  }).join();
  if (!possible) GTEST_SKIP() << "wants root, ip and nft";
}

/// A capturing proxy, before one server that it has not been told of.
class captured_stage : public stage {
 public:
  explicit captured_stage(const std::string& loopback = "127.0.0.1", proxy_options more = {})
      : stage(
            with(std::move(more), loopback),
            loopback.find(':') != std::string::npos ? "[::1]:0" : "127.0.0.1:0"
        ) {}

  /// Has the kernel redirect to the proxy who connects to the server, `from` such as `ip saddr 127.0.0.2` if that is given.
  void redirect(const std::string& from = {}) const {
    EXPECT_TRUE(
        can("nft add rule inet test out " + from + " tcp dport " +
            std::to_string(server.where().port) + " redirect to :" + std::to_string(where().port))
    );
  }
  std::uint64_t refused(not_captured why) const {
    const auto place = static_cast<std::size_t>(why);
    return counts_when([&](const counts& now) { return now.not_captured[place] > 0; }
    ).not_captured[place];
  }

 private:
  static proxy_options with(proxy_options made, const std::string& loopback) {
    made.listen = {{.host = loopback}};
    made.upstream = {{.host = "original_dst"}};
    made.capture = std::make_shared<capture>();
    return made;
  }
};

TEST(Capture, LeadsAClientWhereItMeantToGo) {
  in_a_namespace([] {
    const captured_stage on;
    on.redirect("ip saddr 127.0.0.2");
    const wire client = wire::dial(on.server.where(), "127.0.0.2");
    wire upstream = on.server.accept();
    client.say("hello");
    EXPECT_EQ(upstream.hear(5), "hello");
    EXPECT_EQ(on.counted().met, 1U);
  });
}

TEST(Capture, LeadsAnIpv6ClientWhereItMeantToGo) {
  in_a_namespace([] {
    if (!can("ip -6 addr add fd00::2/128 dev lo nodad")) GTEST_SKIP() << "wants IPv6";
    const captured_stage on("::1");
    on.redirect("ip6 saddr fd00::2");
    const wire client = wire::dial(on.server.where(), "fd00::2");
    wire upstream = on.server.accept();
    client.say("hello");
    EXPECT_EQ(upstream.hear(5), "hello");
  });
}

TEST(Capture, RefusesItsOwnConnections) {
  in_a_namespace([] {
    const captured_stage on;
    on.redirect();
    wire client = wire::dial(on.server.where());
    EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
    EXPECT_EQ(on.refused(not_captured::loop), 1U);
    EXPECT_EQ(on.counted().opened, 2U) << "the client, and its own once";
  });
}

TEST(Capture, RefusesWhoWasNotRedirected) {
  in_a_namespace([] {
    const captured_stage on;
    wire client = wire::dial(on.where());
    EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
    EXPECT_EQ(on.refused(not_captured::not_redirected), 1U);
  });
}

TEST(Capture, RefusesWhatMayNotBeCalled) {
  in_a_namespace([] {
    const captured_stage on("127.0.0.1", {.may_call = [](auto&&...) { return false; }});
    on.redirect("ip saddr 127.0.0.2");
    wire client = wire::dial(on.server.where(), "127.0.0.2");
    EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
    EXPECT_EQ(on.refused(not_captured::not_allowed), 1U);
  });
}

TEST(Capture, ForgetsAConnectionThatIsOver) {
  capture of;
  const host server;
  net::failure why;
  std::error_code error;
  std::unique_ptr<capture::mark> ours;
  const net::descriptor made = of.dial(*net::address::resolve(server.where(), why), error, ours);
  const net::address from = net::address::local(made.get());
  EXPECT_TRUE(of.is_ours(from));
  ours.reset();
  EXPECT_FALSE(of.is_ours(from));
}

}  // namespace
}  // namespace surgeline::traffic
