#include "surgeline/scenario/upstream_list.hpp"

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

allowance said_of(const std::vector<std::string>& entries, std::string_view upstream) {
  return upstream_list(entries).of(*endpoint::parse(upstream));
}

TEST(UpstreamList, AllowsEverybodyWhenItIsEmpty) {
  EXPECT_EQ(said_of({}, "10.0.0.1:80"), allowance::given);
  EXPECT_EQ(said_of({}, "unix:/run/x"), allowance::given);
}

TEST(UpstreamList, HoldsAddressesOfItsRanges) {
  EXPECT_EQ(said_of({"10.0.0.0/8", "::1"}, "10.1.2.3:80"), allowance::given);
  EXPECT_EQ(said_of({"10.0.0.0/8", "::1"}, "[::1]:80"), allowance::given);
  EXPECT_EQ(said_of({"10.0.0.0/8", "::1"}, "11.1.2.3:80"), allowance::refused);
  EXPECT_EQ(said_of({"*"}, "10.1.2.3:80"), allowance::refused);
}

TEST(UpstreamList, HoldsNamesInAnyLetters) {
  EXPECT_EQ(said_of({"db.internal"}, "DB.internal.:80"), allowance::given);
  EXPECT_EQ(said_of({"*.SVC"}, "a.b.svc:80"), allowance::given);
  EXPECT_EQ(said_of({"*.svc"}, "svc:80"), allowance::refused);
  EXPECT_EQ(said_of({"db.internal"}, "db.internal.evil.example:80"), allowance::refused);
}

TEST(UpstreamList, WaitsForTheAddressesOfNamesThatItDoesNotHave) {
  const upstream_list list({"10.0.0.0/8", "db.internal"});
  const endpoint named{.host = "elsewhere", .port = 80}, known{.host = "db.internal", .port = 80};
  EXPECT_EQ(list.of(named), allowance::depends);
  EXPECT_TRUE(list.allows(named, "10.9.9.9"));
  EXPECT_FALSE(list.allows(named, "192.168.0.1"));
  EXPECT_TRUE(list.allows(known, "192.168.0.1"));
}

TEST(UpstreamList, HoldsSockets) {
  EXPECT_EQ(said_of({"unix:/run/*"}, "unix:/run/x"), allowance::given);
  EXPECT_EQ(said_of({"unix:/run/*"}, "unix:/run/a/x"), allowance::refused);
  EXPECT_EQ(said_of({"unix:/run/**"}, "unix:/run/a/x"), allowance::given);
  EXPECT_EQ(said_of({"10.0.0.0/8"}, "unix:/run/x"), allowance::refused);
}

/// A sidecar's file that allows what `entries` say, and one proxy.
std::string served_with(const std::string& entries, const std::string& upstream) {
  return "format = 1\n[safety]\nallow_upstream = [" + entries +
         "]\n[[proxy]]\nid = \"db\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" + upstream + "\"\n";
}

TEST(UpstreamList, IsCheckedForTheProxiesOfAFile) {
  EXPECT_THAT(said(served_with("\"10.0.0.0/8\"", "10.1.2.3:80")), IsEmpty());
  EXPECT_THAT(
      said(served_with("\"10.0.0.0/8\"", "11.1.2.3:80")),
      ElementsAre("7:12 proxy `db`: upstream 11.1.2.3:80 is not among those that [safety] "
                  "allow_upstream names | add it there, or let the proxy lead elsewhere")
  );
  EXPECT_THAT(said(served_with("\"10.0.0.0/8\"", "name.internal:80")), IsEmpty());
}

TEST(UpstreamList, HasNothingElseInIt) {
  const auto wrong = [](const std::string& entry) {
    return said(served_with("\"" + entry + "\"", "10.1.2.3:80"));
  };
  EXPECT_THAT(wrong("db:5432"), testing::Contains(HasSubstr("`db:5432` has a port")));
  EXPECT_THAT(wrong("10.0.0.1/8"), testing::Contains(HasSubstr("3:1 `10.0.0.1/8` has bits")));
  EXPECT_THAT(wrong("a b"), testing::Contains(HasSubstr("is no address, range, name or socket")));
  EXPECT_THAT(wrong("unix:"), testing::Contains(HasSubstr("names no socket")));
  EXPECT_THAT(said(served_with("", "10.1.2.3:80")), testing::Contains(HasSubstr("3:")));
}

}  // namespace
}  // namespace surgeline::scenario
