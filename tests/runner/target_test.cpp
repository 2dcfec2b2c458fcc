#include "surgeline/runner/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline::runner {
namespace {

std::string text_of(std::string_view url) {
  std::string why;
  const auto at = target_of(url, why);
  return at ? at->text() : "no: " + why;
}

TEST(Target, IsAUrlOrAnAddress) {
  EXPECT_EQ(text_of("http://127.0.0.1:8474"), "127.0.0.1:8474");
  EXPECT_EQ(text_of("http://localhost:8474/"), "localhost:8474");
  EXPECT_EQ(text_of("127.0.0.1:8474"), "127.0.0.1:8474");
  EXPECT_EQ(text_of("unix:/run/control"), "unix:/run/control");
}

TEST(Target, IsNoUrlOfAnotherScheme) {
  EXPECT_THAT(text_of("https://127.0.0.1:8474"), testing::StartsWith("no: "));
}

}  // namespace
}  // namespace surgeline::runner
