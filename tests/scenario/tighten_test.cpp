#include "surgeline/scenario/tighten.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

plan_request plan_for(std::optional<duration> lease, std::optional<duration> ttl = {}) {
  plan_request made{.lease = lease};
  made.faults.push_back({.id = "late", .what = surgeline::fault::latency{}, .ttl = ttl});
  return made;
}

TEST(Tighten, ShortensALeaseToThatOfTheFile) {
  file served;
  served.safety.lease = 5s;
  plan_request asked = plan_for(1min);
  EXPECT_THAT(
      tighten(asked, served),
      ElementsAre("the lease is 5s, not 1m: the sidecar's [safety] lease is no longer")
  );
  EXPECT_EQ(asked.lease, 5s);
}

TEST(Tighten, LengthensNothing) {
  file served;
  served.safety.lease = 20s;
  plan_request asked = plan_for(10s, 1min);
  EXPECT_THAT(tighten(asked, served), IsEmpty());
  EXPECT_EQ(asked.lease, 10s);
  EXPECT_EQ(asked.faults[0].ttl, 1min);
}

TEST(Tighten, LeavesALeaseAloneWhereTheFileSaysNothing) {
  plan_request asked = plan_for(5min);
  EXPECT_THAT(tighten(asked, file{}), IsEmpty());
  EXPECT_EQ(asked.lease, 5min);
}

TEST(Tighten, EndsFaultsAtTheLongestAge) {
  file served;
  served.safety.max_fault_age.longest = 1min;
  plan_request asked = plan_for({}, 2h);
  EXPECT_THAT(
      tighten(asked, served),
      ElementsAre("fault `late` stays for 1m, not 2h: the sidecar's max_fault_age is no longer")
  );
  EXPECT_EQ(asked.faults[0].ttl, 1min);
}

}  // namespace
}  // namespace surgeline::scenario
