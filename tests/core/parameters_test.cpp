#include "surgeline/core/parameters.hpp"

#include <gtest/gtest.h>

namespace surgeline {
namespace {

using namespace std::chrono_literals;

/// How many of a distribution's parameters there are, and how many ramp.
struct counted {
  int all = 0, ramps = 0;
};
counted count(const distribution& of) {
  counted made;
  for_each_parameter(of, [&](const auto& each) {
    ++made.all;
    made.ramps += each.is_constant() ? 0 : 1;
  });
  return made;
}
const varying<duration> ramp{{{0s, 0s}, {1s, 1s}}};

TEST(Parameters, AreAllOfALaw) {
  EXPECT_EQ(count(distribution::fixed(ramp)).ramps, 1);
  EXPECT_EQ(count(distribution::uniform(1s, ramp)).ramps, 1);
  const counted wave = count(distribution::wave_law{.base = 1s, .amplitude = ramp, .period = ramp});
  EXPECT_EQ(wave.all, 3);
  EXPECT_EQ(wave.ramps, 2);
}

TEST(Parameters, AreThoseOfThePartsOfAMixture) {
  const distribution mixed = distribution::mixture_law{
      {{1, distribution::fixed(ramp)},
       {1, distribution::never()},
       {1, distribution::uniform(ramp, 2s)}}
  };
  EXPECT_EQ(count(mixed).all, 3);
  EXPECT_EQ(count(mixed).ramps, 2);
}

}  // namespace
}  // namespace surgeline
