#include <string>

#include "scenario/reading.hpp"
#include "surgeline/scenario/plan_request.hpp"

/// Groups of faults that share a draw, and the group of clients that no fault touches.
namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// An http and a tcp proxy before servers; line 12 is the next.
std::string sites(const std::string& more) {
  return R"(format = 1
[[proxy]]
id = "web"
listen = "127.0.0.1:0"
upstream = "127.0.0.1:80"
protocol = "http"
[[proxy]]
id = "db"
listen = "127.0.0.1:0"
upstream = "127.0.0.1:5432"

)" + more;
}
std::string no(const std::string& id, const std::string& share, const std::string& more = {}) {
  return "[[fault]]\nid = \"" + id +
         "\"\nkind = \"http_status\"\nstatus = 503\nprobability = " + share +
         "\ngroup = \"reply\"\n" + more;
}

TEST(ReadGroups, MayAddUpToOne) {
  EXPECT_THAT(said(sites(no("a", "0.75") + no("b", "\"25%\""))), IsEmpty());
}

TEST(ReadGroups, AddUpToOneAtMost) {
  EXPECT_THAT(
      said(sites(no("a", "0.75") + no("b", "0.4"))),
      ElementsAre(
          "23:9 the probabilities of group `reply` add up to 1.15 on proxy `web` | `a` 0.75 + `b` "
          "0.4: a draw picks one of them at most, so their sum is at most 1"
      )
  );
}

TEST(ReadGroups, AddUpByPhase) {
  const std::string phases =
      "[[phase]]\nid = \"one\"\nduration = \"1s\"\n[[phase]]\nid = \"two\"\nduration = \"1s\"\n";
  const std::string one = no("a", "0.75", "during = [\"one\"]\n");
  EXPECT_THAT(said(sites(one + no("b", "0.4", "during = [\"two\"]\n") + phases)), IsEmpty());
  EXPECT_THAT(
      said(sites(one + no("b", "0.4") + phases)),
      ElementsAre(
          "24:9 the probabilities of group `reply` add up to 1.15 on proxy `web` in phase `one` | "
          "`a` 0.75 + `b` 0.4: a draw picks one of them at most, so their sum is at most 1"
      )
  );
}

TEST(ReadGroups, TakeRampsAtTheirHighest) {
  const std::string ramp = "{ ramp = [[\"0s\", 0.1], [\"10s\", 0.7]] }";
  EXPECT_THAT(said(sites(no("a", ramp) + no("b", "0.3"))), IsEmpty());
  EXPECT_THAT(said(sites(no("a", ramp) + no("b", "0.4"))), testing::SizeIs(1));
}

TEST(ReadGroups, HaveOneUnit) {
  EXPECT_THAT(
      said(sites(no("a", "0.5") + no("b", "0.4", "per = \"connection\"\n"))),
      ElementsAre(
          "23:9 fault `b` is drawn for each connection, and its group for each request | a group "
          "has one draw: say the same `per`, or leave one of them out"
      )
  );
}

TEST(ReadGroups, HaveANumberOfTheirOwn) {
  EXPECT_THAT(
      said(sites(no("a", "0.5", "draw = \"rack\"\n"))),
      ElementsAre("18:1 `group` says already whose number is drawn | remove `draw`, or `group` if "
                  "the faults may hit the same units")
  );
}

TEST(ReadByHeader, NeedsHttp) {
  const std::string called = "[[fault]]\nid = \"x\"\nkind = \"reset\"\nby_header = \"x-chaos\"\n";
  EXPECT_THAT(said(sites(called)), IsEmpty());
  EXPECT_THAT(
      said(sites(called + "target = { proxy = \"db\" }\n")),
      ElementsAre("14:8 fault `x` acts on HTTP requests, and proxy `db` is tcp | add protocol = "
                  "\"http\" to the proxy")
  );
}

TEST(ReadByHeader, ComesTooLateForWholeConnections) {
  EXPECT_THAT(
      said(sites("[[fault]]\nid = \"x\"\nkind = \"refuse\"\nby_header = \"x-chaos\"\n")),
      ElementsAre("15:1 `refuse` acts on whole connections: no request is there yet | leave out "
                  "what only requests tell")
  );
}

const std::string by_user = "[safety]\ncontrol = { share = 0.1, key = \"header:x-user\" }\n";
const std::string late = "[[fault]]\nid = \"late\"\nkind = \"latency\"\ndelay = \"1s\"\n";

TEST(ReadControlGroup, IsAShareOfTheClients) {
  EXPECT_THAT(said(sites("[safety]\ncontrol = { share = \"10%\" }\n" + late)), IsEmpty());
  EXPECT_THAT(said(sites(by_user + late + "target = { proxy = \"web\" }\n")), IsEmpty());
}

TEST(ReadControlGroup, CannotBeToldByAHeaderOnATcpProxy) {
  EXPECT_THAT(
      said(sites(by_user + late)),
      ElementsAre("16:8 fault `late` is for proxy `db` too, which is tcp, and the control group is "
                  "told by a header | name its proxies in [fault.target], or use key = \"ip\" in "
                  "[safety] control")
  );
}

TEST(ReadControlGroup, CannotBeToldByAHeaderBeforeARequest) {
  const std::string shut =
      "[[fault]]\nid = \"shut\"\nkind = \"refuse\"\ntarget = { proxy = \"web\" }\n";
  EXPECT_THAT(
      said(sites(by_user + shut)),
      ElementsAre("16:8 fault `shut` acts before any request, and the control group is told by a "
                  "header | use key = \"ip\" in [safety] control")
  );
}

TEST(ReadControlGroup, IsToldBeforeFaultsOfAPlanToo) {
  problems found;
  const file served = values(sites(by_user));
  EXPECT_FALSE(read_plan_request(R"({"faults":[{"kind":"refuse"}]})", served, found));
  EXPECT_EQ(found.size(), 1U);
}

std::string compared(const std::string& metric, const std::string& safety) {
  return sites(
      safety +
      "[[phase]]\nid = \"p\"\nduration = \"1s\"\n[[steady_state]]\nid = \"s\"\nmetric = \"" +
      metric + "\"\nexpect = { at_least = \"95%\", of = \"control\" }\n"
  );
}
const std::string some = "[safety]\ncontrol = { share = 0.1 }\n";

TEST(ReadControlReference, GoesWithSharesOfHttpProxies) {
  EXPECT_THAT(said(compared("proxy.web.success", some)), IsEmpty());
  EXPECT_THAT(said(compared("proxy.web.amplification", some)), IsEmpty());
}

TEST(ReadControlReference, NeedsAControlGroup) {
  EXPECT_THAT(
      said(compared("proxy.web.success", "")),
      ElementsAre("18:35 nothing to compare with: the file has no control group | add control = { "
                  "share = 0.1 } to [safety]")
  );
}

TEST(ReadControlReference, IsNothingForRates) {
  EXPECT_THAT(
      said(compared("proxy.web.goodput", some)),
      ElementsAre("20:35 `goodput` cannot be compared with that of other clients | of = "
                  "\"control\" goes with proxy.<id>.success and proxy.<id>.amplification")
  );
}

TEST(ReadControlReference, IsNothingForTcp) {
  EXPECT_THAT(
      said(compared("proxy.db.success", some)),
      ElementsAre("20:35 `proxy.db` does not tell the control group's requests from others | only "
                  "an http proxy does: of = \"control\" goes with proxy.<id>.success and "
                  "proxy.<id>.amplification")
  );
}

}  // namespace
}  // namespace surgeline::scenario
