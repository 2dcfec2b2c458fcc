#include "surgeline/fault/identity.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"
#include "surgeline/config/decode.hpp"

namespace surgeline::fault {
namespace {

std::optional<identity> read(const char* text) {
  problems found;
  const config::value from{std::string(text)};
  config::reader in(found);
  identity made;
  if (!config::read_value(from, made, in)) return {};
  return made;
}

TEST(Identity, IsReadAsItIsWritten) {
  for (const auto* text : {"ip", "unix_uid", "connection", "header:x-tenant"}) {
    ASSERT_TRUE(read(text)) << text;
    EXPECT_EQ(config::write_value(*read(text)), config::value{std::string(text)});
  }
  EXPECT_EQ(read("header:x-tenant"), identity::of_header("x-tenant"));
}

TEST(Identity, IsNothingElse) {
  EXPECT_EQ(read("tls_san"), std::nullopt);
  EXPECT_EQ(read("header:"), std::nullopt);
}

TEST(Identity, IsTheSameForAllWithoutTheHeader) {
  const identity tenant = identity::of_header("x-tenant");
  const subject who{"127.0.0.7", 1};
  const std::vector<header_field> acme{{"X-Tenant", "acme"}}, other{{"x-tenant", "other"}};
  const auto key = [&](std::span<const header_field> fields) {
    return tenant.key_of(who, request{.head = {"GET", "/", fields}});
  };
  EXPECT_NE(key(acme), key(other));
  EXPECT_EQ(key({}), key({}));
}

}  // namespace
}  // namespace surgeline::fault
