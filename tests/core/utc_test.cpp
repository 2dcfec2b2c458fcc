#include "surgeline/core/utc.hpp"

#include <gtest/gtest.h>

namespace surgeline {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;

TEST(Utc, IsWrittenToTheSecondThatHasBegun) {
  EXPECT_EQ(utc_seconds(system_clock::time_point{1s}), "1970-01-01T00:00:01Z");
  EXPECT_EQ(utc_seconds(system_clock::time_point{1999ms}), "1970-01-01T00:00:01Z");
}

TEST(Utc, IsWrittenToTheMillisecondThatHasBegun) {
  EXPECT_EQ(utc_milliseconds(system_clock::time_point{1s}), "1970-01-01T00:00:01.000Z");
  EXPECT_EQ(utc_milliseconds(system_clock::time_point{1079us + 60s}), "1970-01-01T00:01:00.001Z");
}

}  // namespace
}  // namespace surgeline
