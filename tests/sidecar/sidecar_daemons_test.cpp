#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scraping.hpp"
#include "support/print.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/sidecar/state.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Two proxies whose connections share the one slot of daemon `container-api`.
class served_daemon {
 public:
  served_daemon() : home(made()) {}

  static scenario::file made() {
    scenario::file from;
    from.serve.workers.number = 2;
    from.daemons.push_back(
        {.id = "container-api",
         .scope = scenario::daemon_scope::shared,
         .attach = {{.proxy = "front"}, {.proxy = "side"}}}
    );
    return from;
  }
  /// A fault of the daemon, until it is cleared.
  std::string arm(fault::kind what) {
    scenario::plan_request asked{.lease = 1min};
    asked.faults.push_back({.id = "freeze", .what = std::move(what)});
    asked.faults[0].target.daemons.daemon = "container-api";
    return home.put(asked);
  }
  void clear() {
    bool gone = false;
    home.one->clear([&] { gone = true; });
    home.work_until([&] { return gone; });
  }

  house home;
};

/// True when the server behind it has not been dialled yet.
bool waits(const house& of) {
  std::this_thread::sleep_for(50ms);
  return of.one->proxies()[0].through->counted().met == 0;
}

TEST(SidecarDaemons, LetAConnectionInWhileTheyHaveASlot) {
  served_daemon one;
  auto ends = one.home.connect();
  round_trip(ends);
}

TEST(SidecarDaemons, KeepTheNextOneWaitingUntilTheSlotIsFree) {
  served_daemon one;
  auto first = one.home.connect();
  traffic::wire second = traffic::wire::dial(one.home.where());
  second.say("ping");
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(one.home.one->proxies()[0].through->counted().met, 1U);
  first.first.close();
  first.second.close();
  traffic::wire upstream = one.home.server.accept();
  EXPECT_EQ(upstream.hear(4), "ping");
}

TEST(SidecarDaemons, ServeNobodyWhileTheyAreStalled) {
  served_daemon one;
  one.arm(fault::daemon_stall{});
  traffic::wire client = traffic::wire::dial(one.home.where());
  client.say("ping");
  EXPECT_TRUE(waits(one.home));
  one.clear();
  EXPECT_EQ(one.home.server.accept().hear(4), "ping");
}

TEST(SidecarDaemons, ResetWhoeverIsInWhenTheyCrash) {
  served_daemon one;
  auto ends = one.home.connect();
  one.arm(fault::daemon_crash{});
  EXPECT_EQ(ends.first.how_it_ends(), std::errc::connection_reset);
}

TEST(SidecarDaemons, TellWhatTheirFaultsDid) {
  served_daemon one;
  one.arm(fault::daemon_stall{});
  const auto slot = one.home.one->arms().standings().at(0).slot;
  EXPECT_EQ(one.home.one->on_daemons(slot).injected, 1U);
}

TEST(SidecarDaemons, AreExported) {
  served_daemon one;
  one.arm(fault::daemon_stall{});
  traffic::wire client = traffic::wire::dial(one.home.where());
  while (one.home.one->daemons()[0]->counts().instances[0].depth == 0)
    std::this_thread::sleep_for(1ms);
  const std::string page = scrape(one.home);
  for (const char* line :
       {"surgeline_daemon_state{daemon=\"container-api\",host=\"shared\",state=\"stalled\"} 1",
        "surgeline_fault_active{fault=\"freeze\",kind=\"daemon_stall\",proxy=\"\",owner=\"lease\"} "
        "1",
        "surgeline_fault_evaluations_total{fault=\"freeze\",kind=\"daemon_stall\",proxy=\"\","
        "outcome="
        "\"injected\"} 1",
        "surgeline_daemon_stalls_total{daemon=\"container-api\",host=\"shared\"} 1",
        "surgeline_daemon_queue_depth{daemon=\"container-api\",host=\"shared\"} 1",
        "surgeline_daemon_acquisitions_total{daemon=\"container-api\",service=\"side\",outcome="
        "\"timeout\"} 0"})
    EXPECT_THAT(page, HasSubstr(line));
}

TEST(SidecarDaemons, AreShownWithTheirInstancesAndWhatIsArmedForThem) {
  served_daemon one;
  one.arm(fault::daemon_stall{});
  const config::array shown = daemons_state(*one.home.one);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(config::text_at(shown[0], "id"), "container-api");
  EXPECT_EQ(config::text_at(shown[0], "instances", 0, "host"), "shared");
  EXPECT_EQ(config::text_at(shown[0], "instances", 0, "state"), "stalled");
  EXPECT_EQ(config::text_at(shown[0], "faults", 0), "freeze");
  EXPECT_EQ(config::text_at(shown[0], "written", "scope"), "shared");
}

TEST(SidecarDaemons, AreShownWithWhoCameThroughWhichProxy) {
  served_daemon one;
  auto ends = one.home.connect();
  round_trip(ends);
  const config::array shown = daemons_state(*one.home.one);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(config::text_at(shown[0], "doors", 0, "proxy"), "front");
  EXPECT_EQ(*config::find(shown[0], "doors", 0, "ok"), config::value(std::int64_t{1}));
  EXPECT_EQ(*config::find(shown[0], "doors", 1, "ok"), config::value(std::int64_t{0}));
}

TEST(SidecarDaemons, AreWhatTheStateSaysTheirFaultsAreOn) {
  served_daemon one;
  one.arm(fault::daemon_stall{});
  const config::value state = state_of(*one.home.one);
  EXPECT_EQ(config::text_at(state, "faults", 0, "daemons", 0), "container-api");
}

/// A file whose daemon each exchange of http proxy `front` waits for, half a second at most.
scenario::file with_exchanges_before_a_daemon(const traffic::host& server) {
  scenario::file made;
  made.proxies.push_back(
      {.id = "front",
       .listen = endpoint{.host = "127.0.0.1"},
       .upstream = {.endpoints = {server.where()}},
       .protocol = scenario::protocol::http}
  );
  made.daemons.push_back({.id = "container-api", .scope = scenario::daemon_scope::shared});
  made.daemons[0].attach.push_back(
      {.proxy = "front", .at = scenario::daemon_stage::before, .timeout = 500ms}
  );
  return made;
}

TEST(SidecarDaemons, KeepExchangesOfAnHttpProxyWaitingAndGiveTheirSlotBack) {
  traffic::host server;
  const house home{with_exchanges_before_a_daemon(server)};
  const std::string asked = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  traffic::wire client = traffic::wire::dial(home.where());
  client.say(asked);
  traffic::wire upstream = server.accept();
  EXPECT_EQ(upstream.hear(asked.size()), asked);
  // The first is still under way.
  traffic::wire other = traffic::wire::dial(home.where());
  other.say(asked);
  EXPECT_EQ(server.accept().hear(asked.size()), asked);
  EXPECT_EQ(home.one->daemons()[0]->counts().doors[0].ok, 2U);
}

TEST(SidecarDaemons, AnswerAnExchangeThatHasWaitedForTooLong) {
  traffic::host server;
  house home{with_exchanges_before_a_daemon(server)};
  scenario::plan_request asked{.lease = 1min};
  asked.faults.push_back({.id = "freeze", .what = fault::daemon_stall{}});
  asked.faults[0].target.daemons.daemon = "container-api";
  home.put(asked);
  traffic::wire client = traffic::wire::dial(home.where());
  client.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(client.hear(12), testing::StartsWith("HTTP/1.1 503"));
  EXPECT_EQ(home.one->daemons()[0]->counts().doors[0].timeout, 1U);
}

TEST(SidecarDaemons, StayAsTheyAreUntilARestart) {
  served_daemon one;
  auto next = one.home.served;
  next.daemons[0].slots = 2;
  const auto result = one.home.reload(next);
  EXPECT_EQ(result.what, reload_result::outcome::rejected);
  EXPECT_THAT(result.found.list().at(0).what, HasSubstr("have changed"));
}

}  // namespace
}  // namespace surgeline::sidecar
