#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sidecar/arming.hpp"
#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/sidecar/armory.hpp"

/// A sidecar in which nothing may be armed.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;
using reply = grant::answer;

TEST(FrozenArmory, HasNothingArmed) {
  armory arms(served(), 1, at(0s));
  arms.put(plan("mine"), at(1s));
  arms.freeze();
  EXPECT_THAT(arms.standings(), IsEmpty());
  EXPECT_FALSE(arms.held());
}

TEST(FrozenArmory, LetsNobodyArmAnything) {
  armory arms(served(), 1, at(0s));
  arms.freeze();
  EXPECT_EQ(arms.put(plan("mine"), at(2s)).what, reply::frozen);
  EXPECT_EQ(
      arms.put_alone(scenario::door::toxiproxy, {}, plan("toxic").faults, at(2s)).what,
      reply::frozen
  );
  EXPECT_THAT(arms.standings(), IsEmpty());
}

TEST(FrozenArmory, StaysSoWhenTheFileIsReadAgain) {
  armory arms(served(), 1, at(0s));
  arms.freeze();
  arms.serve(served(), at(3s));
  EXPECT_THAT(arms.standings(), IsEmpty());
}

TEST(FrozenArmory, ArmsAgainOnceItIsUnfrozen) {
  armory arms(served(), 1, at(0s));
  arms.freeze();
  arms.unfreeze();
  EXPECT_EQ(arms.put(plan("mine"), at(2s)).what, reply::given);
  arms.serve(served(), at(3s));
  EXPECT_THAT(arms.standings(), SizeIs(2));
}

}  // namespace
}  // namespace surgeline::sidecar
