#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "caller.hpp"

/// Faults of one group, of which a draw picks one at most.
namespace surgeline::fault {
namespace {

armed of_group(std::uint32_t slot, kind what, varying<double> probability) {
  armed one = sometimes(slot, std::move(what), std::move(probability), unit::request);
  one.group = "reply";
  return one;
}

kind marks(const std::string& as) {
  return http_rewrite{.on = message::request, .set = {{"a", as}}};
}

/// Requests, and how many of them each fault hit, and both.
struct hits {
  double first = 0, second = 0, both = 0;
};
hits of(const plan& under, int requests, duration when = {}) {
  caller one;
  hits made;
  for (int i = 0; i < requests; ++i) {
    const std::uint64_t before = one.counted(0).injected, then = one.counted(1).injected;
    one.asks(under, {.when = when});
    const bool first = one.counted(0).injected > before, second = one.counted(1).injected > then;
    made.first += first ? 1 : 0;
    made.second += second ? 1 : 0;
    made.both += first && second ? 1 : 0;
  }
  return made;
}

TEST(Groups, PickOneOfThemAtMost) {
  const plan under = in_force(of_group(0, marks("b"), 0.5), of_group(1, marks("c"), 0.3));
  const hits seen = of(under, 3000);
  expect_share(seen.first, 3000, 0.5);
  expect_share(seen.second, 3000, 0.3);
  EXPECT_EQ(seen.both, 0);
}

TEST(Groups, LeaveNothingOutWhenTheyAddUpToOne) {
  const plan under = in_force(of_group(0, marks("b"), 0.75), of_group(1, marks("c"), 0.25));
  const hits seen = of(under, 1000);
  EXPECT_EQ(seen.first + seen.second, 1000);
}

TEST(Groups, GiveTheLaterOneWhatIsLeft) {
  const plan under = in_force(of_group(0, marks("b"), 0.8), of_group(1, marks("c"), 0.8));
  const hits seen = of(under, 3000);
  expect_share(seen.second, 3000, 0.2);
  EXPECT_EQ(seen.both, 0);
}

TEST(Groups, FollowTheRampsOfThoseBefore) {
  const varying<double> ramp{{{0s, 0.0}, {10s, 0.6}}};
  const plan under = in_force(of_group(0, marks("b"), ramp), of_group(1, marks("c"), 0.4));
  const hits late = of(under, 1000, 10s);
  EXPECT_EQ(late.first + late.second, 1000);
  EXPECT_EQ(late.both, 0);
}

TEST(Groups, OfOtherNamesDrawByThemselves) {
  armed other = of_group(1, marks("c"), 0.5);
  other.group = "delay";
  const hits seen = of(in_force(of_group(0, marks("b"), 0.5), other), 3000);
  expect_share(seen.both, 3000, 0.25);
}

}  // namespace
}  // namespace surgeline::fault
