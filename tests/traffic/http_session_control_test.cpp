#include <gtest/gtest.h>

#include <string>

#include "http_stage.hpp"
#include "surgeline/fault/catalog.hpp"

/// Clients that no fault touches, beside the others.
namespace surgeline::traffic {
namespace {

/// An http proxy that spares a share of the clients; they say in `x-user` who they are.
proxy_options sparing(double part, fault::identity key = fault::identity::of_header("x-user")) {
  proxy_options options = http();
  options.control.emplace(fault::client_share{share{part}, std::move(key)}, chance{7});
  return options;
}

std::string from(const std::string& user) { return get("/", "x-user: " + user + "\r\n"); }

/// What one client gets on one connection; the upstream answers what reaches it.
unsigned status_for(const stage::ends& at, const std::string& request, bool reaches_upstream) {
  wire client{net::descriptor{dup(at.client.fd())}};
  wire upstream{net::descriptor{dup(at.upstream.fd())}};
  client.say(request);
  if (reaches_upstream) {
    upstream.hear(request.size());
    upstream.say(ok("x"));
    return status_in(client.hear(ok("x").size()));
  }
  std::string heard;
  while (!heard.ends_with("\r\n\r\n")) heard += client.hear(1);
  return status_in(heard);
}

/// Users of both parts, by the same rule as the proxy's.
struct users {
  std::string spared, faulted;

  explicit users(const proxy_options& of) {
    for (int i = 0; spared.empty() || faulted.empty(); ++i) {
      const std::string name = "u" + std::to_string(i);
      const std::array fields{header_field{"x-user", name}};
      (of.control->holds(fault::subject{}, {.head = {"GET", "/", fields}}) ? spared : faulted) =
          name;
    }
  }
};

TEST(HttpControlGroup, GetsWhatTheUpstreamSays) {
  const proxy_options options = sparing(0.5);
  const users who(options);
  stage on(options);
  on.arm(fault::http_status{.status = 503});
  auto at = on.connect();
  EXPECT_EQ(status_for(at, from(who.spared), true), 200U);
  EXPECT_EQ(status_for(at, from(who.faulted), false), 503U);
  EXPECT_EQ(status_for(at, from(who.spared), true), 200U);
}

TEST(HttpControlGroup, IsCountedBesideTheOthers) {
  const proxy_options options = sparing(0.5);
  const users who(options);
  stage on(options);
  on.arm(fault::http_status{.status = 503});
  auto at = on.connect();
  status_for(at, from(who.spared), true);
  status_for(at, from(who.faulted), false);
  status_for(at, from(who.faulted), false);
  on.counts_when([](const counts& now) { return now.exchanges.over == 3; });
  const counts now = on.counted();
  EXPECT_EQ(now.exchanges, (exchange_totals{3, 2, 3, 3, 1}));
  EXPECT_EQ(now.control, (exchange_totals{1, 0, 1, 1, 1}));
  const auto& by_part = on.front->exchanges().front()->by_part;
  EXPECT_EQ(by_part[0].requests[static_cast<std::size_t>(observe::outcome::error)], 2U);
  EXPECT_EQ(by_part[1].requests[static_cast<std::size_t>(observe::outcome::ok)], 1U);
}

TEST(HttpControlGroup, KeepsItsLogicalRequests) {
  const proxy_options options = sparing(1);
  stage on(options);
  auto at = on.connect();
  const std::string asked = get("/", "x-user: a\r\nx-request-id: 7\r\n");
  status_for(at, asked, true);
  on.counts_when([](const counts& now) { return now.control.logical == 1; });
  EXPECT_EQ(on.counted().control, (exchange_totals{1, 0, 1, 1, 1}));
}

TEST(HttpControlGroup, CountsNothingWhereThereIsNone) {
  stage on(http());
  auto at = on.connect();
  status_for(at, get(), true);
  on.counts_when([](const counts& now) { return now.exchanges.over == 1; });
  EXPECT_EQ(on.counted().control, exchange_totals{});
  EXPECT_TRUE(on.front->exchanges().front()->by_part.empty());
}

TEST(ControlGroup, IsLetInWhereOthersAreRefused) {
  proxy_options options;
  options.control.emplace(fault::client_share{share{1}}, chance{7});
  stage on(options);
  on.arm(fault::refuse{});
  auto at = on.connect();
  at.client.say("hello");
  EXPECT_EQ(at.upstream.hear(5), "hello");
}

TEST(ControlGroup, LeavesOthersRefused) {
  proxy_options options;
  options.control.emplace(fault::client_share{share{0}}, chance{7});
  stage on(options);
  on.arm(fault::refuse{});
  EXPECT_EQ(wire::dial(on.where()).hear_all(), "");
}

}  // namespace
}  // namespace surgeline::traffic
