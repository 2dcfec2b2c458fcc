#include "surgeline/admin/key_ring.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace surgeline::admin {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string key_file =
    "# ours\noperator ci 0123456789abcdef\n\n  viewer  grafana\tfedcba9876543210  # reads\n";

key_ring ring() {
  problems found;
  auto made = key_ring::read(key_file, "keys", found);
  EXPECT_TRUE(found.empty());
  return made.value_or(key_ring{});
}

std::string wrong_with(const std::string& keys) {
  problems found;
  EXPECT_FALSE(key_ring::read(keys, "keys", found));
  return found.empty() ? ""
                       : std::to_string(found.list()[0].where.line) + " " + found.list()[0].what;
}

TEST(KeyRing, KnowsWhoHasAKey) {
  const key_ring keys = ring();
  EXPECT_EQ(keys.size(), 2U);
  ASSERT_NE(keys.holder_of("Bearer 0123456789abcdef"), nullptr);
  EXPECT_EQ(*keys.holder_of("Bearer 0123456789abcdef"), (key_holder{"ci", role::operates}));
  EXPECT_EQ(*keys.holder_of("bearer  fedcba9876543210 "), (key_holder{"grafana", role::views}));
}

TEST(KeyRing, KnowsNobodyByAnythingElse) {
  const key_ring keys = ring();
  for (const char* const given :
       {"",
        "Bearer",
        "Bearer ",
        "0123456789abcdef",
        "Basic 0123456789abcdef",
        "Bearer 0123456789abcdeg",
        "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0"}) {
    EXPECT_EQ(keys.holder_of(given), nullptr) << given;
  }
}

TEST(KeyRing, SaysWhereALineIsWrong) {
  EXPECT_EQ(wrong_with("admin ci 0123456789abcdef"), "1 a line begins with `viewer` or `operator`");
  EXPECT_EQ(wrong_with("\nviewer ci"), "2 a line has a role, a name and a key");
  EXPECT_EQ(wrong_with("viewer ci 0123456789abcdef more"), "1 a line has a role, a name and a key");
  EXPECT_EQ(wrong_with("viewer ci short"), "1 the key of `ci` has less than 16 characters");
  EXPECT_EQ(wrong_with("# none\n"), "0 there is no key in it");
}

TEST(KeyRing, NeverQuotesAKey) {
  EXPECT_THAT(wrong_with("viewer ci s3cr3t"), Not(HasSubstr("s3cr3t")));
  EXPECT_THAT(wrong_with("s3cr3t-s3cr3t-s3cr3t"), Not(HasSubstr("s3cr3t")));
}

}  // namespace
}  // namespace surgeline::admin
