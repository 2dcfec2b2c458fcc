#include "surgeline/fault/control_group.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

const control_group by_address{{.share = share{0.2}}, chance{7}};
const control_group by_tenant{
    {.share = share{0.2}, .key = identity::of_header("x-tenant")},
    chance{7}
};

std::string address(int number) {
  return "10.0." + std::to_string(number / 256) + "." + std::to_string(number % 256);
}

bool holds_tenant(std::string_view name, const std::string& from = "127.0.0.7") {
  const std::array fields{header_field{"X-Tenant", name}};
  return by_tenant.holds(subject{from, 1}, {.head = {"GET", "/", fields}});
}

TEST(ControlGroup, HoldsItsShareOfTheClients) {
  double held = 0;
  for (int i = 0; i < 5000; ++i) held += by_address.holds({address(i), 1}) ? 1 : 0;
  expect_share(held, 5000, 0.2);
}

TEST(ControlGroup, HoldsAClientWithAllItsConnections) {
  for (int i = 0; i < 100; ++i) {
    const bool first = by_address.holds({address(i), 1});
    for (std::uint64_t ordinal = 2; ordinal < 9; ++ordinal)
      EXPECT_EQ(by_address.holds({address(i), ordinal}), first);
  }
}

TEST(ControlGroup, HoldsAClientWhicheverListenerItComesInBy) {
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(by_address.holds({address(i), 1}), by_address.holds({address(i) + "/2", 1}));
}

TEST(ControlGroup, HoldsOthersUnderAnotherSeed) {
  const control_group other{{.share = share{0.2}}, chance{8}};
  int moved = 0;
  for (int i = 0; i < 100; ++i)
    moved += other.holds({address(i), 1}) != by_address.holds({address(i), 1}) ? 1 : 0;
  EXPECT_GT(moved, 0);
}

TEST(ControlGroup, KnowsClientsByAHeaderWhereverTheyComeFrom) {
  double held = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string name = "tenant-" + std::to_string(i);
    EXPECT_EQ(holds_tenant(name), holds_tenant(name, "10.0.0.1"));
    held += holds_tenant(name) ? 1 : 0;
  }
  expect_share(held, 5000, 0.2);
}

TEST(ControlGroup, HoldsNobodyWithoutTheHeader) {
  const control_group everybody{
      {.share = share{1}, .key = identity::of_header("x-tenant")},
      chance{7}
  };
  EXPECT_FALSE(everybody.holds(subject{"127.0.0.7", 1}, {.head = {"GET", "/", {}}}));
}

TEST(ControlGroup, IsTouchedByNoFault) {
  const plan under = in_force(always(0, http_hang{}), always(1, late(10ms)));
  caller spared;
  spared.who.is_spared(true);
  EXPECT_FALSE(spared.asks(under).hangs);
  EXPECT_EQ(spared.passes(under, direction::to_client, part::body).delay, 0ms);
  EXPECT_EQ(spared.counted(0).evaluated + spared.counted(1).evaluated, 0U);
}

TEST(ControlGroup, IsNotTouchedWhenAPlanIsLookedAtAnew) {
  const plan under = in_force(always(0, late(10ms)));
  caller spared;
  spared.who.is_spared(true);
  const chunk what{.towards = direction::to_client, .size = 10};
  const effect decided = under.on_chunk(spared.who, what, spared.book);
  EXPECT_EQ(under.reconsider(spared.who, what, decided).delay, 0ms);
}

}  // namespace
}  // namespace surgeline::fault
