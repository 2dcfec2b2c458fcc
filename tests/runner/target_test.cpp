#include "surgeline/runner/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/net/listener.hpp"

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

TEST(Target, IsSecretBehindHttps) {
  std::string why;
  EXPECT_TRUE(target_of("https://sidecar:8474/", why)->is_secret);
  EXPECT_FALSE(target_of("http://sidecar:8474/", why)->is_secret);
  EXPECT_EQ(text_of("https://sidecar:8474/"), "sidecar:8474");
}

TEST(Target, IsNoUrlOfAnotherScheme) {
  EXPECT_THAT(text_of("ftp://127.0.0.1:8474"), testing::StartsWith("no: "));
}

TEST(Target, SaysThatNoSidecarIsThere) {
  net::failure why;
  net::listener gone = net::listen({.host = "127.0.0.1"}, why);
  const endpoint where = gone.local();
  gone.close();
  problems found;
  const scenario::file from = scenario::proxied_scenario();
  const target one(where, from, 1, found);
  ASSERT_EQ(found.size(), 1);
  EXPECT_THAT(found.list()[0].what, testing::HasSubstr("no answer from " + where.text()));
}

}  // namespace
}  // namespace surgeline::runner
