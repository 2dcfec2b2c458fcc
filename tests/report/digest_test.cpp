#include "surgeline/report/digest.hpp"

#include <gtest/gtest.h>

namespace surgeline::report {
namespace {

// FIPS 180-4, the examples for "abc" and for nothing.
TEST(Digest, IsThatOfSha256sum) {
  EXPECT_EQ(
      sha256_in_hex("abc"),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  );
  EXPECT_EQ(sha256_in_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, IsBase64ForPolicies) {
  EXPECT_EQ(sha256_in_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

}  // namespace
}  // namespace surgeline::report
