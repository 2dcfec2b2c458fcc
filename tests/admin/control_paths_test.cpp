#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(ControlPaths, AreWhatTheyAreWritten) {
  const office open;
  for (const char* const path :
       {"/v1/../v1/state", "/v1/%2e%2e/v1/state", "//v1/state", "/v1//state", "/v1/state/", "/v1/."
       })
    EXPECT_EQ(open.control("GET", path).status, 404) << path;
}

TEST(ControlTightening, IsToldWithThePlan) {
  scenario::file from;
  from.safety.lease = 5s;
  const office open(from);
  const heard_reply given = open.control(
      "PUT",
      "/v1/plan",
      R"({"faults": [{"kind": "latency", "delay": "1ms"}], "lease": "1m"})"
  );
  EXPECT_EQ(given.status, 200);
  EXPECT_THAT(given.body, HasSubstr("\"lease\": \"5s\""));
  EXPECT_THAT(given.body, HasSubstr("the lease is 5s, not 1m"));
}

TEST(ControlTightening, SaysNothingWhereNothingWasTaken) {
  const office open;
  const heard_reply given = open.control(
      "PUT",
      "/v1/plan",
      R"({"faults": [{"kind": "latency", "delay": "1ms"}], "lease": "1m"})"
  );
  EXPECT_THAT(given.body, testing::Not(HasSubstr("tightened")));
}

TEST(ControlTightening, SparesTheControlGroupWhateverAPlanSays) {
  scenario::file from;
  from.safety.control = fault::client_share{};
  const office open(from);
  EXPECT_EQ(
      open.control("PUT", "/v1/plan", R"({"faults": [{"kind": "blackhole"}], "lease": "1m"})")
          .status,
      200
  );
  auto ends = open.connect();
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
}

TEST(ControlUpstreams, AreRefusedWith403) {
  scenario::file from;
  from.safety.allow_upstream = {"127.0.0.1"};
  const office open(from);
  const heard_reply no = open.control(
      "POST",
      "/proxies",
      R"({"name": "p", "listen": "127.0.0.1:0", "upstream": "10.1.2.3:80"})"
  );
  EXPECT_EQ(no.status, 403);
  EXPECT_THAT(no.body, HasSubstr("upstream 10.1.2.3:80 is not among those"));
}

}  // namespace
}  // namespace surgeline::admin
