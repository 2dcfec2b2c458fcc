#include "surgeline/core/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline {
namespace {

using ::testing::HasSubstr;
using family = endpoint::family;

std::string reason_against(std::string_view text) {
  std::string why;
  EXPECT_EQ(endpoint::parse(text, &why), std::nullopt);
  return why;
}

TEST(Endpoint, ReadsAHostAndItsPort) {
  EXPECT_EQ(
      endpoint::parse("stock.internal:8080"),
      (endpoint{family::tcp, "stock.internal", 8080})
  );
  EXPECT_EQ(endpoint::parse("10.0.0.7:80"), (endpoint{family::tcp, "10.0.0.7", 80}));
}

TEST(Endpoint, ReadsAnIpv6AddressInBrackets) {
  EXPECT_EQ(endpoint::parse("[::1]:8080"), (endpoint{family::tcp, "::1", 8080}));
  EXPECT_EQ(endpoint::parse("[fe80::1%eth0]:80"), (endpoint{family::tcp, "fe80::1%eth0", 80}));
}

TEST(Endpoint, ReadsUnixPathsAndAbstractNames) {
  EXPECT_EQ(
      endpoint::parse("unix:/run/agent.sock"),
      (endpoint{family::unix_path, "/run/agent.sock"})
  );
  EXPECT_EQ(endpoint::parse("unix:@agent"), (endpoint{family::unix_abstract, "agent"}));
}

TEST(Endpoint, ReadsPortZeroForListeners) { EXPECT_EQ(endpoint::parse("127.0.0.1:0")->port, 0); }

TEST(Endpoint, WritesTheFormItWasReadFrom) {
  for (const char* const text :
       {"a-b_c.example:65535", "[2001:db8::7]:443", "unix:/x", "unix:@x", "127.0.0.1:0"}) {
    EXPECT_EQ(endpoint::parse(text)->text(), text);
  }
}

TEST(Endpoint, NeedsNoPlaceForItsReason) { EXPECT_EQ(endpoint::parse("nothing"), std::nullopt); }

TEST(Endpoint, OffersTheFourFormsForNothing) {
  EXPECT_EQ(
      reason_against(""),
      "the address is empty; write host:port, [v6]:port, unix:/path or unix:@name"
  );
}

TEST(Endpoint, SaysWhatToWriteForAMissingHost) {
  EXPECT_EQ(
      reason_against(":80"),
      "`:80` names no host; write 127.0.0.1:80 (this machine only) or 0.0.0.0:80 (every interface)"
  );
  EXPECT_THAT(reason_against("*:80"), HasSubstr("0.0.0.0:80"));
}

TEST(Endpoint, SaysWhatToWriteForAMissingPort) {
  EXPECT_EQ(reason_against("localhost"), "`localhost` has no port; write localhost:8080");
  EXPECT_EQ(reason_against("localhost:"), "`localhost:` has no port; write localhost:8080");
  EXPECT_EQ(reason_against("[::1]"), "`[::1]` has no port; write [::1]:8080");
}

TEST(Endpoint, RefusesWhatIsNoPort) {
  EXPECT_EQ(
      reason_against("a:65536"),
      "`65536` in `a:65536` is no port; write a number 0 to 65535"
  );
  for (const char* const text : {"a:http", "a:-1", "a:8o", "a:1.5", "a: 80", "a:+80", "[::1]:x"}) {
    EXPECT_THAT(reason_against(text), HasSubstr("is no port")) << text;
  }
}

TEST(Endpoint, AsksForTheBracketsOfAnIpv6Address) {
  for (const char* const text : {"::1:80", "2001:db8::7:443", "a:b:80"}) {
    EXPECT_THAT(reason_against(text), HasSubstr("in brackets, like [::1]:8080")) << text;
  }
  EXPECT_THAT(reason_against("[::1"), HasSubstr("lacks the closing bracket"));
}

TEST(Endpoint, TakesOnlyAnIpv6AddressInBrackets) {
  EXPECT_EQ(
      reason_against("[localhost]:80"),
      "`localhost` in `[localhost]:80` is no IPv6 address; only those take brackets"
  );
}

TEST(Endpoint, RefusesAnIpv4AddressThatIsNone) {
  EXPECT_THAT(reason_against("256.1.1.1:80"), HasSubstr("no IPv4 address"));
  EXPECT_THAT(reason_against("10.1:80"), HasSubstr("no IPv4 address"));
}

TEST(Endpoint, RefusesHostsWithCharactersThatNoHostHas) {
  EXPECT_THAT(reason_against("a/b:80"), HasSubstr("a host with `/`"));
  EXPECT_THAT(reason_against("a b:80"), HasSubstr("a space"));
  EXPECT_THAT(reason_against("bücher:80"), HasSubstr("outside ASCII"));
  EXPECT_THAT(reason_against(std::string(254, 'a') + ":80"), HasSubstr("more than 253"));
}

TEST(Endpoint, RecognisesUrlsAndBarePaths) {
  EXPECT_EQ(
      reason_against("http://stock:80"),
      "`http://stock:80` is a URL; write host:port without http://"
  );
  EXPECT_EQ(reason_against("/run/x.sock"), "`/run/x.sock` is a path; write unix:/run/x.sock");
  EXPECT_THAT(reason_against("@agent"), HasSubstr("write unix:@agent"));
}

TEST(UnixEndpoint, NeedsAnAbsolutePath) {
  EXPECT_THAT(reason_against("unix:run/x"), HasSubstr("write unix:/run/x, or unix:@run/x"));
  EXPECT_THAT(reason_against("unix:"), HasSubstr("names no socket"));
  EXPECT_THAT(reason_against("unix:@"), HasSubstr("names no socket"));
}

TEST(UnixEndpoint, HasAtMost107Bytes) {
  EXPECT_TRUE(endpoint::parse("unix:/" + std::string(106, 'x')));
  EXPECT_THAT(
      reason_against("unix:/" + std::string(107, 'x')),
      HasSubstr("at most 107 bytes, this one has 108")
  );
  EXPECT_TRUE(endpoint::parse("unix:@" + std::string(107, 'x')));
  EXPECT_THAT(reason_against("unix:@" + std::string(108, 'x')), HasSubstr("at most 107 bytes"));
}

TEST(UnixEndpoint, HasNoNulByte) {
  EXPECT_THAT(reason_against(std::string_view("unix:/a\0b", 9)), HasSubstr("NUL"));
}

TEST(Endpoint, IsLocalIfNoOtherMachineCanReachIt) {
  for (const char* const text :
       {"127.0.0.1:1", "127.8.8.8:1", "[::1]:1", "localhost:1", "unix:/x", "unix:@x"}) {
    EXPECT_TRUE(endpoint::parse(text)->is_local()) << text;
  }
  for (const char* const text : {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "stock.internal:1"}) {
    EXPECT_FALSE(endpoint::parse(text)->is_local()) << text;
  }
}

}  // namespace
}  // namespace surgeline
