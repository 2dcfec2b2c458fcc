#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/text_at.hpp"

namespace surgeline::admin {
namespace {

using testing::HasSubstr;

/// A sidecar with a lease that somebody renews.
struct leased_office {
  leased_office() {
    problems found;
    const heard_reply given = open.control(
        "PUT",
        "/v1/plan",
        R"({"faults": [], "lease": "1m", "run": {"id": "01", "scenario": "storm"}})"
    );
    const auto tree = config::from_json(given.body, "", found);
    if (tree) path = "/v1/leases/" + config::text_at(*tree, "lease", "id") + "/renew";
  }

  office open;
  std::string path;
};

TEST(Renewal, MayTellWhatTheRunDoes) {
  const leased_office here;
  const std::string body =
      R"({"state": "running", "phase": "bad", "checks": [{"id": "errors", "ok": false}]})";
  EXPECT_EQ(here.open.control("POST", here.path, body).status, 200);
  const std::string state = here.open.control("GET", "/v1/state").body;
  EXPECT_THAT(state, HasSubstr("\"state\": \"running\""));
  EXPECT_THAT(state, HasSubstr("\"scenario\": \"storm\""));
  EXPECT_THAT(
      here.open.telemetry("GET", "/metrics").body,
      HasSubstr("surgeline_check_ok{check=\"errors\"} 0\n")
  );
}

TEST(Renewal, NamesEveryProblemOfItsBodyByItsPointer) {
  const leased_office here;
  const heard_reply refused =
      here.open.control("POST", here.path, R"({"state": "asleep", "phases": "bad"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("the renewal has problems"));
  EXPECT_THAT(refused.body, HasSubstr("\"pointer\": \"/state\""));
  EXPECT_THAT(refused.body, HasSubstr("\"pointer\": \"/phases\""));
}

TEST(Renewal, ThatIsNoJsonSaysWhere) {
  const leased_office here;
  const heard_reply refused = here.open.control("POST", here.path, "{");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("\"line\": 1"));
}

TEST(Renewal, OfALeaseThatIsNotThereTellsNothing) {
  const leased_office here;
  EXPECT_EQ(
      here.open.control("POST", "/v1/leases/0123456789abcdef/renew", R"({"state": "done"})").status,
      404
  );
  EXPECT_THAT(here.open.control("GET", "/v1/state").body, HasSubstr("\"run\": null"));
}

}  // namespace
}  // namespace surgeline::admin
