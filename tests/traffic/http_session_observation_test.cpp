#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "http_stage.hpp"

/// What is counted of exchanges, and of the logical requests that they are attempts at.
namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;
using observe::outcome;

constexpr std::size_t place(auto one) { return static_cast<std::size_t>(one); }

/// The counts of the only worker.
const exchange_counts& counted(const stage& on) { return *on.front->exchanges().front(); }

/// Waits until `wanted` counts to so many, ten seconds at most.
template <class Wanted>
std::uint64_t when(std::uint64_t value, Wanted wanted) {
  for (int tries = 0; tries < 2000 && wanted() != value; ++tries) std::this_thread::sleep_for(5ms);
  return wanted();
}

std::uint64_t requests(
    const stage& on,
    std::size_t code,
    outcome how,
    origin by,
    std::size_t route = 0
) {
  return counted(on).routes[route].requests[code][place(how)][place(by)];
}

void exchanged(const stage::ends& at, const std::string& request, const std::string& response) {
  wire client{net::descriptor{dup(at.client.fd())}},
      upstream{net::descriptor{dup(at.upstream.fd())}};
  client.say(request);
  upstream.hear(request.size());
  upstream.say(response);
  client.hear(response.size());
}

const std::string failure = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

TEST(HttpCounts, KnowWhatBecameOfAnExchange) {
  const stage on(http());
  const auto at = on.connect();
  exchanged(at, get(), ok("x"));
  exchanged(at, get(), failure);
  EXPECT_EQ(when(1, [&] { return requests(on, 5, outcome::error, origin::upstream); }), 1U);
  EXPECT_EQ(requests(on, 2, outcome::ok, origin::upstream), 1U);
  EXPECT_EQ(counted(on).in_flight, 0U);
}
TEST(HttpCounts, AreByRoute) {
  http_options how{.routes = {{.id = "pay"}, {.id = "other"}}};
  how.route_of = [](const request_head& what) { return what.path() == "/pay" ? 0U : 1U; };
  const stage on(http(how));
  const auto at = on.connect();
  exchanged(at, get("/pay"), ok("x"));
  exchanged(at, get("/else"), ok("x"));
  exchanged(at, get("/pay?now"), ok("x"));
  EXPECT_EQ(when(2, [&] { return requests(on, 2, outcome::ok, origin::upstream, 0); }), 2U);
  EXPECT_EQ(requests(on, 2, outcome::ok, origin::upstream, 1), 1U);
}
TEST(HttpCounts, KnowWhatTheProxyAnsweredItself) {
  const stage on(http());
  const auto at = on.connect();
  at.client.say("nonsense\r\n\r\n");
  EXPECT_EQ(when(1, [&] { return requests(on, 4, outcome::ok, origin::proxy); }), 1U);
}
TEST(HttpCounts, KnowThatAClientLeft) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  std::this_thread::sleep_for(20ms);
  at.client.reset();
  EXPECT_EQ(when(1, [&] { return requests(on, 0, outcome::cancelled, origin::upstream); }), 1U);
  EXPECT_EQ(counted(on).routes[0].abandoned, 1U);
  EXPECT_GE(counted(on).routes[0].abandoned_nanoseconds, 20'000'000U);
}
TEST(HttpCounts, KnowThatAClientWhoSaidNoMoreHadLeft) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.client.close();
  std::this_thread::sleep_for(20ms);
  at.upstream.say(ok("for nobody"));
  at.upstream.finish();
  EXPECT_EQ(when(1, [&] { return requests(on, 2, outcome::cancelled, origin::upstream); }), 1U);
  EXPECT_EQ(counted(on).routes[0].abandoned, 1U);
  EXPECT_GE(counted(on).routes[0].abandoned_nanoseconds, 20'000'000U);
}
TEST(HttpCounts, KnowThatAClientHadLeftWhenItsUpstreamStopsForIt) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.client.close();
  at.upstream.hear_all();
  at.upstream.close();
  EXPECT_EQ(when(1, [&] { return requests(on, 0, outcome::cancelled, origin::upstream); }), 1U);
  EXPECT_EQ(counted(on).routes[0].abandoned, 1U);
}
TEST(HttpCounts, KnowThatAClientWhoSaidNoMoreListened) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.client.finish();
  at.upstream.say(ok("for him"));
  at.upstream.finish();
  EXPECT_EQ(at.client.hear_all(), ok("for him"));
  EXPECT_EQ(when(1, [&] { return requests(on, 2, outcome::ok, origin::upstream); }), 1U);
  EXPECT_EQ(counted(on).routes[0].abandoned, 0U);
}
TEST(HttpCounts, KnowThatAClientListensWhoseUpstreamStaysOpen) {
  const stage on(http());
  auto at = on.connect();
  at.client.say(get());
  at.upstream.hear(get().size());
  at.client.finish();
  at.upstream.say(ok("for him"));
  EXPECT_EQ(when(1, [&] { return requests(on, 2, outcome::ok, origin::upstream); }), 1U);
  EXPECT_EQ(counted(on).in_flight, 0U);
}
TEST(HttpCounts, KnowThatAnUpstreamWasLost) {
  const stage on(http());
  const auto at = on.connect();
  at.client.say(get());
  at.upstream.say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
  wire upstream{net::descriptor{dup(at.upstream.fd())}};
  upstream.hear(get().size());
  shutdown(at.upstream.fd(), SHUT_RDWR);
  wire client{net::descriptor{dup(at.client.fd())}};
  client.hear_all();
  at.client.finish();
  EXPECT_EQ(when(1, [&] { return requests(on, 2, outcome::reset, origin::upstream); }), 1U);
}
TEST(HttpCounts, MeasureTheProxysOwnTimeOfASample) {
  const stage on(http());
  const auto at = on.connect();
  for (int i = 0; i < 128; ++i) exchanged(at, get(), ok("x"));
  EXPECT_EQ(
      when(
          2,
          [&] {
            std::uint64_t all = 0;
            for (const auto one : counted(on).overhead.read().counts) all += one;
            return all;
          }
      ),
      2U
  );
  EXPECT_GT(counted(on).overhead.read().sum, 0);
}

TEST(HttpAttempts, OfOneIdAreOneLogicalRequest) {
  const stage on(http());
  const std::string request = get("/", "x-request-id: 7\r\n");
  exchanged(on.connect(), request, failure);
  exchanged(on.connect(), request, ok("x"));
  const route_counts& route = counted(on).routes[0];
  const std::size_t recovered = place(observe::ending::recovered);
  EXPECT_EQ(when(1, [&] { return route.retries[recovered].read(); }), 1U);
  EXPECT_EQ(route.attempts[1][place(observe::evidence::request_id)], 1U);
  EXPECT_EQ(route.logical[place(outcome::ok)][place(observe::punctuality::none)], 1U);
}
TEST(HttpAttempts, ThatNobodyRepeatsAreGivenUpAfterTheWindow) {
  const stage on(http({.window = 50ms}));
  exchanged(on.connect(), get("/", "x-request-id: 7\r\n"), failure);
  const route_counts& route = counted(on).routes[0];
  EXPECT_EQ(when(1, [&] { return route.retries[place(observe::ending::gave_up)].read(); }), 1U);
}
TEST(HttpAttempts, AreJudgedByTheDeadlineOfTheirRoute) {
  const stage on(http({.routes = {{.id = "other", .deadline = 1h}}}));
  exchanged(on.connect(), get("/", "x-request-id: 7\r\n"), ok("x"));
  const auto& logical = counted(on).routes[0].logical[place(outcome::ok)];
  EXPECT_EQ(when(1, [&] { return logical[place(observe::punctuality::met)].read(); }), 1U);
}
TEST(HttpAttempts, AreToldByTheirBodyWhereThatIsAllowed) {
  const stage on(http({.clues = {observe::clue::fingerprint}}));
  exchanged(on.connect(), post("pay 7"), failure);
  exchanged(on.connect(), post("pay 8"), failure);
  exchanged(on.connect(), post("pay 7"), ok("x"));
  const route_counts& route = counted(on).routes[0];
  const std::size_t recovered = place(observe::ending::recovered);
  EXPECT_EQ(when(1, [&] { return route.retries[recovered].read(); }), 1U);
}
TEST(HttpAttempts, AreNotFollowedWhereNobodyObserves) {
  const stage on(http({.observes = false}));
  exchanged(on.connect(), get("/", "x-request-id: 7\r\n"), ok("x"));
  EXPECT_EQ(when(1, [&] { return requests(on, 2, outcome::ok, origin::upstream); }), 1U);
  EXPECT_EQ(counted(on).routes[0].attempts[0][place(observe::evidence::request_id)], 0U);
}

}  // namespace
}  // namespace surgeline::traffic
