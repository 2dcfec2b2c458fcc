#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "arming.hpp"
#include "support/at.hpp"

/// Whose slots go to others.
namespace surgeline::sidecar {
namespace {

using reply = grant::answer;
using testing::ElementsAre;
using testing::IsEmpty;

class ArmorySlots : public testing::Test {
 protected:
  grant::answer put(const std::string& id) {
    return arms_
        .put_alone(scenario::door::toxiproxy, {}, {{.id = id, .what = fault::reset{}}}, at(1s))
        .what;
  }
  void come_and_go(const std::string& id) {
    EXPECT_EQ(put(id), reply::given) << id;
    arms_.take_alone({id});
  }
  /// Until every slot belongs to somebody: the file's two, and those of `f2`, `f3`, …
  void fill() {
    for (std::size_t i = 2; i < armory::most_faults; ++i) come_and_go("f" + std::to_string(i));
  }
  const std::string& name_of(std::uint32_t slot) const { return arms_.catalogue().faults[slot].id; }

  armory arms_{served(), 7, at(0s)};
};

TEST_F(ArmorySlots, GoToOthersWhenThereAreNoMore) {
  fill();
  EXPECT_THAT(arms_.taken_over(), IsEmpty());
  come_and_go("new");
  EXPECT_EQ(arms_.catalogue().faults.size(), armory::most_faults);
  EXPECT_THAT(arms_.taken_over(), ElementsAre(2));
  EXPECT_EQ(name_of(2), "new");
}

TEST_F(ArmorySlots, OfWhoWasNotArmedForLongestGoFirst) {
  fill();
  come_and_go("f2");
  come_and_go("new");
  EXPECT_THAT(arms_.taken_over(), ElementsAre(3));
}

TEST_F(ArmorySlots, StayWithWhoIsArmed) {
  put("armed");
  fill();
  for (std::size_t i = 0; i < 3 * armory::most_faults; ++i) come_and_go("g" + std::to_string(i));
  EXPECT_TRUE(arms_.has_alone("armed", scenario::door::toxiproxy));
  EXPECT_EQ(name_of(2), "armed");
}

TEST_F(ArmorySlots, StayWithTheFile) {
  fill();
  for (std::size_t i = 0; i < 2 * armory::most_faults; ++i) come_and_go("g" + std::to_string(i));
  EXPECT_EQ(name_of(0), "slow");
  EXPECT_EQ(name_of(1), "bad");
}

TEST_F(ArmorySlots, AreNotTakenFromThoseThatAreArmedTogether) {
  fill();
  scenario::plan_request both{.lease = 10s};
  both.faults.push_back({.id = "new", .what = fault::reset{}});
  both.faults.push_back({.id = "f2", .what = fault::reset{}});
  EXPECT_EQ(arms_.put(both, at(2s)).what, reply::given);
  EXPECT_THAT(arms_.taken_over(), ElementsAre(3));
}

TEST_F(ArmorySlots, AreNotEnoughForMoreThanThatAtOnce) {
  fill();
  scenario::plan_request many{.lease = 10s};
  for (std::size_t i = 0; i < armory::most_faults - 2; ++i)
    many.faults.push_back({.id = "g" + std::to_string(i), .what = fault::reset{}});
  EXPECT_EQ(arms_.put(many, at(2s)).what, reply::given);
  EXPECT_EQ(put("one-more"), reply::too_many);
}

TEST_F(ArmorySlots, ThatOthersHaveTakenOverBeginAnew) {
  fill();
  arms_.plan_for(served().proxies[0]);
  put("new");
  const auto plan = arms_.plan_for(served().proxies[0]);
  EXPECT_EQ(plan->faults().back().slot, 2);
  EXPECT_GT(plan->faults().back().edition, 0);
}

}  // namespace
}  // namespace surgeline::sidecar
