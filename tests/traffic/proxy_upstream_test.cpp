#include <gtest/gtest.h>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

/// Upstreams that are not there, or not yet.
namespace surgeline::traffic {
namespace {

const endpoint nobody{.host = "name.invalid", .port = 1};

TEST(ProxyWithoutUpstream, IsNotOpened) {
  net::worker worker;
  net::worker* const on = &worker;
  net::failure why;
  proxy_options options{.id = "lost", .listen = {{.host = "127.0.0.1"}}, .upstream = {nobody}};
  EXPECT_FALSE(proxy::open(options, net::run_clock{}, {&on, 1}, why));
  EXPECT_TRUE(why.code);
}

TEST(ProxyWithoutUpstream, IsOpenedIfItMayLackOne) {
  stage on({.upstream = {nobody}, .may_lack_upstream = true});
  EXPECT_EQ(wire::dial(on.where()).how_it_ends(), std::errc::connection_reset);
}

TEST(ProxyWithoutUpstream, SaysWhichItLacksAndWhy) {
  const stage on({.upstream = {nobody}, .may_lack_upstream = true});
  const auto lacking = on.front->unresolved();
  ASSERT_EQ(lacking.size(), 1U);
  EXPECT_EQ(lacking[0].named, nobody);
  EXPECT_NE(lacking[0].why.find("cannot resolve `name.invalid`"), std::string::npos);
}

TEST(ProxyWithoutUpstream, LacksItStillWhenNobodyKnowsItTheNextTime) {
  const stage on({.upstream = {nobody}, .may_lack_upstream = true});
  on.front->look_up();
  EXPECT_EQ(on.front->unresolved().size(), 1U);
}

TEST(ProxyWithUpstream, LacksNone) { EXPECT_TRUE(stage{}.front->unresolved().empty()); }

TEST(ProxyWithoutUpstream, EndsSoftlyIfItIsToldTo) {
  stage on({.upstream = {nobody}, .may_lack_upstream = true, .ends_softly = true});
  wire client = wire::dial(on.where());
  client.say("anybody there?");
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
  client.close();
  const auto is_over = [](const counts& now) { return now.active == 0; };
  EXPECT_EQ(on.counts_when(is_over).of(end_reason::connect_failed), 1);
}

TEST(ProxyWhoseUpstreamIsLookedUpAgain, GoesOnAsItWas) {
  stage on;
  auto [client, upstream] = on.connect();
  on.front->look_up();
  client.say("still here");
  EXPECT_EQ(upstream.hear(10), "still here");
  auto later = on.connect();
  later.client.say("hello");
  EXPECT_EQ(later.upstream.hear(5), "hello");
}

}  // namespace
}  // namespace surgeline::traffic
