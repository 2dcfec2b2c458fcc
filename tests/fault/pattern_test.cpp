#include "surgeline/fault/pattern.hpp"

#include <gtest/gtest.h>

namespace surgeline::fault {
namespace {

bool globs(std::string_view glob, std::string_view path) {
  return pattern::glob(glob).matches(path);
}

TEST(Pattern, OfATextIsThatText) {
  EXPECT_TRUE(pattern::text("a.c").matches("a.c"));
  EXPECT_FALSE(pattern::text("a.c").matches("abc"));
}

TEST(Glob, WithoutAStarIsItself) {
  EXPECT_TRUE(globs("/pay", "/pay"));
  EXPECT_FALSE(globs("/pay", "/pay/"));
}

TEST(Glob, StaysWithinASegmentByOneStar) {
  EXPECT_TRUE(globs("/v1/*", "/v1/"));
  EXPECT_TRUE(globs("/v1/*", "/v1/pay"));
  EXPECT_FALSE(globs("/v1/*", "/v1/pay/now"));
  EXPECT_TRUE(globs("/*.css", "/site.css"));
}

TEST(Glob, CrossesSegmentsByTwoStars) {
  EXPECT_TRUE(globs("/v1/**", "/v1/pay/now"));
  EXPECT_TRUE(globs("/**/now", "/v1/pay/now"));
  EXPECT_FALSE(globs("/v1/**", "/v2/pay"));
}

TEST(Glob, TakesEveryOtherSignAsItIs) {
  EXPECT_TRUE(globs("/a.b+(c)/*", "/a.b+(c)/d"));
  EXPECT_FALSE(globs("/a.b/*", "/aXb/d"));
}

TEST(Glob, MatchesAnyBytes) { EXPECT_TRUE(globs("/*", "/\xff\n\xc3")); }

TEST(Expression, MatchesTheWholeText) {
  EXPECT_TRUE(pattern::expression("a+").matches("aaa"));
  EXPECT_FALSE(pattern::expression("a+").matches("aaab"));
}

TEST(Expression, ThatIsNotValidMatchesNothingAndSaysWhy) {
  EXPECT_FALSE(pattern::expression("a(").matches("a("));
  EXPECT_EQ(problem_of_expression("a(b)"), std::nullopt);
  EXPECT_EQ(problem_of_expression("a("), "missing ): a(");
}

}  // namespace
}  // namespace surgeline::fault
