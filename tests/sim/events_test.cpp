#include "surgeline/sim/events.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::sim {
namespace {

using namespace std::chrono_literals;

std::vector<int> in_order(events<int>& of) {
  std::vector<int> all;
  while (!of.empty()) all.push_back(of.next().what);
  return all;
}

TEST(Events, HappenInTheOrderOfTime) {
  events<int> future;
  future.add(at(3s), 3);
  future.add(at(1s), 1);
  future.add(at(2s), 2);
  EXPECT_THAT(in_order(future), testing::ElementsAre(1, 2, 3));
}

TEST(Events, OfOneMomentHappenInTheOrderOfTheirMaking) {
  events<int> future;
  std::vector<int> made;
  for (int i = 0; i < 100; ++i) {
    future.add(at(1s), i);
    made.push_back(i);
  }
  EXPECT_EQ(in_order(future), made);
}

TEST(Events, ThatNeverHappenAreNotKept) {
  events<int> future;
  future.add(never, 1);
  EXPECT_TRUE(future.empty());
  EXPECT_EQ(future.made(), 0U);
}

TEST(Events, KnowTheirTime) {
  events<int> future;
  future.add(at(7s), 1);
  EXPECT_EQ(future.next().at, at(7s));
}

}  // namespace
}  // namespace surgeline::sim
