#include "surgeline/net/address.hpp"

#include <gtest/gtest.h>

namespace surgeline::net {
namespace {

std::string round_trip(const endpoint& named) {
  failure why;
  const auto found = address::resolve(named, why);
  return found ? found->to_endpoint().text() : why.what;
}

std::string round_trip(const char* text) { return round_trip(*endpoint::parse(text)); }

TEST(Address, KeepsWhatItWasMadeFrom) {
  for (const char* const text :
       {"127.0.0.1:80", "[::1]:8080", "unix:/tmp/a.sock", "unix:@surgeline"}) {
    EXPECT_EQ(round_trip(text), text);
  }
}

TEST(Address, KnowsLocalhostWhateverTheResolverSays) {
  EXPECT_EQ(round_trip("localhost:80"), "127.0.0.1:80");
}

TEST(Address, SaysWhichNameItCannotResolve) {
  EXPECT_EQ(
      round_trip("no-such-host.invalid:80").substr(0, 39),
      "cannot resolve `no-such-host.invalid`: "
  );
}

TEST(Address, RefusesAUnixNameThatDoesNotFit) {
  endpoint named{.kind = endpoint::family::unix_abstract, .host = std::string(107, 'x')};
  EXPECT_EQ(round_trip(named), named.text());
  named.host += 'x';
  EXPECT_EQ(
      round_trip(named),
      named.text() + " does not fit: a unix socket's name has 1 to 107 bytes"
  );
}

}  // namespace
}  // namespace surgeline::net
