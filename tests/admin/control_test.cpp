#include "surgeline/admin/control.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string late =
    R"({"faults": [{"id": "late", "kind": "latency", "delay": "40ms"}], "lease": "1m"})";

/// The text at the end of a path in a body of JSON; empty if there is none.
template <class... Steps>
std::string text(const heard_reply& from, Steps... path) {
  problems found;
  const auto tree = config::from_json(from.body, "", found);
  EXPECT_TRUE(tree) << from.body;
  const config::value* const at = tree ? config::find(*tree, path...) : nullptr;
  const auto* is = at == nullptr ? nullptr : at->template as<std::string>();
  return is == nullptr ? "" : *is;
}

TEST(Control, HasAPlanInForceWhenItAnswers) {
  const office open;
  auto ends = open.connect();
  EXPECT_EQ(open.control("PUT", "/v1/plan", late).status, 200);
  EXPECT_GE(way_back(ends), 40ms);
}

TEST(Control, AnswersAPlanWithItsLease) {
  const office open;
  const heard_reply given = open.control("PUT", "/v1/plan", late);
  EXPECT_EQ(text(given, "lease", "id").size(), 16);
  EXPECT_EQ(text(given, "lease", "lease"), "1m");
  EXPECT_THAT(text(given, "lease", "expires_in"), testing::Not(IsEmpty()));
}

TEST(Control, NamesEveryProblemOfAPlanByItsPointer) {
  const office open;
  const heard_reply refused = open.control(
      "PUT",
      "/v1/plan",
      R"({"faults": [{"kind": "latncy"}, {"kind": "reset", "target": {"proxy": "frnt"}}]})"
  );
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(text(refused, "problems", 0, "pointer"), "/faults/0/kind");
  EXPECT_THAT(text(refused, "problems", 0, "remedy"), HasSubstr("latency"));
}

TEST(Control, ChangesNothingForAPlanWithProblems) {
  const office open;
  open.control("PUT", "/v1/plan", R"({"faults": [{"kind": "reset"}, {"kind": "latncy"}]})");
  EXPECT_THAT(open.control("GET", "/v1/state").body, HasSubstr("\"faults\": []"));
}

TEST(Control, SaysWhereABodyIsNoJson) {
  const office open;
  const heard_reply refused = open.control("PUT", "/v1/plan", "{\"faults\": [}");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("\"column\": "));
}

TEST(Control, GivesThePlanToOneOwnerAtATime) {
  const office open;
  const heard_reply first = open.control("PUT", "/v1/plan", late);
  const heard_reply second = open.control("PUT", "/v1/plan", late);
  EXPECT_EQ(second.status, 409);
  EXPECT_THAT(second.body, HasSubstr(text(first, "lease", "id")));
}

TEST(Control, ReplacesThePlanOfALease) {
  const office open;
  const std::string id = text(open.control("PUT", "/v1/plan", late), "lease", "id");
  const heard_reply changed =
      open.control("PUT", "/v1/plan", R"({"id": ")" + id + R"(", "faults": [{"kind": "reset"}]})");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(text(open.control("GET", "/v1/state"), "faults", 0, "id"), "reset-1");
}

TEST(Control, RenewsALease) {
  const office open;
  const std::string id = text(open.control("PUT", "/v1/plan", late), "lease", "id");
  EXPECT_EQ(open.control("POST", "/v1/leases/" + id + "/renew").status, 200);
}

TEST(Control, KnowsNoLeaseThatNobodyWasGiven) {
  const office open;
  EXPECT_EQ(open.control("POST", "/v1/leases/0123456789abcdef/renew").status, 404);
  EXPECT_EQ(open.control("DELETE", "/v1/leases/0123456789abcdef").status, 404);
  EXPECT_EQ(open.control("PUT", "/v1/plan", R"({"id": "abc", "faults": []})").status, 404);
}

TEST(Control, EndsALeaseWithItsFaults) {
  const office open;
  const std::string id = text(open.control("PUT", "/v1/plan", late), "lease", "id");
  EXPECT_EQ(open.control("DELETE", "/v1/leases/" + id).status, 200);
  EXPECT_THAT(open.control("GET", "/v1/state").body, HasSubstr("\"faults\": []"));
}

TEST(Control, ClearsEverythingThatIsArmed) {
  scenario::file from;
  from.faults = {{.id = "slow", .what = fault::latency{}}};
  const office open(from);
  open.control("PUT", "/v1/plan", late);
  EXPECT_EQ(open.control("DELETE", "/v1/plan").status, 200);
  EXPECT_THAT(open.control("GET", "/v1/state").body, HasSubstr("\"faults\": []"));
}

TEST(Control, ShowsWhatFaultsHaveDone) {
  const office open;
  open.control("PUT", "/v1/plan", late);
  auto ends = open.connect();
  way_back(ends);
  EXPECT_THAT(open.control("GET", "/v1/state").body, HasSubstr("\"injected\": 1"));
}

TEST(Control, RefusesAPageInABrowser) {
  const office open;
  EXPECT_EQ(open.control("PUT", "/v1/plan", late, "Origin: http://evil.example\r\n").status, 403);
  EXPECT_EQ(
      office::ask(
          open.control_address(),
          "GET /v1/state HTTP/1.1\r\nHost: evil.example:8474\r\n\r\n"
      )
          .status,
      403
  );
}

TEST(Control, ListsWhatThereIsForAPathThatIsNot) {
  const office open;
  const heard_reply missing = open.control("GET", "/v1/plans");
  EXPECT_EQ(missing.status, 404);
  EXPECT_THAT(missing.body, HasSubstr("PUT|DELETE /v1/plan"));
}

TEST(Control, NamesTheMethodsOfAPath) {
  const office open;
  const heard_reply wrong = open.control("POST", "/v1/plan");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_THAT(wrong.head, HasSubstr("Allow: PUT, DELETE\r\n"));
}

TEST(Control, ArmsNothingMoreOnceItEnds) {
  office open;
  const auto ends = open.connect();
  open.there([](sidecar::sidecar& one) { one.drain([] {}); });
  EXPECT_EQ(open.control("PUT", "/v1/plan", late).status, 503);
  EXPECT_EQ(text(open.control("GET", "/v1/state"), "status"), "draining");
}

TEST(Control, AnswersWhileAReaderStallsWithAFaultArmed) {
  const office open;
  open.control("PUT", "/v1/plan", late);
  auto ends = open.connect();
  std::thread flood([&] { ends.second.say(traffic::noise(32 << 20)); });
  EXPECT_EQ(open.control("GET", "/v1/state").status, 200);
  EXPECT_EQ(open.control("DELETE", "/v1/plan").status, 200);
  ends.first.close();
  flood.join();
}

TEST(Control, ClearsWhatIsArmedWhenItIsFrozen) {
  const office open;
  open.control("PUT", "/v1/plan", late);
  EXPECT_EQ(open.control("POST", "/v1/freeze").status, 200);
  EXPECT_THAT(open.control("GET", "/v1/state").body, HasSubstr("\"frozen\": true"));
  const heard_reply refused = open.control("PUT", "/v1/plan", late);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("the sidecar is frozen"));
}

TEST(Control, ArmsAgainWhenItIsUnfrozen) {
  const office open;
  open.control("POST", "/v1/freeze");
  EXPECT_EQ(open.control("DELETE", "/v1/freeze").status, 200);
  EXPECT_EQ(open.control("PUT", "/v1/plan", late).status, 200);
}

}  // namespace
}  // namespace surgeline::admin
