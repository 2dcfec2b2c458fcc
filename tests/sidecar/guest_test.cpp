#include "surgeline/sidecar/guest.hpp"

#include <gtest/gtest.h>

namespace surgeline::sidecar {
namespace {

/// The address that a text means, or why it means none.
std::string read(const std::string& text) {
  std::string why;
  const auto found = listen_address(text, why);
  return found ? found->text() : why;
}

TEST(ListenAddress, IsHostAndPort) {
  EXPECT_EQ(read("127.0.0.1:80"), "127.0.0.1:80");
  EXPECT_EQ(read("localhost:0"), "localhost:0");
  EXPECT_EQ(read("[::1]:6379"), "[::1]:6379");
}

TEST(ListenAddress, IsEveryAddressOfBothFamiliesWithoutAHost) {
  EXPECT_EQ(read(""), "[::]:0");
  EXPECT_EQ(read(":0"), "[::]:0");
  EXPECT_EQ(read(":8666"), "[::]:8666");
  EXPECT_EQ(read("0.0.0.0:8666"), "[::]:8666");
  EXPECT_EQ(read("[::]:8666"), "[::]:8666");
}

TEST(ListenAddress, IsRefusedInTheWordsOfGo) {
  EXPECT_EQ(read("noport"), "address noport: missing port in address");
  EXPECT_EQ(read("a:99999"), "address 99999: invalid port");
  EXPECT_EQ(read("a:b:1"), "address a:b:1: too many colons in address");
}

TEST(UpstreamAddress, IsANameThatNobodyHasWhereItIsNone) {
  EXPECT_EQ(upstream_address("noport").host, "noport");
  EXPECT_EQ(upstream_address("redis:6379").port, 6379);
}

}  // namespace
}  // namespace surgeline::sidecar
