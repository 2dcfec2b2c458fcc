#include "surgeline/core/trimmed.hpp"

#include <gtest/gtest.h>

namespace surgeline {
namespace {

TEST(Trimmed, HasNoSpacesAroundIt) {
  EXPECT_EQ(trimmed(" \ta b\t "), "a b");
  EXPECT_EQ(trimmed("a"), "a");
}

TEST(Trimmed, IsNothingOfSpacesAlone) {
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Trimmed, HasNothingElseAroundItEither) { EXPECT_EQ(trimmed("\" a \"", " \""), "a"); }

}  // namespace
}  // namespace surgeline
