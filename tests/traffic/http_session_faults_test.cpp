#include <gtest/gtest.h>

#include <string>

#include "http_stage.hpp"
#include "surgeline/fault/catalog.hpp"

/// Faults of exchanges, on sockets: what client and upstream see.
namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// Puts one fault in force for every request from now on.
void arm(stage& on, fault::kind what) {
  const time_point now = on.clock.now();
  std::vector<fault::armed> faults{
      {.id = "it", .what = std::move(what), .per = fault::unit::request, .since = now, .first = now}
  };
  on.put_in_force(std::make_shared<const fault::plan>(chance{}, std::move(faults)));
}

/// A stage with one open connection.
struct scene : stage {
  explicit scene(http_options how = {}) : scene(http(std::move(how))) {}
  explicit scene(proxy_options options) : stage(std::move(options)), at(connect()) {}
  /// The upstream answers a request that has come.
  void answer(const std::string& request, const std::string& response) {
    EXPECT_EQ(at.upstream.hear(request.size()), request);
    at.upstream.say(response);
  }
  ends at;
};

TEST(HttpFault, StatusIsAnsweredWithoutTheUpstream) {
  scene on;
  arm(on, fault::http_status{.status = 503});
  on.at.client.say(get());
  const std::string heard = on.at.client.hear(12);
  EXPECT_EQ(status_in(heard), 503U);
  EXPECT_TRUE(on.at.upstream.is_silent_for(20ms));
}
TEST(HttpFault, StatusSaysWhichFaultItIs) {
  scene on;
  arm(on, fault::http_status{.status = 503, .body = "sorry"});
  on.at.client.say(get());
  std::string heard;
  while (!heard.ends_with("sorry")) heard += on.at.client.hear(1);
  EXPECT_NE(heard.find("x-surgeline-fault: it\r\n"), std::string::npos);
}
TEST(HttpFault, StatusLeavesTheConnectionOpen) {
  scene on;
  arm(on, fault::http_status{.status = 503, .body = "sorry"});
  on.at.client.say(post("swallowed"));
  std::string heard;
  while (!heard.ends_with("sorry")) heard += on.at.client.hear(1);
  on.clear();
  on.at.client.say(get());
  on.answer(get(), ok("well"));
  EXPECT_EQ(on.at.client.hear(ok("well").size()), ok("well"));
}
TEST(HttpFault, StatusIsCountedAsInjected) {
  scene on;
  arm(on, fault::http_status{.status = 503});
  on.at.client.say(get());
  on.at.client.hear(12);
  on.counted();
  const route_counts& route = on.front->exchanges().front()->routes[0];
  EXPECT_EQ(route.requests[5][1][static_cast<std::size_t>(origin::injected)], 1U);
}
TEST(HttpFault, HangReadsAndNeverAnswers) {
  scene on;
  arm(on, fault::http_hang{});
  on.at.client.say(post("lost"));
  EXPECT_TRUE(on.at.client.is_silent_for(30ms));
  EXPECT_TRUE(on.at.upstream.is_silent_for(1ms));
}
TEST(HttpFault, CutEndsInMidBody) {
  scene on;
  arm(on, fault::http_cut{.after_bytes = size{4}});
  on.at.client.say(get());
  on.answer(get(), ok("0123456789"));
  EXPECT_EQ(on.at.client.hear_all(), ok("0123456789").substr(0, ok("0123456789").size() - 6));
  EXPECT_FALSE(on.at.client.ending);
}
TEST(HttpFault, CutIsCountedAsAReset) {
  scene on;
  arm(on, fault::http_cut{.after_bytes = size{4}});
  on.at.client.say(get());
  on.answer(get(), ok("0123456789"));
  on.at.client.hear_all();
  on.at.client.close();
  on.counts_when([](const counts& now) { return now.active == 0; });
  const route_counts& route = on.front->exchanges().front()->routes[0];
  const auto reset = static_cast<std::size_t>(observe::outcome::reset);
  EXPECT_EQ(route.requests[2][reset][static_cast<std::size_t>(origin::injected)], 1U);
}
TEST(HttpFault, CutMayReset) {
  scene on;
  arm(on, fault::http_cut{.after_fraction = share{0.5}, .how = fault::ending::rst});
  on.at.client.say(get());
  on.answer(get(), ok("0123456789"));
  EXPECT_EQ(on.at.client.how_it_ends(), std::errc::connection_reset);
}
TEST(HttpFault, CutMayEndInMidHead) {
  scene on;
  arm(on, fault::http_cut{.at = fault::cut_place::head});
  on.at.client.say(get());
  on.answer(get(), ok("x"));
  const std::string heard = on.at.client.hear_all();
  EXPECT_LT(heard.size(), ok("x").size() - 5);
  EXPECT_EQ(ok("x").find(heard), 0U);
}
TEST(HttpFault, ThrottleSlowsABody) {
  scene on;
  arm(on, fault::http_throttle{.rate = surgeline::bandwidth{100'000}});
  const std::string body = noise(20'000);
  const auto begun = std::chrono::steady_clock::now();
  on.at.client.say(get());
  on.answer(get(), ok(body));
  EXPECT_EQ(on.at.client.hear(ok(body).size()), ok(body));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 150ms);
}
TEST(HttpFault, RewriteChangesARequest) {
  scene on;
  arm(on, fault::http_rewrite{.on = fault::message::request, .set = {{"host", "elsewhere"}}});
  on.at.client.say(get());
  EXPECT_NE(on.at.upstream.hear(33).find("elsewhere"), std::string::npos);
}
TEST(HttpFault, RewriteChangesAResponseAndItsBody) {
  scene on;
  arm(on, fault::http_rewrite{.status = 404, .body = "nothing here"});
  on.at.client.say(get());
  on.answer(get(), ok(noise(100'000)));
  std::string heard;
  while (!heard.ends_with("nothing here")) heard += on.at.client.hear(1);
  EXPECT_EQ(status_in(heard), 404U);
  EXPECT_TRUE(on.at.client.is_silent_for(20ms));
}
TEST(HttpFault, QuotaRefusesWhatIsTooMuch) {
  scene on;
  arm(on, fault::http_quota{.limit = 2, .window = 1h});
  for (int i = 0; i < 2; ++i) {
    on.at.client.say(get());
    on.answer(get(), ok("x"));
    on.at.client.hear(ok("x").size());
  }
  on.at.client.say(get());
  EXPECT_EQ(status_in(on.at.client.hear(12)), 429U);
}
TEST(HttpFault, DuplicateReachesTheUpstreamTwice) {
  scene on;
  arm(on, fault::http_duplicate{.gap = 50ms});
  const auto begun = std::chrono::steady_clock::now();
  on.at.client.say(post("pay"));
  on.answer(post("pay"), ok("first"));
  EXPECT_EQ(on.at.client.hear(ok("first").size()), ok("first"));
  wire again = on.server.accept();
  EXPECT_EQ(again.hear(post("pay").size()), post("pay"));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 50ms);
  again.say(ok("second"));
  EXPECT_TRUE(on.at.client.is_silent_for(20ms));
}
TEST(HttpFault, DuplicateOfMoreThanTheBufferHoldsHasNotFired) {
  proxy_options options = http();
  options.buffer_limit = 1024;
  scene on(std::move(options));
  arm(on, fault::http_duplicate{});
  const std::string large = post(std::string(5000, 'x'));
  on.at.client.say(large);
  on.answer(large, ok("first"));
  on.at.client.hear(ok("first").size());
  on.at.client.say(post("small"));
  on.answer(post("small"), ok("second"));
  EXPECT_EQ(on.server.accept().hear(post("small").size()), post("small"));
  const auto counted = on.book().faults.of(0);
  EXPECT_EQ(counted.selected, 2U);
  EXPECT_EQ(counted.injected, 1U);
}
TEST(HttpFault, KeepaliveMayEndSilently) {
  scene on;
  arm(on, fault::http_keepalive{});
  on.at.client.say(get());
  on.answer(get(), ok("last"));
  EXPECT_EQ(on.at.client.hear_all(), ok("last"));
}
TEST(HttpFault, KeepaliveMayBeFollowedByMoreThanTheResponse) {
  scene on;
  arm(on, fault::http_keepalive{.how = fault::broken_keepalive::extra_bytes});
  on.at.client.say(get());
  on.answer(get(), ok("x"));
  EXPECT_EQ(on.at.client.hear(ok("x").size()), ok("x"));
  EXPECT_EQ(on.at.client.hear(1).size(), 1U);
}
TEST(HttpFault, MalformedIsNoResponse) {
  scene on;
  arm(on, fault::http_malformed{.how = fault::malformation::garbage});
  on.at.client.say(get());
  on.answer(get(), ok("x"));
  EXPECT_FALSE(on.at.client.hear(8).starts_with("HTTP/1.1"));
}
TEST(HttpFault, DropResponseLetsTheUpstreamAct) {
  scene on;
  arm(on, fault::drop_response{});
  on.at.client.say(post("pay"));
  on.answer(post("pay"), ok("paid"));
  EXPECT_TRUE(on.at.client.is_silent_for(30ms));
  on.at.client.reset();
  on.counts_when([](const counts& now) { return now.exchanges.failed == 1; });
  EXPECT_EQ(on.counted().exchanges.failed, 1U);
}

class HttpLatency : public testing::TestWithParam<fault::latency_stage> {};
TEST_P(HttpLatency, DelaysItsStage) {
  scene on;
  arm(on, fault::latency{.delay = distribution::fixed(60ms), .stage = GetParam()});
  const auto begun = std::chrono::steady_clock::now();
  on.at.client.say(post("pay"));
  on.answer(post("pay"), ok("paid"));
  EXPECT_EQ(on.at.client.hear(ok("paid").size()), ok("paid"));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 60ms);
}
INSTANTIATE_TEST_SUITE_P(
    HttpFault,
    HttpLatency,
    testing::Values(
        fault::latency_stage::data,
        fault::latency_stage::request_head,
        fault::latency_stage::request_body,
        fault::latency_stage::response_head,
        fault::latency_stage::response_body
    )
);

TEST(HttpFault, LatencyOfTheUpstreamIsNotCountedForIt) {
  scene on;
  arm(on, fault::latency{.delay = distribution::fixed(60ms)});
  on.at.client.say(get());
  on.answer(get(), ok("x"));
  on.at.client.hear(ok("x").size());
  on.counted();
  const exchange_counts& all = *on.front->exchanges().front();
  EXPECT_GE(all.routes[0].took[0].read().sum, 0.06);
  EXPECT_LT(all.hosts[0].took.read().sum, 0.06);
}
TEST(HttpFault, LatencyReachesATunnelThatIsOpen) {
  scene on;
  const std::string ask = get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n");
  const std::string agree = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
  on.at.client.say(ask);
  on.answer(ask, agree);
  EXPECT_EQ(on.at.client.hear(agree.size()), agree);
  arm(on, fault::latency{.delay = distribution::fixed(60ms), .stage = fault::latency_stage::data});
  const auto begun = std::chrono::steady_clock::now();
  on.at.upstream.say("frame");
  EXPECT_EQ(on.at.client.hear(5), "frame");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 60ms);
}
TEST(HttpFault, StallHoldsAnAnswerUntilItIsCleared) {
  scene on;
  arm(on, fault::stall{});
  on.at.client.say(get());
  EXPECT_TRUE(on.at.upstream.is_silent_for(30ms));
  on.clear();
  on.answer(get(), ok("x"));
  EXPECT_EQ(on.at.client.hear(ok("x").size()), ok("x"));
}
/// Every request is answered with 503, and late.
void refuse_late(stage& on) {
  const time_point now = on.clock.now();
  std::vector<fault::armed> both{
      {.id = "late",
       .slot = 0,
       .what = fault::latency{.delay = distribution::fixed(60ms)},
       .since = now},
      {.id = "no", .slot = 1, .what = fault::http_status{}, .since = now},
  };
  on.put_in_force(std::make_shared<const fault::plan>(chance{}, std::move(both)));
}

TEST(HttpFault, LatencyOfAnAnswerThatIsInjectedIsThatOfItsRequest) {
  scene on;
  refuse_late(on);
  const auto begun = std::chrono::steady_clock::now();
  on.at.client.say(get());
  EXPECT_EQ(status_in(on.at.client.hear(12)), 503U);
  EXPECT_GE(std::chrono::steady_clock::now() - begun, 60ms);
}
TEST(HttpFault, AnswerThatIsInjectedLateIsNotCountedForTheUpstream) {
  scene on;
  refuse_late(on);
  on.at.client.say(get());
  on.at.client.hear(12);
  on.counted();
  EXPECT_EQ(on.front->exchanges().front()->hosts[0].in_flight, 0U);
}

}  // namespace
}  // namespace surgeline::traffic
