#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/units.hpp"

/// Single faults and proxies over the native API.
namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string slow = R"({"kind": "latency", "delay": "40ms"})";

TEST(SingleFault, IsInForceOnOpenConnectionsWhenItIsAnswered) {
  const office open;
  auto ends = open.connect();
  EXPECT_EQ(open.control("POST", "/v1/faults", slow).status, 201);
  EXPECT_GE(way_back(ends), 40ms);
}

TEST(SingleFault, GetsTheFirstFreeNameOfItsKind) {
  const office open;
  open.control("POST", "/v1/faults", slow);
  EXPECT_THAT(open.control("POST", "/v1/faults", slow).body, HasSubstr(R"("id": "latency-2")"));
  open.control("DELETE", "/v1/faults/latency-1");
  EXPECT_THAT(open.control("POST", "/v1/faults", slow).body, HasSubstr(R"("id": "latency-1")"));
}

TEST(SingleFault, EndsWithItsOwnTimeOrThatOfTheServer) {
  const office open;
  const auto made = [&](const std::string& fault) {
    problems found;
    return config::from_json(open.control("POST", "/v1/faults", fault).body, "", found).value();
  };
  const auto left = [](const config::value& of) {
    return parse_duration(config::text_at(of, "expires_in")).value();
  };
  const config::value with_ttl = made(R"({"kind": "stall", "ttl": "1m"})");
  EXPECT_EQ(config::text_at(with_ttl, "owner"), "ttl");
  EXPECT_LE(left(with_ttl), std::chrono::minutes{1});
  EXPECT_GT(left(made(R"({"kind": "refuse"})")), std::chrono::minutes{30});
}

TEST(SingleFault, StandsBesideALease) {
  const office open;
  open.control("POST", "/v1/faults", slow);
  EXPECT_EQ(open.control("PUT", "/v1/plan", R"({"faults": [{"kind": "refuse"}]})").status, 200);
  EXPECT_EQ(open.control("GET", "/v1/faults/latency-1").status, 200);
  EXPECT_EQ(open.control("GET", "/v1/faults/refuse-1").status, 200);
}

TEST(SingleFault, KeepsItsNameFromALease) {
  const office open;
  open.control("PUT", "/v1/faults/mine", slow);
  EXPECT_EQ(
      open.control("PUT", "/v1/plan", R"({"faults": [{"kind": "stall", "id": "mine"}]})").status,
      409
  );
}

TEST(SingleFault, IsChangedUnderItsName) {
  const office open;
  EXPECT_EQ(open.control("PUT", "/v1/faults/mine", R"({"kind": "stall"})").status, 201);
  EXPECT_EQ(open.control("PUT", "/v1/faults/mine", slow).status, 200);
  EXPECT_THAT(
      open.control("GET", "/v1/faults").body,
      AllOf(HasSubstr(R"("kind": "latency")"), Not(HasSubstr(R"("kind": "stall")")))
  );
}

TEST(SingleFault, IsNotTakenFromAToxic) {
  const office open;
  open.control(
      "POST",
      "/proxies/front/toxics",
      R"({"type": "latency", "attributes": {"latency": 10}})"
  );
  const std::string all = open.control("GET", "/v1/faults").body;
  constexpr std::string_view key = R"("id": ")";
  const auto at = all.find(key) + key.size();
  const std::string id = all.substr(at, all.find('"', at) - at);
  EXPECT_THAT(open.control("DELETE", "/v1/faults/" + id).body, HasSubstr("belongs to a toxic"));
}

TEST(SingleFault, IsClearedWithEverything) {
  const office open;
  open.control("POST", "/v1/faults", slow);
  open.control("DELETE", "/v1/plan");
  EXPECT_EQ(open.control("GET", "/v1/faults/latency-1").status, 404);
}

TEST(SingleFault, IsNotArmedWhileFrozen) {
  const office open;
  open.control("POST", "/v1/freeze");
  EXPECT_EQ(open.control("POST", "/v1/faults", slow).status, 409);
}

TEST(SingleFault, HasItsProblemsWhereTheyAre) {
  const office open;
  const heard_reply refused =
      open.control("POST", "/v1/faults", R"({"kind": "latency", "delay": "x", "ttl": "-1s"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(
      refused.body,
      AllOf(HasSubstr(R"("pointer": "/delay")"), HasSubstr(R"("pointer": "/ttl")"))
  );
}

TEST(MadeProxy, CarriesTraffic) {
  office open;
  const std::string made = open.control(
                                   "POST",
                                   "/v1/proxies",
                                   R"({"id": "more", "listen": "127.0.0.1:0", "upstream": ")" +
                                       open.server.where().text() + "\"}"
  )
                               .body;
  constexpr std::string_view key = "127.0.0.1:";
  const auto at = made.find(key);
  const auto where = endpoint::parse(made.substr(at, made.find('"', at) - at));
  ASSERT_TRUE(where) << made;
  traffic::wire client = traffic::wire::dial(*where);
  traffic::wire server = open.server.accept();
  client.say("ping");
  EXPECT_EQ(server.hear(4), "ping");
}

TEST(MadeProxy, TakesFaultsOfHttpWhenItSpeaksIt) {
  const office open;
  open.control(
      "POST",
      "/v1/proxies",
      R"({"id": "web", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:9", "protocol": "http"})"
  );
  EXPECT_THAT(
      open.control(
              "POST",
              "/v1/faults",
              R"({"kind": "http_status", "status": 503, "target": {"proxy": "web"}})"
      )
          .body,
      HasSubstr(R"("proxies": [
    "web"
  ])")
  );
}

TEST(Decisions, AreShownAsTheyCame) {
  office open;
  open.control("POST", "/v1/faults", R"({"kind": "latency", "delay": "0s", "probability": 0.5})");
  for (int i = 0; i < 3; ++i) {
    auto ends = open.connect();
    ends.second.say("pong");
    ends.first.hear(4);
  }
  const std::string all = open.control("GET", "/v1/decisions?after=1&limit=1").body;
  EXPECT_THAT(all, AllOf(HasSubstr(R"("n": 2)"), HasSubstr(R"("next": 2)")));
}

}  // namespace
}  // namespace surgeline::admin
