#include "surgeline/fault/catalog.hpp"

#include <gtest/gtest.h>

namespace surgeline::fault {
namespace {

TEST(Catalog, NamesAKindAsAFileDoes) { EXPECT_EQ(name_of(kind{slow_accept{}}), "slow_accept"); }

TEST(Catalog, KnowsWhichKindsMeanNothingOnATcpProxy) {
  for (const kind& one :
       {kind{http_hang{}},
        kind{http_cut{}},
        kind{http_quota{}},
        kind{http_throttle{}},
        kind{latency{.stage = latency_stage::request_head}}})
    EXPECT_TRUE(needs_http(one)) << name_of(one);
  for (const kind& one :
       {kind{latency{}},
        kind{stall{}},
        kind{drop_response{}},
        kind{reset{}},
        kind{latency{.stage = latency_stage::connect}}})
    EXPECT_FALSE(needs_http(one)) << name_of(one);
}

TEST(Catalog, KnowsWhichKindsDecideByHeads) {
  EXPECT_TRUE(has_head_hook(kind{http_quota{}}));
  EXPECT_TRUE(has_head_hook(kind{http_keepalive{}}));
  EXPECT_FALSE(has_head_hook(kind{http_throttle{}}));
  EXPECT_FALSE(has_head_hook(kind{latency{.stage = latency_stage::request_head}}));
}

TEST(Catalog, KnowsWhichKindsActOnConnectionsOnly) {
  EXPECT_TRUE(acts_on_connections_only(kind{refuse{}}));
  EXPECT_TRUE(acts_on_connections_only(kind{latency{.stage = latency_stage::connect}}));
  EXPECT_FALSE(acts_on_connections_only(kind{latency{}}));
}

TEST(Catalog, KnowsOnWhomAKindActs) {
  EXPECT_TRUE(acts_on_proxies(kind{latency{}}));
  EXPECT_TRUE(acts_on_daemons(kind{daemon_slow{}}));
  EXPECT_TRUE(acts_on_hosts(kind{cache_flush{}}));
  EXPECT_FALSE(acts_on_proxies(kind{host_crash{}}));
  EXPECT_FALSE(acts_on_hosts(kind{daemon_crash{}}));
}

}  // namespace
}  // namespace surgeline::fault
