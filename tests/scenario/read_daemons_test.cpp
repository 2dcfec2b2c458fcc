#include "scenario/reading.hpp"
#include "surgeline/scenario/daemon_fault.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view around = R"(format = 1
[[service]]
id = "orders"
replicas = 3
hosts = ["h1", "h2"]
labels = { h1 = "zone-a", h2 = "zone-b" }
[[service]]
id = "search"
[[proxy]]
id = "edge"
listen = "127.0.0.1:0"
upstream = { endpoints = ["127.0.0.1:1", "127.0.0.1:2"] }
[[proxy]]
id = "to-orders"
listen = "127.0.0.1:0"
upstream = { service = "orders" }
[[phase]]
id = "outage"
duration = "1m"
)";

std::string daemon_of(std::string_view keys) {
  return std::string{around} + "[[daemon]]\nid = \"logd\"\n" + std::string{keys} + "\n";
}
/// What is wrong with a daemon of these keys.
std::vector<std::string> of_daemon(std::string_view keys) { return said(daemon_of(keys)); }
/// What is wrong with a fault of these keys, for a daemon on h1 and h2.
std::vector<std::string> of_fault(std::string_view keys) {
  return said(
      daemon_of("attach = [{ service = \"orders\" }]") + "[[fault]]\nid = \"freeze\"\n" +
      std::string{keys}
  );
}

TEST(ReadDaemons, KnowsEveryKey) {
  const file made = values(daemon_of(R"(scope = "per_host"
hosts = { prefix = "h", count = 3 }
slots = 4
service_time = { dist = "exponential", mean = "1ms", max = "100ms" }
queue = { limit = 10, order = "lifo" }
release = { mode = "paced", rate = "100/s" }
attach = [
  { service = "orders", at = "after", share = "30%", timeout = "2s", on_timeout = 500 },
  { proxy = "to-orders", at = "accept", timeout = "1s", on_timeout = "continue" },
])"));
  const daemon& one = made.daemons.at(0);
  EXPECT_THAT(one.hosts.names, ElementsAre("h1", "h2", "h3"));
  EXPECT_EQ(one.queue.limit, 10U);
  EXPECT_EQ(one.queue.on_full, resilience::on_full::block);
  EXPECT_EQ(one.attach[0].stage(), daemon_stage::after);
  EXPECT_EQ(one.attach[0].on_timeout->status, 500);
  EXPECT_TRUE(one.attach[1].on_timeout->goes_on);
}

TEST(ReadDaemons, HasServicesWaitBeforeTheirWorkAndProxiesOnAcceptUnlessTheySayOtherwise) {
  EXPECT_EQ(attachment{.service = "orders"}.stage(), daemon_stage::before);
  EXPECT_EQ(attachment{.proxy = "edge"}.stage(), daemon_stage::accept);
}

TEST(ReadDaemons, KnowsEveryKindOfFault) {
  for (const char* const keys :
       {"kind = \"daemon_stall\"\nspare_health = true\ntarget = { daemon = \"logd\" }",
        "kind = \"daemon_slow\"\nfactor = { ramp = [[\"0s\", 1], [\"9s\", 5]] }\ntarget = { daemon "
        "= \"logd\", hosts = [\"h1\"] }",
        "kind = \"daemon_crash\"\ncold = \"9s\"\ncold_factor = 5.0\ntarget = { daemon = \"logd\", "
        "count = 1 }",
        "kind = \"daemon_stall\"\nschedule = { every = \"9s\", for = \"1s\" }\ntarget = { daemon = "
        "\"logd\", fraction = \"50%\", sync = \"independent\" }",
        "kind = \"daemon_stall\"\nschedule = { at = [\"1s\"], for = \"1s\" }\ntarget = { daemon = "
        "\"logd\", label = \"zone-b\", sync = { stagger = \"2s\" } }"}) {
    EXPECT_THAT(of_fault(keys), IsEmpty()) << keys;
  }
}

TEST(ReadDaemons, SayWhoIsNotThere) {
  EXPECT_THAT(
      of_daemon("attach = [{ service = \"order\" }]"),
      ElementsAre("22:23 there is no service `order` | did you mean `orders`?")
  );
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nattach = [{ proxy = \"egde\" }]"),
      ElementsAre("23:21 there is no proxy `egde` | did you mean `edge`?")
  );
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logs\" }"),
      ElementsAre(HasSubstr("there is no daemon `logs` | did you mean `logd`?"))
  );
}

TEST(ReadDaemons, WantEitherAServiceOrAProxy) {
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nattach = [{ service = \"orders\", proxy = \"edge\" }]"),
      ElementsAre(HasSubstr("service"))
  );
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nattach = [{ share = 0.5 }]"),
      ElementsAre(HasSubstr("proxy"))
  );
}

TEST(ReadDaemons, WantToBeSomewhere) {
  EXPECT_THAT(of_daemon(""), ElementsAre(HasSubstr("daemon `logd` has no instance")));
  EXPECT_THAT(
      of_daemon("attach = [{ proxy = \"edge\" }]"),
      ElementsAre(HasSubstr("nobody knows on which host endpoint 1 of proxy `edge` is"))
  );
  EXPECT_THAT(
      of_daemon("hosts = [\"h1\"]\nattach = [{ service = \"orders\" }]"),
      ElementsAre(
          HasSubstr("replica 2 of service `orders` lives on `h2`, where daemon `logd` is not")
      )
  );
  EXPECT_THAT(
      of_daemon("hosts = [\"h1\"]\nattach = [{ proxy = \"to-orders\" }]"),
      ElementsAre(HasSubstr("endpoint 2 of proxy `to-orders` is on no host of the daemon"))
  );
}

TEST(ReadDaemons, AreOnHostsOnlyIfTheyAreOnePerHost) {
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nhosts = [\"h1\"]"),
      ElementsAre(HasSubstr("its scope is shared"))
  );
}

TEST(ReadDaemons, NameEachHostOnce) {
  EXPECT_THAT(
      of_daemon("hosts = [\"h1\", \"h1\"]"),
      ElementsAre(HasSubstr("names host `h1` twice"))
  );
  EXPECT_THAT(of_daemon("hosts = \"h1\""), ElementsAre(HasSubstr("a list of host names")));
}

TEST(ReadDaemons, AreWaitedForWhereItMakesSense) {
  EXPECT_THAT(
      of_daemon("attach = [{ service = \"orders\", at = \"accept\" }]"),
      ElementsAre(HasSubstr("use `before` or `after`"))
  );
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nattach = [{ proxy = \"edge\", at = \"before\" }]"),
      ElementsAre(HasSubstr("proxy `edge` is protocol = \"tcp\": it has no exchanges"))
  );
}

TEST(ReadDaemons, AnswerLateOnesOnlyIfThereAreSome) {
  EXPECT_THAT(
      of_daemon("attach = [{ service = \"orders\", on_timeout = 500 }]"),
      ElementsAre(HasSubstr("add `timeout`"))
  );
}

TEST(ReadDaemons, HaveNoStatusForBytes) {
  EXPECT_THAT(
      of_daemon(
          "scope = \"shared\"\nattach = [{ proxy = \"edge\", timeout = \"1s\", on_timeout = 500 }]"
      ),
      ElementsAre(HasSubstr("it has no status to answer"))
  );
  EXPECT_THAT(
      of_daemon("attach = [{ service = \"orders\", timeout = \"1s\", on_timeout = \"go\" }]"),
      ElementsAre(HasSubstr("a status such as 503, or \"continue\""))
  );
}

TEST(ReadDaemons, ReleaseAtARateOnlyWhenPaced) {
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nrelease = { mode = \"paced\" }"),
      ElementsAre(HasSubstr("needs a rate"))
  );
  EXPECT_THAT(
      of_daemon("scope = \"shared\"\nrelease = { rate = \"1/s\" }"),
      ElementsAre(HasSubstr("only a paced release has a rate"))
  );
}

TEST(ReadDaemons, ShareTheirNamespace) {
  EXPECT_THAT(
      said(std::string{around} + "[[daemon]]\nid = \"orders\"\nscope = \"shared\"\n"),
      ElementsAre(HasSubstr("already the name of a service"))
  );
}

TEST(ReadDaemonFaults, SayForWhichDaemon) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\""),
      ElementsAre(HasSubstr("does not say for which daemon"))
  );
}

TEST(ReadDaemonFaults, AreForDaemonsOnly) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", proxy = \"edge\" }"),
      ElementsAre(HasSubstr("acts on a daemon"))
  );
  EXPECT_THAT(
      of_fault("kind = \"stall\"\ntarget = { daemon = \"logd\" }"),
      ElementsAre(HasSubstr("`stall` is for proxies"))
  );
}

TEST(ReadDaemonFaults, DrawNothing) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\nprobability = 0.5\ntarget = { daemon = \"logd\" }"),
      ElementsAre(HasSubstr("nothing is drawn"))
  );
}

TEST(ReadDaemonFaults, NameHostsThatTheDaemonIsOn) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", hosts = [\"h3\"] }"),
      ElementsAre(HasSubstr("daemon `logd` has no instance on `h3` | did you mean `h"))
  );
}

TEST(ReadDaemonFaults, CountInstancesThatAreThere) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", count = 3 }"),
      ElementsAre(HasSubstr("daemon `logd` has 2 instances, not 3 | at most 2"))
  );
}

TEST(ReadDaemonFaults, NameLabelsThatAreThere) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", label = \"zone-c\" }"),
      ElementsAre(HasSubstr("has the label `zone-c` | did you mean `zone-"))
  );
}

TEST(ReadDaemonFaults, ChooseInstancesInOneWay) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", count = 1, fraction = 0.5 }"
      ),
      ElementsAre(HasSubstr("remove `count` or `fraction`"))
  );
}

TEST(ReadDaemonFaults, HaveWindowsOfTheirOwnOnlyWithASchedule) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", sync = \"independent\" }"),
      ElementsAre(HasSubstr("has no windows that could differ"))
  );
  EXPECT_THAT(
      of_fault("kind = \"daemon_stall\"\ntarget = { daemon = \"logd\", sync = \"apart\" }"),
      ElementsAre(HasSubstr("\"together\", \"independent\""))
  );
}

TEST(ReadDaemonFaults, AreColdForSomeTime) {
  EXPECT_THAT(
      of_fault("kind = \"daemon_crash\"\ncold_factor = 2\ntarget = { daemon = \"logd\" }"),
      ElementsAre(HasSubstr("add `cold`"))
  );
}

TEST(ReadDaemonFaults, ReadBackAsTheyWereWritten) {
  const file made = values(
      daemon_of("attach = [{ service = \"orders\" }]") +
      "[[fault]]\nkind = \"daemon_stall\"\nschedule = { every = \"9s\", for = \"1s\" }\n"
      "target = { daemon = \"logd\", hosts = [\"h2\"], sync = { stagger = \"2s\" } }\n"
  );
  const fault& one = made.faults.at(0);
  EXPECT_EQ(one.target.daemons.daemon, "logd");
  EXPECT_EQ(one.target.daemons.sync->stagger, std::chrono::seconds{2});
}

}  // namespace
}  // namespace surgeline::scenario
