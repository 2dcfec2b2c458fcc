#include "surgeline/fault/health.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Health, IsSparedByWhatActsOnExchanges) {
  for (const kind& what : {kind{http_hang{}}, kind{http_throttle{}}, kind{latency{}}})
    EXPECT_THAT(spared_paths(what, {}), ElementsAre("/healthz", "/livez", "/readyz"));
}

TEST(Health, IsNotSparedByWhatActsOnBytes) {
  EXPECT_THAT(spared_paths(kind{stall{}}, {}), IsEmpty());
  EXPECT_THAT(spared_paths(kind{latency{.stage = latency_stage::data}}, {}), IsEmpty());
}

TEST(Health, IsNotSparedWhereTheTargetNamesIt) {
  EXPECT_THAT(
      spared_paths(kind{http_hang{}}, {.path = {"/livez", "/v1/**"}}),
      ElementsAre("/healthz", "/readyz")
  );
}

TEST(Health, IsNotSparedWhereTheTargetSaysSo) {
  EXPECT_THAT(spared_paths(kind{http_hang{}}, {.spare_health = false}), IsEmpty());
}

TEST(Health, ChecksPass) {
  EXPECT_FALSE(hits({}, {.target = "/healthz?verbose"}));
  EXPECT_FALSE(hits({.path = {"/**"}}, {.target = "/readyz"}));
  EXPECT_TRUE(hits({}, {.target = "/healthz/deep"}));
  EXPECT_TRUE(hits({.path = {"/healthz"}}, {.target = "/healthz"}));
  EXPECT_TRUE(hits({.spare_health = false}, {.target = "/healthz"}));
}

TEST(Health, ChecksAreNotDelayedOnAnHttpProxy) {
  const plan slow = in_force(always(0, latency{.delay = distribution::fixed(1s)}));
  ASSERT_TRUE(slow.reads_heads());
  caller one;
  one.asks(slow, {.target = "/livez"});
  EXPECT_TRUE(one.passes(slow, direction::to_upstream, part::head).is_neutral());
  one.asks(slow, {.target = "/pay"});
  EXPECT_EQ(one.passes(slow, direction::to_upstream, part::head).delay, 1s);
}

}  // namespace
}  // namespace surgeline::fault
