#include "surgeline/observe/punctuality.hpp"

#include <gtest/gtest.h>

namespace surgeline::observe {
namespace {

using namespace std::chrono_literals;

TEST(Punctuality, IsJudgedByTheDeadline) {
  EXPECT_EQ(judged(1s, 1s), punctuality::met);
  EXPECT_EQ(judged(1s + 1ns, 1s), punctuality::missed);
}

TEST(Punctuality, IsNoneWithoutADeadline) { EXPECT_EQ(judged(1h, forever), punctuality::none); }

}  // namespace
}  // namespace surgeline::observe
