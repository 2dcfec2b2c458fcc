#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"
#include "scraping.hpp"

/// What is counted when armed faults are taken away before their time.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Waits until the sidecar has done it.
template <class Ask>
void wait_for(house& in, Ask ask) {
  bool is_done = false;
  ask([&] { is_done = true; });
  in.work_until([&] { return is_done; });
}

TEST(Rollbacks, AreCountedByWhoEndedTheLease) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1min);
  wait_for(served, [&](auto gone) { EXPECT_TRUE(served.one->end(lease, gone)); });
  EXPECT_EQ(served.one->rollbacks().owner, 1U);
  EXPECT_THAT(scrape(served), HasSubstr("surgeline_rollbacks_total{trigger=\"owner\"} 1\n"));
}

TEST(Rollbacks, AreCountedWhenTheOwnerFallsSilent) {
  house served;
  served.arm(fault::reset{}, 100ms);
  served.work_until([&] { return served.one->rollbacks().lease == 1; });
  EXPECT_EQ(served.one->rollbacks().owner, 0U);
}

TEST(Rollbacks, AreCountedWhenSomebodyClears) {
  house served;
  served.arm(fault::reset{}, 1min);
  wait_for(served, [&](auto gone) { served.one->clear(gone); });
  EXPECT_EQ(served.one->rollbacks().clear, 1U);
}

TEST(Rollbacks, AreCountedWhenSomebodyFreezes) {
  house served;
  served.arm(fault::reset{}, 1min);
  wait_for(served, [&](auto gone) { served.one->freeze(gone); });
  EXPECT_EQ(served.one->rollbacks().freeze, 1U);
  EXPECT_EQ(served.one->rollbacks().clear, 0U);
}

TEST(Rollbacks, AreNoneWhereNothingWasArmed) {
  house served;
  wait_for(served, [&](auto gone) { served.one->clear(gone); });
  EXPECT_EQ(served.one->rollbacks().clear, 0U);
}

}  // namespace
}  // namespace surgeline::sidecar
