#include "surgeline/admin/toxiproxy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.hpp"

namespace surgeline::admin {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

TEST(Toxiproxy, MakesAProxy) {
  const shop open;
  EXPECT_EQ(open.made.status, 201);
  EXPECT_THAT(
      open.made.body,
      MatchesRegex(
          "\\{\"name\":\"redis\",\"listen\":\"127.0.0.1:[0-9]+\",\"upstream\":\"127.0.0.1:[0-9]+\","
          "\"enabled\":true,\"toxics\":\\[\\]\\}"
      )
  );
  auto ends = open.through();
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
}

TEST(Toxiproxy, SaysItsVersion) {
  const shop open;
  EXPECT_EQ(open.control("GET", "/version").body, "{\"version\": \"2.12.0\"}\n");
}

TEST(Toxiproxy, ListsProxiesByNameWithThoseOfTheFile) {
  const shop open;
  open.create("a");
  EXPECT_THAT(
      open.control("GET", "/proxies").body,
      ContainsRegex("^\\{\"a\":\\{.*,\"front\":\\{.*,\"redis\":\\{.*\\}\\}$")
  );
}

TEST(Toxiproxy, GivesEachAnswerOfARouteAnIdOfItsOwn) {
  const shop open;
  const auto id = [&] {
    const std::string head = open.control("GET", "/version").head;
    return head.substr(head.find("X-Toxiproxy-Request-Id: "), 44);
  };
  const std::string first = id();
  EXPECT_THAT(first, MatchesRegex("X-Toxiproxy-Request-Id: [0-9a-v]+"));
  EXPECT_NE(first, id());
}

TEST(Toxiproxy, RefusesBrowsers) {
  const shop open;
  const auto by = [&](const std::string& agent) {
    return open.control("GET", "/version", "", "User-Agent: " + agent + "\r\n");
  };
  EXPECT_EQ(by("Mozilla/5.0").status, 403);
  EXPECT_EQ(by("Mozilla/5.0").body, "User agent not allowed\n");
  EXPECT_EQ(by("mozilla/5.0").status, 200);
  EXPECT_EQ(open.control("GET", "/nothing", "", "User-Agent: Mozilla/5.0\r\n").status, 404);
}

TEST(Toxiproxy, RefusesPages) {
  const shop open;
  EXPECT_EQ(open.control("GET", "/version", "", "Origin: http://evil\r\n").status, 403);
  const std::string rebound = "GET /version HTTP/1.1\r\nHost: evil.example\r\n\r\n";
  EXPECT_EQ(office::ask(open.control_address(), rebound).status, 403);
}

TEST(Toxiproxy, ChecksNoNamesWhereOthersMayCall) {
  const request rebound{.method = "GET", .path = "/version", .host = "sidecar.example"};
  shop open;
  unsigned status = 0;
  open.there([&](sidecar::sidecar& of) {
    toxiproxy_of(of, false)(rebound, [&](const response& given) { status = given.status; });
  });
  EXPECT_EQ(status, 200);
}

TEST(Toxiproxy, KnowsItsPathsAndTheirMethods) {
  const shop open;
  for (const char* path : {"/", "/proxies/", "/proxies/a/b", "/proxies/a/toxics/b/c"}) {
    const heard_reply given = open.control("GET", path);
    EXPECT_EQ(given.status, 404) << path;
    EXPECT_EQ(given.body, "404 page not found\n");
  }
  for (const char* path : {"/version", "/reset", "/populate", "/proxies", "/proxies/redis"}) {
    const heard_reply given = open.control("PUT", path);
    EXPECT_EQ(given.status, 405) << path;
    EXPECT_THAT(given.body, IsEmpty());
  }
}

TEST(Toxiproxy, DecodesNamesInPaths) {
  const shop open;
  open.create("sp ace");
  EXPECT_EQ(open.control("GET", "/proxies/sp%20ace").status, 200);
}

TEST(Toxiproxy, SaysErrorsInTheWordsThatClientsCompare) {
  const shop open;
  const heard_reply taken = open.create("redis");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(taken.body, "{\"error\":\"proxy already exists\",\"status\":409}\n");
  EXPECT_EQ(
      open.control("GET", "/proxies/none").body,
      "{\"error\":\"proxy not found\",\"status\":404}\n"
  );
  EXPECT_EQ(
      open.control("DELETE", "/proxies/redis/toxics/none").body,
      "{\"error\":\"toxic not found\",\"status\":404}\n"
  );
  EXPECT_THAT(
      open.control("POST", "/proxies", "").body,
      StartsWith("{\"error\":\"bad request body: ")
  );
}

TEST(Toxiproxy, LooksForTheProxyBeforeItReadsABody) {
  const shop open;
  EXPECT_EQ(open.control("POST", "/proxies/none/toxics", "rubbish").status, 404);
  EXPECT_EQ(open.control("PATCH", "/proxies/redis/toxics/none", "rubbish").status, 404);
}

TEST(Toxiproxy, RefusesConnectionsOfADisabledProxyWhenItAnswers) {
  const shop open;
  const endpoint where = open.where();
  const heard_reply given = open.control("POST", "/proxies/redis", R"({"enabled": false})");
  EXPECT_EQ(given.status, 200);
  EXPECT_THAT(given.body, HasSubstr("\"enabled\":false"));
  EXPECT_TRUE(traffic::wire::is_refused(where));
  open.control("PATCH", "/proxies/redis", R"({"enabled": true})");
  EXPECT_EQ(open.where(), where);
  auto ends = open.through();
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
}

TEST(Toxiproxy, KeepsWhatAnUpdateDoesNotSay) {
  const shop open;
  const std::string before = open.control("GET", "/proxies/redis").body;
  EXPECT_EQ(open.control("POST", "/proxies/redis", R"({"name": "other"})").body, before);
  EXPECT_EQ(open.control("POST", "/proxies/redis", R"({"upstream": ""})").status, 400);
}

TEST(Toxiproxy, DeletesAProxy) {
  const shop open;
  const endpoint where = open.where();
  const heard_reply given = open.control("DELETE", "/proxies/redis");
  EXPECT_EQ(given.status, 204);
  EXPECT_THAT(given.head, Not(HasSubstr("Content-Type")));
  EXPECT_TRUE(traffic::wire::is_refused(where));
  EXPECT_EQ(open.control("GET", "/proxies/redis").status, 404);
}

TEST(Toxiproxy, Populates) {
  const shop open;
  const heard_reply given =
      open.control("POST", "/populate", "[" + open.body_of("b") + "," + open.body_of("a") + "]");
  EXPECT_EQ(given.status, 201);
  EXPECT_THAT(
      given.body,
      ContainsRegex("^\\{\"proxies\":\\[\\{\"name\":\"b\".*\"name\":\"a\".*\\]\\}$")
  );
  EXPECT_EQ(open.control("POST", "/populate", "[]").body, "{\"proxies\":[]}");
}

TEST(Toxiproxy, SaysHowFarItHasPopulated) {
  const shop open;
  const std::string taken =
      R"({"name": "c", "upstream": "x:1", "listen": ")" + open.where().text() + "\"}";
  const heard_reply given =
      open.control("POST", "/populate", "[" + open.body_of("b") + "," + taken + "]");
  EXPECT_EQ(given.status, 500);
  EXPECT_THAT(
      given.body,
      StartsWith(
          "{\"error\":\"listen tcp " + open.where().text() +
          ": bind: address already in use\",\"status\":500,\"proxies\":[{\"name\":\"b\""
      )
  );
}

TEST(Toxiproxy, Resets) {
  const shop open;
  open.add(R"({"type": "timeout"})");
  open.control("POST", "/proxies/redis", R"({"enabled": false})");
  EXPECT_EQ(open.control("POST", "/reset").status, 204);
  EXPECT_THAT(
      open.control("GET", "/proxies/redis").body,
      HasSubstr("\"enabled\":true,\"toxics\":[]")
  );
}

TEST(Toxiproxy, LeavesTheOtherApiAsItIs) {
  const shop open;
  EXPECT_EQ(open.control("GET", "/v1/state").status, 200);
  EXPECT_THAT(open.control("GET", "/v1/nothing").body, HasSubstr("there is no /v1/nothing"));
}

}  // namespace
}  // namespace surgeline::admin
