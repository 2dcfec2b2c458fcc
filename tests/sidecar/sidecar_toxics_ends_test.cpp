#include <gtest/gtest.h>

#include <chrono>

#include "support/print.hpp"
#include "ward.hpp"

/// Toxics that end connections, and those that hold an end.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using fault::direction;
using std::chrono::steady_clock;

TEST(SlowCloseToxic, GoesOnWhenOthersComeAndGo) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("slow_close", 100'000));
  ends.second.finish();
  open.add(make_toxic("latency", 1, "other"));
  open.remove("other");
  EXPECT_TRUE(ends.first.is_silent_for(50ms));
  open.remove();
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
}

}  // namespace
}  // namespace surgeline::sidecar
