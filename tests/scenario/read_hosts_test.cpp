#include "scenario/reading.hpp"
#include "surgeline/scenario/plan_request.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view machines = R"(format = 1
[[service]]
id = "orders"
replicas = 3
hosts = ["h1", "h2"]
labels = { h1 = "zone-a", h2 = "zone-b" }
[[service]]
id = "cache"
role = "cache"
calls = [{ to = "orders" }]
[[service]]
id = "bank"
role = "external"
endpoints = ["127.0.0.1:1"]
[[daemon]]
id = "logd"
scope = "shared"
[[proxy]]
id = "edge"
listen = "127.0.0.1:0"
upstream = { endpoints = ["127.0.0.1:1"] }
[[phase]]
id = "outage"
duration = "1m"
[[fault]]
id = "trouble"
)";

/// What is wrong with a fault of these keys.
std::vector<std::string> of_host_fault(std::string_view keys, purpose what_for = purpose::check) {
  return said(std::string{machines} + std::string{keys}, {.what_for = what_for});
}

TEST(ReadHostFaults, KnowEveryKey) {
  for (const char* const keys :
       {"kind = \"host_stall\"",
        "kind = \"host_slow\"\nfactor = 3\ntarget = { hosts = [\"h1\"] }",
        "kind = \"host_crash\"\ncold_start = \"9s\"\ntarget = { service = \"orders\", count = 1 }",
        "kind = \"host_crash\"\ntarget = { service = [\"orders\", \"cache\"], fraction = \"50%\" }",
        "kind = \"cache_flush\"\nshare = \"30%\"\ntarget = { service = \"cache\" }",
        "kind = \"cache_flush\"",
        "kind = \"host_stall\"\nschedule = { every = \"9s\", for = \"1s\" }\ntarget = { label = "
        "\"zone-b\", sync = { stagger = \"2s\" } }"}) {
    EXPECT_THAT(of_host_fault(keys), IsEmpty()) << keys;
  }
}

TEST(ReadHostFaults, NeedNoProxy) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[phase]]\nid = \"bad\"\nduration = \"1m\"\n"
           "[[fault]]\nkind = \"host_stall\"\n"),
      IsEmpty()
  );
}

TEST(ReadHostFaults, KeepTheirNumbersWithinBounds) {
  EXPECT_THAT(of_host_fault("kind = \"host_slow\""), ElementsAre(HasSubstr("factor")));
  EXPECT_THAT(
      of_host_fault("kind = \"host_slow\"\nfactor = 0.5"),
      ElementsAre(HasSubstr("must be at least 1"))
  );
  EXPECT_THAT(
      of_host_fault("kind = \"cache_flush\"\nshare = 0"),
      ElementsAre(HasSubstr("must be more than 0%"))
  );
}

TEST(ReadHostFaults, DrawNothing) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_crash\"\nprobability = 0.5"),
      ElementsAre(HasSubstr("`host_crash` is in force for whole hosts: nothing is drawn"))
  );
}

TEST(ReadHostFaults, AreForNoProxyAndNoDaemon) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { proxy = \"edge\" }"),
      ElementsAre(HasSubstr("`host_stall` acts on hosts, whoever calls them"))
  );
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { daemon = \"logd\" }"),
      ElementsAre(HasSubstr("`host_stall` acts on hosts, whoever calls them"))
  );
}

TEST(ReadHostFaults, LeaveServicesToThemselves) {
  EXPECT_THAT(
      of_host_fault("kind = \"stall\"\ntarget = { service = \"orders\" }"),
      ElementsAre(HasSubstr("`stall` is for proxies, and its target has keys of daemons or hosts"))
  );
  EXPECT_THAT(
      of_host_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", service = \"orders\" }"
      ),
      ElementsAre(HasSubstr("`daemon_stall` acts on a daemon"))
  );
}

TEST(ReadHostFaults, NameServicesThatAreThere) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { service = \"order\" }"),
      ElementsAre(HasSubstr("there is no service `order` | did you mean `orders`?"))
  );
}

TEST(ReadHostFaults, NameServicesOfTheLab) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { service = \"bank\" }"),
      ElementsAre(HasSubstr("service `bank` is no lab service: its hosts are real"))
  );
}

TEST(ReadHostFaults, FlushCachesOnly) {
  EXPECT_THAT(
      of_host_fault("kind = \"cache_flush\"\ntarget = { service = \"orders\" }"),
      ElementsAre(HasSubstr("service `orders` is no cache: it has nothing to forget"))
  );
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[phase]]\nid = \"bad\"\nduration = \"1m\"\n"
           "[[fault]]\nkind = \"cache_flush\"\n"),
      ElementsAre(HasSubstr("has nobody to act on | add a [[service]] with role = \"cache\""))
  );
}

TEST(ReadHostFaults, NameHostsOnWhichSomebodyLives) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { hosts = [\"h3\"] }"),
      ElementsAre(HasSubstr("no replica that fault `trouble` may touch lives on `h3`"))
  );
  EXPECT_THAT(
      of_host_fault("kind = \"cache_flush\"\ntarget = { hosts = [\"h1\"] }"),
      ElementsAre(HasSubstr("no replica that fault `trouble` may touch lives on `h1`"))
  );
}

TEST(ReadHostFaults, NameLabelsThatAreThere) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { label = \"zone-c\" }"),
      ElementsAre(HasSubstr("no host has the label `zone-c` | did you mean `zone-"))
  );
}

TEST(ReadHostFaults, AreForSomeHost) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { label = \"zone-a\", service = \"cache\" }"),
      ElementsAre(HasSubstr("fault `trouble` is for no host"))
  );
}

TEST(ReadHostFaults, CountHostsThatAreThere) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { service = \"orders\", count = 3 }"),
      ElementsAre(HasSubstr("fault `trouble` may be for 2 hosts, not 3 | at most 2"))
  );
}

TEST(ReadHostFaults, ChooseHostsInOneWay) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { count = 1, fraction = 0.5 }"),
      ElementsAre(HasSubstr("`count` says already for how many hosts it is"))
  );
}

TEST(ReadHostFaults, HaveWindowsOfTheirOwnOnlyWithASchedule) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"\ntarget = { sync = \"independent\" }"),
      ElementsAre(HasSubstr("has no windows that could differ"))
  );
}

TEST(ReadHostFaults, AreNothingForASidecar) {
  EXPECT_THAT(
      of_host_fault("kind = \"host_stall\"", purpose::serve),
      ElementsAre(HasSubstr("acts on hosts of lab services, and a sidecar has none"))
  );
}

TEST(ReadHostFaults, AreRefusedOverTheApi) {
  const file served = values(
      "format = 1\n[[proxy]]\nid = \"edge\"\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:1\"\n"
  );
  problems found;
  const auto plan = read_plan_request(R"({ "faults": [{ "kind": "host_stall" }] })", served, found);
  EXPECT_FALSE(plan);
  ASSERT_EQ(found.list().size(), 1U);
  EXPECT_THAT(found.list()[0].what, HasSubstr("a sidecar has none"));
}

}  // namespace
}  // namespace surgeline::scenario
