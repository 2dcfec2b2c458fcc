#include "surgeline/resilience/throttle.hpp"

#include <gtest/gtest.h>

#include "support/at.hpp"
#include "surgeline/core/chance.hpp"

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

TEST(Throttle, LetsEverythingGoWhileAllIsAccepted) {
  throttle one{{}};
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(one.admits(0, at(0s)));
    one.accepted(at(0s));
  }
}

TEST(Throttle, RefusesAsTheFormulaSays) {
  throttle one{{.factor = 2}};
  for (int i = 0; i < 99; ++i) one.admits(0.999999, at(0s));
  for (int i = 0; i < 10; ++i) one.accepted(at(0s));
  EXPECT_DOUBLE_EQ(one.refuses(at(0s)), (99 - 2 * 10) / 100.0);
}

TEST(Throttle, ForgetsWhatIsOlderThanItsWindow) {
  throttle one{{.window = 10s}};
  for (int i = 0; i < 99; ++i) one.admits(0.999999, at(0s));
  EXPECT_EQ(one.refuses(at(11s)), 0);
}

// requests − factor·accepts is what is refused in the long run, so factor·accepts is what goes.
TEST(Throttle, SendsAboutFactorTimesWhatIsAccepted) {
  // The others take 20/s of 100/s, whatever comes: of what goes, the first twenty of each second.
  throttle one{{.factor = 2, .window = 10s}};
  const chance dice{7};
  int sent = 0;
  for (int second = 0; second < 200; ++second) {
    int room = 20;
    for (int i = 0; i < 100; ++i) {
      const time_point now = at(1s * second + 10ms * i);
      if (!one.admits(
              dice.draw(1, static_cast<std::uint64_t>(second), static_cast<std::uint64_t>(i)),
              now
          ))
        continue;
      if (second >= 100) ++sent;
      if (room-- > 0) one.accepted(now);
    }
  }
  EXPECT_NEAR(sent / 100.0, 2 * 20, 2);
}

}  // namespace
}  // namespace surgeline::resilience
