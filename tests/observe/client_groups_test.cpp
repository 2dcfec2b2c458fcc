#include "surgeline/observe/client_groups.hpp"

#include "config/reading.hpp"
#include "observe/request.hpp"

namespace surgeline::observe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

config::decoded<config::only<std::vector<client_group>>> listed(std::string_view tables) {
  return config::read<config::only<std::vector<client_group>>>(
      "is = [" + std::string(tables) + "]"
  );
}

client_groups groups(std::string_view tables) {
  const auto got = listed(tables);
  EXPECT_THAT(got.what(), IsEmpty());
  return client_groups(got.value.is);
}

TEST(ClientGroups, AreOnlyOtherIfTheFileListsNone) {
  EXPECT_EQ(client_groups{}.size(), 1U);
  EXPECT_EQ(client_groups{}.id(client_groups{}.group_of("10.0.0.1")), "other");
}

TEST(ClientGroups, AreToldByAddress) {
  const auto known = groups("{ id = 'web', cidr = ['10.1.0.0/16', '::1'] }");
  EXPECT_EQ(known.id(known.group_of("10.1.2.3")), "web");
  EXPECT_EQ(known.id(known.group_of("::1")), "web");
  EXPECT_EQ(known.id(known.group_of("10.2.2.3")), "other");
}

TEST(ClientGroups, AreToldByUser) {
  const auto known = groups("{ id = 'app', unix_uid = 1000 }");
  EXPECT_EQ(known.id(known.group_of("uid:1000")), "app");
  EXPECT_EQ(known.id(known.group_of("uid:10000")), "other");
  EXPECT_EQ(known.id(known.group_of("uid:")), "other");
}

TEST(ClientGroups, AreToldByHeaders) {
  const auto known =
      groups("{ id = 'acme', header = { X-Tenant = ['acme', 'acme-eu'], x-v = '2' } }");
  const auto group = [&](std::vector<header_field> fields) {
    return known.id(known.group_of(known.other(), request{std::move(fields)}.head()));
  };
  EXPECT_EQ(group({{"x-tenant", "acme-eu"}, {"x-v", "2"}}), "acme");
  EXPECT_EQ(group({{"x-tenant", "other"}, {"x-v", "2"}}), "other");
  EXPECT_EQ(group({{"x-tenant", "acme"}}), "other") << "each header named counts";
}

TEST(ClientGroups, PutWhoIsInSeveralIntoTheFirst) {
  const auto known = groups(
      "{ id = 'a', cidr = '10.0.0.0/8' }, { id = 'b', header = { x = '1' } }, { id = 'c', cidr = "
      "'11.0.0.0/8' }, { id = 'd', cidr = '10.0.0.1' }"
  );
  const request marked{{{"x", "1"}}};
  EXPECT_EQ(known.id(known.group_of(known.group_of("10.0.0.1"), marked.head())), "a");
  EXPECT_EQ(known.id(known.group_of(known.group_of("11.0.0.1"), marked.head())), "b");
  EXPECT_EQ(known.id(known.group_of(known.group_of("11.0.0.1"), request{}.head())), "c");
}

TEST(ClientGroups, AreToldInOneWay) {
  EXPECT_THAT(
      listed("{ id = 'a', cidr = '10.0.0.0/8', unix_uid = 1 }").what(),
      ElementsAre(testing::HasSubstr("cidr"))
  );
  EXPECT_THAT(listed("{ id = 'a' }").what(), ElementsAre(testing::HasSubstr("cidr")));
}

TEST(ClientGroups, SayWhatIsWrongWithAnAddress) {
  EXPECT_THAT(
      listed("{ id = 'a', cidr = '10.0.0.1/8' }").what(),
      ElementsAre(testing::HasSubstr("such as 10.0.0.0/8"))
  );
}

TEST(ClientGroups, LeaveTheNameOtherToTheRest) {
  EXPECT_THAT(
      listed("{ id = 'other', cidr = '10.0.0.1' }").what(),
      ElementsAre(testing::HasSubstr("`other` is whoever is in no group"))
  );
}

TEST(ClientGroups, HaveAnIdEach) {
  EXPECT_THAT(
      listed("{ id = 'a', unix_uid = 1 }, { id = 'a', unix_uid = 2 }").what(),
      testing::SizeIs(1)
  );
}

}  // namespace
}  // namespace surgeline::observe
