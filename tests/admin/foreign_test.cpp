#include "surgeline/admin/foreign.hpp"

#include <gtest/gtest.h>

#include <string>

namespace surgeline::admin {
namespace {

request from(const std::string& origin, const std::string& host, const std::string& who = {}) {
  return {.method = "PUT", .path = "/v1/plan", .host = host, .origin = origin, .who = who};
}

TEST(Foreign, IsNoProgram) {
  EXPECT_FALSE(is_foreign(from("", "127.0.0.1:8474")));
  EXPECT_FALSE(is_foreign(from("", "")));
}

TEST(Foreign, IsNotThePageThatWeGaveOut) {
  EXPECT_FALSE(is_foreign(from("http://127.0.0.1:8474", "127.0.0.1:8474")));
  EXPECT_FALSE(is_foreign(from("https://LocalHost:8474", "localhost:8474")));
  EXPECT_FALSE(is_foreign(from("http://[::1]:8474", "[::1]:8474")));
}

TEST(Foreign, IsEveryOtherPage) {
  EXPECT_TRUE(is_foreign(from("http://evil.example", "127.0.0.1:8474")));
  EXPECT_TRUE(is_foreign(from("http://127.0.0.1:3000", "127.0.0.1:8474")));
  EXPECT_TRUE(is_foreign(from("http://localhost:8474", "127.0.0.1:8474")));
  EXPECT_TRUE(is_foreign(from("null", "127.0.0.1:8474")));
  EXPECT_TRUE(is_foreign(from("http://", "")));
  EXPECT_TRUE(is_foreign(from("file://127.0.0.1:8474", "127.0.0.1:8474")));
}

TEST(Foreign, IsANameThatWasMadeToMeanThisMachine) {
  EXPECT_TRUE(is_foreign(from("http://evil.example:8474", "evil.example:8474")));
  EXPECT_TRUE(is_foreign(from("", "evil.example:8474")));
}

TEST(Foreign, IsSuchANameElsewhereTooUnlessSomebodyIsKnown) {
  EXPECT_TRUE(is_foreign(from("http://evil.example:8474", "evil.example:8474"), false));
  EXPECT_FALSE(is_foreign(from("http://sidecar:8474", "sidecar:8474", "ci"), false));
  EXPECT_FALSE(is_foreign(from("http://10.0.0.7:8474", "10.0.0.7:8474"), false));
  EXPECT_FALSE(is_foreign(from("", "sidecar:8474"), false));
}

}  // namespace
}  // namespace surgeline::admin
