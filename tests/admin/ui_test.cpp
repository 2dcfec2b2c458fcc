#include "surgeline/admin/ui.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace surgeline::admin {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

response asks(const std::string& path, const std::string& method = "GET") {
  response given;
  const handler page =
      with_ui([](const request&, const answer& give) { give(plain(418, "rest")); });
  page({.method = method, .path = path}, [&](response made) { given = std::move(made); });
  return given;
}

TEST(Ui, IsInTheProgram) {
  const response page = asks("/ui/");
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.type, "text/html; charset=utf-8");
  EXPECT_THAT(page.body, AllOf(HasSubstr("<title>Surgeline</title>"), HasSubstr("page.mjs")));
  EXPECT_EQ(asks("/ui/page.mjs").type, "text/javascript; charset=utf-8");
  EXPECT_EQ(asks("/ui/style.css").type, "text/css; charset=utf-8");
  EXPECT_THAT(asks("/ui/vendor/uplot.js").body, HasSubstr("uPlot"));
}

TEST(Ui, IsFoundWithoutItsWholeAddress) {
  for (const char* const path : {"/", "/ui"}) {
    const response moved = asks(path);
    EXPECT_EQ(moved.status, 308U);
    EXPECT_THAT(moved.more, Contains(Pair("Location", "/ui/")));
  }
}

TEST(Ui, AllowsNothingUnsafe) {
  const auto with = asks("/ui/").more;
  EXPECT_THAT(
      with,
      Contains(Pair(
          "Content-Security-Policy",
          AllOf(HasSubstr("default-src 'none'"), Not(HasSubstr("unsafe")))
      ))
  );
  EXPECT_THAT(with, Contains(Pair("X-Content-Type-Options", "nosniff")));
}

TEST(Ui, KnowsWhichPageItIs) {
  EXPECT_EQ(page_mark().size(), 16U);
  EXPECT_THAT(asks("/ui/").body, HasSubstr(std::string{page_mark()}));
}

TEST(Ui, HasNoOtherFiles) {
  EXPECT_EQ(asks("/ui/nothing.js").status, 404U);
  EXPECT_EQ(asks("/ui/../ui.cpp").status, 404U);
}

TEST(Ui, IsOnlyRead) {
  const response refused = asks("/ui/", "POST");
  EXPECT_EQ(refused.status, 405U);
  EXPECT_EQ(refused.allow, "GET, HEAD");
}

TEST(Ui, LeavesTheRestAlone) {
  EXPECT_EQ(asks("/v1/state").status, 418U);
  EXPECT_EQ(asks("/", "POST").status, 418U);
}

}  // namespace
}  // namespace surgeline::admin
