#include <gtest/gtest.h>

#include "caller.hpp"
#include "surgeline/fault/target.hpp"

/// Whom a target means by the heads of requests.
namespace surgeline::fault {
namespace {

TEST(Target, KnowsRoutes) {
  EXPECT_TRUE(hits({.route = {"pay"}}, {.route = "pay"}));
  EXPECT_FALSE(hits({.route = {"pay"}}, {.route = "other"}));
}

TEST(Target, KnowsMethods) {
  EXPECT_TRUE(hits({.method = {"POST", "PUT"}}, {.method = "PUT"}));
  EXPECT_FALSE(hits({.method = {"POST", "PUT"}}, {.method = "GET"}));
}

TEST(Target, KnowsPathsByGlobWithoutTheirQuery) {
  const target carts{.path = {"/v1/*/items", "/cart/**"}};
  EXPECT_TRUE(hits(carts, {.target = "/v1/7/items?page=2"}));
  EXPECT_FALSE(hits(carts, {.target = "/v1/7/8/items"}));
  EXPECT_TRUE(hits(carts, {.target = "/cart/7/8/items"}));
  EXPECT_FALSE(hits(carts, {.target = "/carts"}));
}

TEST(Target, KnowsPathsByAnExpressionForAllOfThem) {
  const target numbers{.path_regex = "/v1/[0-9]+"};
  EXPECT_TRUE(hits(numbers, {.target = "/v1/42"}));
  EXPECT_FALSE(hits(numbers, {.target = "/v1/42/items"}));
}

TEST(Target, KnowsParametersOfTheQuery) {
  const target dry{.query = {{"dry_run", "false"}}};
  EXPECT_TRUE(hits(dry, {.target = "/pay?a=1&dry_run=false"}));
  EXPECT_FALSE(hits(dry, {.target = "/pay?dry_run=true"}));
  EXPECT_FALSE(hits(dry, {.target = "/pay"}));
}

TEST(Target, KnowsHeadersByAnyNameInAnyCase) {
  const target acme{.header = {{"X-Tenant", text_choice{.any_of = {"acme", "initech"}}}}};
  EXPECT_TRUE(hits(acme, {.fields = {{"x-tenant", "initech"}}}));
  EXPECT_FALSE(hits(acme, {.fields = {{"x-tenant", "acme2"}}}));
  EXPECT_FALSE(hits(acme));
}

TEST(Target, KnowsHeadersByAnExpression) {
  const target okhttp{.header = {{"user-agent", text_choice{.regex = "okhttp/.*"}}}};
  EXPECT_TRUE(hits(okhttp, {.fields = {{"User-Agent", "okhttp/4.9 \xff"}}}));
  EXPECT_FALSE(hits(okhttp, {.fields = {{"User-Agent", "not okhttp/4.9"}}}));
}

TEST(Target, KnowsAttempts) {
  const target first{.attempt = attempt_range{.max = 1}};
  EXPECT_TRUE(hits(first, {.attempt = 1}));
  EXPECT_FALSE(hits(first, {.attempt = 2}));
  EXPECT_TRUE(hits({.attempt = attempt_range{.min = 2}}, {.attempt = 7}));
}

TEST(Target, MeansWhoFitsAllOfItsKeys) {
  const target both{.method = {"POST"}, .path = {"/pay"}};
  EXPECT_TRUE(hits(both, {.method = "POST", .target = "/pay"}));
  EXPECT_FALSE(hits(both, {.method = "GET", .target = "/pay"}));
  EXPECT_FALSE(hits(both, {.method = "POST", .target = "/"}));
}

TEST(Target, KnowsClientsByAHeaderThatTheySend) {
  const target some{.client = client_origins{.cidr = {"10.0.0.0/8"}, .header = {"x-canary"}}};
  EXPECT_TRUE(hits(some, {.fields = {{"X-Canary", "anything"}}}));
  EXPECT_FALSE(hits(some));
  caller inside{.who = {"10.1.2.3", 1}};
  EXPECT_TRUE(inside.asks(in_force(aimed(http_hang{}, some))).hangs);
}

TEST(Target, KnowsClientsByAHeaderWithItsValue) {
  const target acme{.client = client_origins{.header = {"x-tenant: acme"}}};
  EXPECT_TRUE(hits(acme, {.fields = {{"x-tenant", "acme"}}}));
  EXPECT_FALSE(hits(acme, {.fields = {{"x-tenant", "other"}}}));
}

TEST(Target, IsAShareOfTheClientsThatAHeaderNames) {
  const target tenth{.clients = client_share{{0.1}, identity::of_header("x-tenant")}};
  double hit = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string tenant = "tenant-" + std::to_string(i);
    const bool first = hits(tenth, {.fields = {{"x-tenant", tenant}}});
    EXPECT_EQ(hits(tenth, {.target = "/again", .fields = {{"X-Tenant", tenant}}}), first);
    hit += first ? 1 : 0;
  }
  expect_share(hit, 5000, 0.1);
  EXPECT_FALSE(hits({.clients = client_share{{1}, identity::of_header("x-tenant")}}));
}

TEST(Exclusion, SparesWhoFitsAllOfItsKeys) {
  const target but{
      .path = {"/v1/**"},
      .except = exclusion{.method = {"GET"}, .path = {"/v1/status"}}
  };
  EXPECT_FALSE(hits(but, {.target = "/v1/status"}));
  EXPECT_TRUE(hits(but, {.method = "POST", .target = "/v1/status"}));
  EXPECT_TRUE(hits(but, {.target = "/v1/pay"}));
}

TEST(Exclusion, KnowsClientsAsATargetDoes) {
  const target but{.except = exclusion{.client = client_origins{.cidr = {"10.9.0.0/16"}}}};
  EXPECT_FALSE(but.needs_head());
  EXPECT_FALSE(but.is_for({"10.9.1.1", 1}, chance{7}, 1));
  EXPECT_TRUE(but.is_for({"10.8.1.1", 1}, chance{7}, 1));
}

TEST(Exclusion, JoinsWhereAClientComesFromWithWhatItAsks) {
  const target but{
      .except = exclusion{.client = client_origins{.cidr = {"127.0.0.7"}}, .path = {"/v1/status"}}
  };
  EXPECT_FALSE(hits(but, {.target = "/v1/status"}));
  EXPECT_TRUE(hits(but, {.target = "/v1/pay"}));
  caller other{.who = {"10.1.2.3", 1}};
  EXPECT_TRUE(other.asks(in_force(aimed(http_hang{}, but)), {.target = "/v1/status"}).hangs);
}

TEST(NeedsHttp, IsSaidOfWhatOnlyRequestsTell) {
  EXPECT_FALSE(needs_http(target{.client = client_origins{.cidr = {"10.0.0.0/8"}}}));
  EXPECT_TRUE(needs_http(target{.path = {"/pay"}}));
  EXPECT_TRUE(needs_http(target{.except = exclusion{.method = {"GET"}}}));
  EXPECT_TRUE(needs_http(target{.clients = client_share{{0.5}, identity::of_header("x")}}));
  EXPECT_TRUE(needs_http(count{.first = 1, .key = identity::of_header("x")}));
  EXPECT_FALSE(needs_http(count{.first = 1, .key = identity::ip}));
}

}  // namespace
}  // namespace surgeline::fault
