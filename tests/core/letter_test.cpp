#include "surgeline/core/letter.hpp"

#include <gtest/gtest.h>

namespace surgeline {
namespace {

TEST(Letter, HasASmallOneIfItIsACapital) {
  EXPECT_EQ(lower('Q'), 'q');
  EXPECT_EQ(lower('q'), 'q');
  EXPECT_EQ(lower('['), '[');
}

TEST(Letter, IsInATokenUnlessItParts) {
  for (const char one : std::string_view{"azAZ09!#$%&'*+-.^_`|~"})
    EXPECT_TRUE(is_in_token(one)) << one;
  for (const char one : std::string_view{"\0 \t\":;,/()<>@[]{}=?\\\x7f\xe4", 22}) {
    EXPECT_FALSE(is_in_token(one)) << static_cast<int>(one);
  }
}

}  // namespace
}  // namespace surgeline
