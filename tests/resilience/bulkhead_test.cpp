#include "surgeline/resilience/bulkhead.hpp"

#include <gtest/gtest.h>

#include "support/at.hpp"

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

constexpr auto nobody_is_late = [](std::uint64_t) { FAIL(); };

TEST(Bulkhead, HasAsManySlotsAsItSays) {
  bulkhead two{{.slots = 2}};
  EXPECT_TRUE(two.ask(1, at(0s)).goes);
  EXPECT_TRUE(two.ask(2, at(0s)).goes);
  EXPECT_FALSE(two.ask(3, at(0s)).goes);
}

TEST(Bulkhead, RefusesWhoFindsItFullWithoutAQueue) {
  bulkhead one{{.slots = 1}};
  one.ask(1, at(0s));
  const auto said = one.ask(2, at(0s));
  EXPECT_FALSE(said.waits);
  EXPECT_EQ(said.dropped, 2U);
}

TEST(Bulkhead, GivesAFreeSlotToWhoWaits) {
  bulkhead one{{.slots = 1, .queue = {.limit = 1}}};
  one.ask(1, at(0s));
  ASSERT_TRUE(one.ask(2, at(0s)).waits);
  EXPECT_EQ(one.leave(at(1s), nobody_is_late), 2U);
  EXPECT_FALSE(one.ask(3, at(1s)).goes);
}

TEST(Bulkhead, HasAFreeSlotWhenNobodyWaits) {
  bulkhead one{{.slots = 1}};
  one.ask(1, at(0s));
  EXPECT_FALSE(one.leave(at(1s), nobody_is_late));
  EXPECT_TRUE(one.ask(2, at(1s)).goes);
}

TEST(Bulkhead, ForgetsWhoGaveUp) {
  bulkhead one{{.slots = 1, .queue = {.limit = 1}}};
  one.ask(1, at(0s));
  const auto ticket = one.ask(2, at(0s)).waits;
  EXPECT_TRUE(one.give_up(*ticket, at(1s)));
  EXPECT_FALSE(one.leave(at(1s), nobody_is_late));
}

}  // namespace
}  // namespace surgeline::resilience
