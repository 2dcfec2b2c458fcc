#include "surgeline/fault/refuse.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

TEST(Refuse, ResetsNewConnections) {
  EXPECT_EQ(refuse{}.on_connect({}), (effect{.limit = 0, .then = action::reset}));
}

TEST(Refuse, LeavesOpenConnectionsAlone) {
  const plan one = in_force(always(0, refuse{}));
  EXPECT_FALSE(one.touches(direction::to_client));
  EXPECT_FALSE(one.touches(direction::to_upstream));
}

TEST(Refuse, LetsNobodyInAtAll) { EXPECT_TRUE(in_force(always(0, refuse{})).lets_nobody_in()); }

TEST(Refuse, AsksEachWhereItIsForSomeOnly) {
  armed counted = always(0, refuse{}), aimed = counted, capped = counted, in_bursts = counted;
  counted.count = fault::count{.first = 3};
  aimed.target.connections = share{0.5};
  capped.max_active = 5;
  in_bursts.correlation = fault::correlation{};
  for (const armed& one : {counted, aimed, capped, in_bursts, sometimes(0, refuse{}, 0.5)})
    EXPECT_FALSE(in_force(one).lets_nobody_in());
}

TEST(Refuse, HitsOnceWhereTheListenerIsClosed) {
  ledger book;
  in_force(always(0, late(1ms)), always(1, refuse{})).closed_listener(book);
  EXPECT_EQ(book.of(0), tally{});
  EXPECT_EQ(book.of(1), (tally{.evaluated = 1, .selected = 1, .injected = 1}));
}

}  // namespace
}  // namespace surgeline::fault
