#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "house.hpp"
#include "support/print.hpp"
#include "surgeline/sidecar/sidecar.hpp"

/// What becomes of a sidecar when its file is read again.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

/// Waits until a proxy has decided something, while its sidecar hears nothing of it.
void wait_for_decision(const traffic::proxy& at) {
  const auto limit = std::chrono::steady_clock::now() + 10s;
  bool decided = false;
  while (!decided && std::chrono::steady_clock::now() < limit) {
    std::promise<bool> any;
    at.take_book([&](const traffic::book& all) { any.set_value(!all.faults.decisions().empty()); });
    decided = any.get_future().get();
  }
  EXPECT_TRUE(decided);
}

TEST(SidecarReload, OpensAProxyThatIsNew) {
  house served;
  scenario::file next = served.served;
  next.proxies.push_back(served.proxy("second"));
  const auto result = served.reload(next);
  EXPECT_EQ(result.what, reload_result::outcome::applied);
  EXPECT_THAT(result.changes, ElementsAre("proxy `second` is new"));
  auto ends = served.connect(1);
  round_trip(ends);
}

TEST(SidecarReload, LetsConnectionsOfAProxyThatHasGoneGoOn) {
  house served;
  scenario::file next = served.served;
  next.proxies.push_back(served.proxy("second"));
  served.reload(next);
  auto ends = served.connect(0);
  next.proxies.erase(next.proxies.begin());
  const endpoint before = served.where(0);
  served.reload(next);
  round_trip(ends);
  EXPECT_FALSE(is_listening(before));
}

TEST(SidecarReload, TakesAPortOverFromTheProxyThatHadIt) {
  house served;
  scenario::file next = served.served;
  next.proxies[0].listen = served.where();
  served.reload(next);
  const endpoint where = served.where();
  next.proxies[0].limits.connections = 7;
  EXPECT_EQ(served.reload(next).what, reload_result::outcome::applied);
  EXPECT_EQ(served.where(), where);
  auto ends = served.connect();
  round_trip(ends);
}

TEST(SidecarReload, LeavesAloneWhatHasNotChanged) {
  house served;
  const auto before = served.one->proxies()[0].through;
  EXPECT_EQ(served.reload(served.served).what, reload_result::outcome::unchanged);
  EXPECT_EQ(served.one->proxies()[0].through, before);
}

TEST(SidecarReload, KeepsTheOldFileIfTheNextHasProblems) {
  house served(with_static_latency(1ms));
  problems found;
  found.add({}, "nonsense");
  const auto result = served.reload({}, found);
  EXPECT_EQ(result.what, reload_result::outcome::rejected);
  EXPECT_EQ(result.found.size(), 1);
  EXPECT_EQ(served.one->arms().standings().size(), 1);
  auto ends = served.connect();
  round_trip(ends);
}

TEST(SidecarReload, KeepsTheOldFileIfAPortIsTaken) {
  house served;
  scenario::file next = served.served;
  next.proxies[0].listen = served.server.where();
  const auto result = served.reload(next);
  EXPECT_EQ(result.what, reload_result::outcome::rejected);
  ASSERT_EQ(result.found.size(), 1);
  EXPECT_THAT(result.found.list()[0].what, HasSubstr("is in use"));
  EXPECT_FALSE(served.one->reloads().last_was_good);
  auto ends = served.connect();
  round_trip(ends);
}

TEST(SidecarReload, ArmsTheFaultsOfTheNextFile) {
  house served;
  auto ends = served.connect();
  scenario::file next = served.served;
  next.faults = with_static_latency(30ms).faults;
  EXPECT_THAT(served.reload(next).changes, ElementsAre("the file's faults are armed anew"));
  EXPECT_GE(round_trip(ends), 30ms);
}

TEST(SidecarReload, WritesWhatAProxyDecidedBeforeItChanged) {
  house served(with_static_chance());
  auto client = traffic::wire::dial(served.where());
  client.say("hello");
  wait_for_decision(*served.one->proxies()[0].through);
  scenario::file next = served.served;
  next.proxies[0].limits.connections = 7;
  served.reload(next);
  served.work_until([&] { return !served.decided.empty(); });
  EXPECT_THAT(served.decided, ElementsAre("front maybe 127.0.0.1#1"));
}

TEST(SidecarReload, WritesWhatAProxyDecidedBeforeItWasGone) {
  house served(with_static_chance());
  scenario::file next = served.served;
  next.proxies.push_back(served.proxy("second"));
  served.reload(next);
  auto client = traffic::wire::dial(served.where());
  client.say("hello");
  wait_for_decision(*served.one->proxies()[0].through);
  next.proxies.erase(next.proxies.begin());
  served.reload(next);
  served.work_until([&] { return !served.decided.empty(); });
  EXPECT_THAT(served.decided, ElementsAre("front maybe 127.0.0.1#1"));
}

TEST(SidecarReload, KeepsTheOldFileIfAFaultOfALeaseIsCalledAsAStaticOneOfTheNext) {
  house served;
  const std::string lease = served.arm(fault::stall{}, 1min, "slow");
  const auto before = served.one->proxies()[0].through;
  scenario::file next = served.served;
  next.faults = with_static_latency(1ms).faults;
  next.proxies[0].limits.connections = 7;
  const auto result = served.reload(next);
  EXPECT_EQ(result.what, reload_result::outcome::rejected);
  ASSERT_EQ(result.found.size(), 1);
  EXPECT_EQ(result.found.list()[0].what, "a fault of lease " + lease + " is called `slow` too");
  EXPECT_EQ(served.one->proxies()[0].through, before);
}

TEST(SidecarReload, TakesTheFileOnceThatLeaseHasEnded) {
  house served;
  const std::string lease = served.arm(fault::stall{}, 1min, "slow");
  scenario::file next = served.served;
  next.faults = with_static_latency(30ms).faults;
  served.reload(next);
  served.one->end(lease, [] {});
  EXPECT_EQ(served.reload(next).what, reload_result::outcome::applied);
  auto ends = served.connect();
  EXPECT_GE(round_trip(ends), 30ms);
}

TEST(SidecarReload, LeavesTheIdsOfAFileThatWasRejectedToLeases) {
  house served;
  scenario::file next = served.served;
  next.faults = with_static_latency(1ms).faults;
  next.proxies[0].listen = served.server.where();
  EXPECT_EQ(served.reload(next).what, reload_result::outcome::rejected);
  served.arm(fault::stall{}, 1min, "slow");
  EXPECT_EQ(served.one->arms().standings().size(), 1);
}

}  // namespace
}  // namespace surgeline::sidecar
