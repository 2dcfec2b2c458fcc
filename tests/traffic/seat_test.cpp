#include "surgeline/traffic/seat.hpp"

#include <gtest/gtest.h>

namespace surgeline::traffic {
namespace {

TEST(Seat, IsCountedWhileItExists) {
  seat::count open{0};
  {
    const seat first(open), second(open);
    EXPECT_EQ(open, 2);
  }
  EXPECT_EQ(open, 0);
}

TEST(Seat, IsCountedOnceWhereverItGoes) {
  seat::count open{0};
  seat first(open);
  seat second(std::move(first));
  first = std::move(second);
  EXPECT_EQ(open, 1);
}

}  // namespace
}  // namespace surgeline::traffic
