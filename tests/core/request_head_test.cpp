#include "surgeline/core/request_head.hpp"

#include <gtest/gtest.h>

#include <array>

namespace surgeline {
namespace {

constexpr std::array<header_field, 3> fields{
    {{"Host", "shop"}, {"X-Request-Id", "a-1"}, {"x-request-id", "b-2"}}
};

request_head to(std::string_view target) {
  return {.method = "GET", .target = target, .fields = fields};
}

TEST(RequestHead, FindsAFieldWhateverTheCaseOfItsName) {
  EXPECT_EQ(to("/").header("x-REQUEST-id"), "a-1");
}
TEST(RequestHead, HasNoValueForAFieldThatIsNotThere) {
  EXPECT_EQ(to("/").header("cookie"), std::nullopt);
}
TEST(RequestHead, DoesNotTakeABeginningForAName) { EXPECT_FALSE(is_same_name("hos", "host")); }
TEST(RequestHead, HasAPathWithoutItsQuery) { EXPECT_EQ(to("/a/b?c=/d").path(), "/a/b"); }
TEST(RequestHead, HasAPathBehindAnAuthority) { EXPECT_EQ(to("http://shop:80/a?b").path(), "/a"); }
TEST(RequestHead, HasTheRootForAnAuthorityAlone) { EXPECT_EQ(to("http://shop").path(), "/"); }
TEST(RequestHead, LeavesAnAsteriskAsItIs) { EXPECT_EQ(to("*").path(), "*"); }
TEST(RequestHead, FindsAParameterOfTheQuery) {
  EXPECT_EQ(to("/?ab=1&a=2&a=3").parameter("a"), "2");
}
TEST(RequestHead, HasAnEmptyValueForAParameterWithoutOne) {
  EXPECT_EQ(to("/?dry&x=1").parameter("dry"), "");
}
TEST(RequestHead, HasNoParameterInAPath) { EXPECT_EQ(to("/a=1").parameter("a"), std::nullopt); }

}  // namespace
}  // namespace surgeline
