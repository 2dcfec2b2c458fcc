#include "surgeline/core/address_range.hpp"

#include <gtest/gtest.h>

namespace surgeline {
namespace {

bool holds(std::string_view range, std::string_view address) {
  const auto read = address_range::parse(range);
  EXPECT_TRUE(read) << range;
  return read && read->holds(address);
}

std::string refusal(std::string_view range) {
  std::string why;
  EXPECT_FALSE(address_range::parse(range, &why)) << range;
  return why;
}

TEST(AddressRange, HoldsWhatBeginsAlike) {
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.1.2"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(holds("192.168.4.0/22", "192.168.7.255"));
  EXPECT_FALSE(holds("192.168.4.0/22", "192.168.8.0"));
  EXPECT_TRUE(holds("fd00::/8", "fdff::1"));
  EXPECT_FALSE(holds("fd00::/8", "fe00::1"));
}

TEST(AddressRange, IsOneAddressWithoutAPrefix) {
  EXPECT_TRUE(holds("127.0.0.1", "127.0.0.1"));
  EXPECT_FALSE(holds("127.0.0.1", "127.0.0.2"));
  EXPECT_TRUE(holds("::1", "0:0:0:0:0:0:0:1"));
}

TEST(AddressRange, OfPrefixZeroHoldsItsWholeFamily) {
  EXPECT_TRUE(holds("0.0.0.0/0", "255.255.255.255"));
  EXPECT_FALSE(holds("0.0.0.0/0", "::1"));
  EXPECT_TRUE(holds("::/0", "::1"));
}

TEST(AddressRange, HoldsNothingThatIsNoAddress) {
  EXPECT_FALSE(holds("0.0.0.0/0", "uid:1000"));
  EXPECT_FALSE(holds("0.0.0.0/0", ""));
}

TEST(AddressRange, SaysWhyATextIsNone) {
  EXPECT_EQ(refusal("localhost"), "`localhost` is no address range");
  EXPECT_EQ(refusal("10.0.0.0/33"), "`10.0.0.0/33` has a prefix that is no number of its bits");
  EXPECT_EQ(refusal("10.0.0.0/"), "`10.0.0.0/` has a prefix that is no number of its bits");
  EXPECT_EQ(refusal("10.0.0.1/8"), "`10.0.0.1/8` has bits beyond its prefix");
}

}  // namespace
}  // namespace surgeline
