#include "surgeline/traffic/occupancy.hpp"

#include <gtest/gtest.h>

namespace surgeline::traffic {
namespace {

TEST(Occupancy, IsCountedWhileItExists) {
  occupancy::count open{0};
  {
    const occupancy first(open), second(open);
    EXPECT_EQ(open, 2);
  }
  EXPECT_EQ(open, 0);
}

TEST(Occupancy, IsCountedOnceWhereverItGoes) {
  occupancy::count open{0};
  occupancy first(open);
  occupancy second(std::move(first));
  first = std::move(second);
  EXPECT_EQ(open, 1);
}

TEST(Occupancy, IsGivenBelowALimitOnly) {
  occupancy::count open{0};
  const occupancy first = occupancy::below(1, open), second = occupancy::below(1, open);
  EXPECT_TRUE(first);
  EXPECT_FALSE(second);
  EXPECT_EQ(open, 1);
}

}  // namespace
}  // namespace surgeline::traffic
