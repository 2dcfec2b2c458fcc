#include "surgeline/scenario/plan_request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// A sidecar's file: proxies `cache`, `db` with two endpoints, `sock` on a unix socket, and the static fault `slow`.
file served() {
  file made{.format = 1};
  const endpoint one{.host = "127.0.0.1", .port = 1}, other{.host = "127.0.0.1", .port = 2};
  made.proxies = {
      {.id = "cache"},
      {.id = "db", .listen = one, .upstream = {.endpoints = {one, other}}},
      {.id = "sock", .listen = endpoint::parse("unix:/tmp/sock")}
  };
  made.faults = {{.id = "slow", .what = surgeline::fault::latency{}}};
  return made;
}

/// What is wrong with a plan, each thing as `pointer what | remedy`.
std::vector<std::string> refusals(std::string_view json) {
  problems found;
  EXPECT_FALSE(read_plan_request(json, served(), found));
  std::vector<std::string> lines;
  for (const problem& each : found.list()) {
    lines.push_back(
        each.where.text() + " " + each.what + (each.remedy.empty() ? "" : " | " + each.remedy)
    );
  }
  return lines;
}

plan_request plan(std::string_view json) {
  problems found;
  const auto made = read_plan_request(json, served(), found);
  EXPECT_TRUE(found.empty()) << testing::PrintToString(found);
  return made.value_or(plan_request{});
}

TEST(PlanRequest, HasFaultsOfTheShapeTheyHaveInAFile) {
  const plan_request made = plan(
      R"({"faults": [{"kind": "latency", "delay": "80ms", "probability": "10%",
          "target": {"proxy": "cache"}}], "lease": "5s"})"
  );
  ASSERT_EQ(made.faults.size(), 1);
  EXPECT_EQ(made.faults[0].id, "latency-1");
  EXPECT_EQ(made.faults[0].probability.at({}), share{0.1});
  EXPECT_THAT(made.faults[0].target.proxy, ElementsAre("cache"));
  EXPECT_EQ(made.lease, 5s);
}

TEST(PlanRequest, NamesEveryProblemByItsPointer) {
  EXPECT_THAT(
      refusals(
          R"({"faults": [{"kind": "latncy"}, {"kind": "reset", "probability": 2}], "leese": "5s"})"
      ),
      ElementsAre(
          StartsWith("/faults/0/kind"),
          StartsWith("/faults/1/probability"),
          StartsWith("/leese unknown key `leese`")
      )
  );
}

TEST(PlanRequest, RefusesAProxyThatIsNotServed) {
  EXPECT_THAT(
      refusals(R"({"faults": [{"kind": "refuse", "target": {"proxy": ["db", "cach"]}}]})"),
      ElementsAre("/faults/0/target/proxy/1 there is no proxy `cach` | did you mean `cache`?")
  );
}

TEST(PlanRequest, HasTheChecksOfAFile) {
  EXPECT_THAT(
      refusals(R"({"faults": [
        {"kind": "reset"},
        {"kind": "cut", "after_bytes": "1B", "how": "rst", "target": {"proxy": "sock"}},
        {"kind": "refuse", "target": {"proxy": "db", "endpoints": {"index": 3}}},
        {"kind": "refuse", "target": {"proxy": "db", "client": {"unix_uid": 0}}},
        {"kind": "stall", "target": {"proxy": "nobody"}}]})"),
      ElementsAre(
          StartsWith("/faults/0/kind fault `reset-1` cannot reset clients of proxy `sock`"),
          StartsWith("/faults/1/how fault `cut-1` cannot reset clients of proxy `sock`"),
          "/faults/2/target/endpoints proxy `db` has no endpoint 3 | they are numbered from 1 to 2",
          StartsWith("/faults/3/target/client nobody on proxy `db` is meant"),
          StartsWith("/faults/4/target/proxy there is no proxy `nobody`")
      )
  );
}

TEST(PlanRequest, MayHaveWindows) {
  const plan_request made = plan(
      R"({"faults": [{"kind": "stall", "schedule": {"every": "10s", "for": "1s"}, "ttl": "1m"}]})"
  );
  EXPECT_EQ(made.faults.at(0).schedule->every, 10s);
  EXPECT_EQ(made.faults.at(0).ttl, 1min);
}

TEST(PlanRequest, RefusesAFaultThatEndsBeforeItsFirstWindow) {
  EXPECT_THAT(
      refusals(R"({"faults": [{"kind": "stall", "schedule": {"at": ["2h"], "for": "1s"}}]})"),
      ElementsAre(StartsWith(
          "/faults/0/schedule fault `stall-1` would never be in force: its first window comes "
          "after 2h, and it is armed for 1h"
      ))
  );
}

TEST(PlanRequest, RefusesADefaultIdThatIsTaken) {
  EXPECT_THAT(
      refusals(R"({"faults": [{"kind": "stall"}, {"kind": "refuse", "id": "stall-1"}]})"),
      ElementsAre(StartsWith("/faults/0 without `id` this fault is `stall-1`"))
  );
}

TEST(PlanRequest, RefusesPhases) {
  EXPECT_THAT(
      refusals(R"({"faults": [{"kind": "refuse", "during": ["outage"]}]})"),
      ElementsAre(StartsWith("/faults/0/during `during` names phases"))
  );
}

TEST(PlanRequest, RefusesAnIdThatIsTaken) {
  EXPECT_THAT(
      refusals(R"({"faults": [{"kind": "refuse", "id": "slow"}]})"),
      ElementsAre(HasSubstr("another fault of the sidecar's file is called `slow`"))
  );
}

TEST(PlanRequest, RefusesALeaseThatNobodyWouldNotice) {
  EXPECT_THAT(
      refusals(R"({"faults": [], "lease": "1h"})"),
      ElementsAre(StartsWith("/lease `lease` must be from 1s to 5m"))
  );
}

TEST(PlanRequest, SaysWhereWhatIsNotJsonGoesWrong) {
  EXPECT_THAT(refusals("{\n  \"faults\": [}"), ElementsAre(StartsWith("2:14")));
}

TEST(PlanRequest, MayBeEmpty) { EXPECT_THAT(plan(R"({"faults": []})").faults, IsEmpty()); }

TEST(PlanRequest, ReadsBackAsItWasWritten) {
  const plan_request made = plan(
      R"({"faults": [{"id": "late", "kind": "latency", "delay": {"dist": "uniform", "min": "1ms",
          "max": "3ms"}, "probability": 0.5, "per": "request"}], "id": "a1", "by": "runner",
          "seed": 7})"
  );
  EXPECT_EQ(plan(to_json(made)), made);
}

TEST(PlanRequest, CallsAFaultStaticThatWaitsForNoPhase) {
  EXPECT_TRUE(is_static({.id = "a"}));
  EXPECT_FALSE(is_static({.id = "a", .during = std::vector<std::string>{"outage"}}));
  EXPECT_FALSE(is_static({.id = "a", .enabled = false}));
}

TEST(PlanRequest, SaysOnWhoseBehalf) {
  const plan_request made =
      plan(R"({"faults": [], "run": {"id": "0123", "scenario": "storm", "config": "89abcdef"}})");
  EXPECT_EQ(made.run, (run_identity{"0123", "storm", "89abcdef"}));
  EXPECT_EQ(plan(to_json(made)), made);
}

}  // namespace
}  // namespace surgeline::scenario
