#include "surgeline/metrics/cell.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace surgeline::metrics {
namespace {

TEST(Cell, StartsAtZero) { EXPECT_EQ(cell{}.read(), 0); }

TEST(Cell, CountsUpAndDown) {
  cell counted;
  ++counted;
  counted += 4;
  --counted;
  counted -= 2;
  EXPECT_EQ(counted, 2);
}

TEST(Cell, ShowsOtherThreadsWhatItsWriterHasCounted) {
  cell counted;
  std::thread([&] { counted += 7; }).join();
  EXPECT_EQ(counted.read(), 7);
}

TEST(Cell, IsCopiedAsTheNumberItIs) {
  cell counted{3};
  const cell copy = counted;
  ++counted;
  EXPECT_EQ(copy, 3);
}

}  // namespace
}  // namespace surgeline::metrics
