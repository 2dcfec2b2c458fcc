#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.hpp"
#include "surgeline/admin/toxiproxy.hpp"

/// What clients of Toxiproxy rely on beyond words and status codes: headers, addresses, what is kept and what is closed.
namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

/// The text of a key in a body.
std::string text_of(const std::string& body, const std::string& key) {
  const std::string before = "\"" + key + "\":\"";
  const auto from = body.find(before) + before.size();
  return body.substr(from, body.find('"', from) - from);
}

TEST(ToxiproxyHeaders, SayJsonOfWhatIsJson) {
  const shop open;
  for (const char* path : {"/proxies", "/proxies/redis", "/proxies/redis/toxics", "/proxies/none"})
    EXPECT_THAT(open.control("GET", path).head, HasSubstr("\r\nContent-Type: application/json\r\n"))
        << path;
  EXPECT_THAT(
      open.control("GET", "/version").head,
      HasSubstr("\r\nContent-Type: application/json;charset=utf-8\r\n")
  );
}

TEST(ToxiproxyHeaders, SayNothingOfABodyThatIsNone) {
  const shop open;
  open.add(R"({"type": "noop"})");
  for (const auto& [method, path] : {
           std::pair{"DELETE", "/proxies/redis/toxics/noop_downstream"},
           {"POST", "/reset"},
           {"DELETE", "/proxies/redis"},
       }) {
    const heard_reply given = open.control(method, path);
    EXPECT_EQ(given.status, 204) << path;
    EXPECT_THAT(given.head, Not(HasSubstr("Content-Type"))) << path;
    EXPECT_EQ(given.body, "");
  }
}

TEST(ToxiproxyHeaders, HaveAnIdForEachRequestOfAConnection) {
  const shop open;
  auto client = traffic::wire::dial(open.control_address());
  std::vector<std::string> ids;
  for (const char* path : {"/version", "/proxies/none", "/proxies"}) {
    client.say(request_text("GET", path));
    const std::string head = read_reply(client).head;
    constexpr std::string_view key = "X-Toxiproxy-Request-Id: ";
    ids.push_back(head.substr(head.find(key) + key.size(), 20));
    EXPECT_THAT(ids.back(), MatchesRegex("[0-9a-v]+"));
  }
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_NE(ids[1], ids[2]);
}

TEST(ToxiproxyHeaders, OfBrowsersAreRefusedOnEveryRoute) {
  const shop open;
  for (const auto& [method, path] : {
           std::pair{"GET", "/version"},
           {"GET", "/metrics"},
           {"GET", "/proxies"},
           {"POST", "/populate"},
           {"POST", "/reset"},
           {"DELETE", "/proxies/redis"},
           {"GET", "/proxies/none/toxics"},
       }) {
    const heard_reply given = open.control(method, path, "", "User-Agent: Mozilla/5.0\r\n");
    EXPECT_EQ(given.status, 403) << path;
    EXPECT_THAT(given.head, HasSubstr("Content-Type: text/plain")) << path;
  }
  EXPECT_EQ(open.control("GET", "/version", "", "User-Agent: Mozilla\r\n").status, 200);
  EXPECT_EQ(open.control("GET", "/version").status, 200);
}

TEST(ToxiproxyRoutes, KnowNoHead) {
  const shop open;
  auto client = traffic::wire::dial(open.control_address());
  for (const char* path : {"/version", "/proxies", "/proxies/redis"}) {
    client.say(request_text("HEAD", path));
    EXPECT_EQ(read_reply(client, false).status, 405) << path;
  }
}

TEST(ToxiproxyRoutes, TakeEveryContentType) {
  const shop open;
  const std::string type = "Content-Type: application/x-www-form-urlencoded\r\n";
  EXPECT_EQ(open.control("POST", "/proxies", open.body_of("b") + "trailing", type).status, 201);
}

TEST(ToxiproxyRoutes, GiveBackWhatPagesWouldReadEscaped) {
  const shop open;
  const heard_reply given = open.create("<é&>");
  EXPECT_THAT(given.body, HasSubstr("\"name\":\"\\u003cé\\u0026\\u003e\""));
  EXPECT_EQ(open.control("GET", "/proxies/%3C%C3%A9&%3E").status, 200);
}

TEST(ToxiproxyAddress, IsWhereItListens) {
  const shop open;
  EXPECT_THAT(text_of(open.made.body, "listen"), MatchesRegex("127\\.0\\.0\\.1:[1-9][0-9]*"));
  for (const char* listen : {"", ":0", "0.0.0.0:0"}) {
    const std::string body =
        std::string{R"({"name": "any", "upstream": "x:1", "listen": ")"} + listen + "\"}";
    const std::string made = open.control("POST", "/proxies", body).body;
    EXPECT_THAT(text_of(made, "listen"), MatchesRegex("\\[::\\]:[1-9][0-9]*")) << listen;
    open.control("DELETE", "/proxies/any");
  }
}

TEST(ToxiproxyAddress, IsTheSameInAnyWritingOfAnyAddress) {
  const shop open;
  open.control(
      "POST",
      "/proxies",
      R"({"name": "any", "listen": ":0", "upstream": ")" + open.server.where().text() + "\"}"
  );
  const std::string listen = text_of(open.control("GET", "/proxies/any").body, "listen");
  const std::string port = listen.substr(listen.rfind(':'));
  auto client = traffic::wire::dial(*endpoint::parse("127.0.0.1" + port));
  auto behind = open.server.accept();
  for (const char* host : {"", "0.0.0.0", "[::]"}) {
    EXPECT_EQ(
        open.control("POST", "/proxies/any", R"({"listen": ")" + (host + port) + "\"}").status,
        200
    );
    client.say("ping");
    EXPECT_EQ(behind.hear(4), "ping") << host;
  }
}

TEST(ToxiproxyAddress, IsTheSameForANameThatMeansIt) {
  const shop open;
  auto ends = open.through();
  const std::string port = std::to_string(open.where().port);
  EXPECT_EQ(
      open.control("PATCH", "/proxies/redis", R"({"listen": "localhost:)" + port + "\"}").status,
      200
  );
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
}

TEST(ToxiproxyAddress, OfPortZeroIsAnotherOneEachTime) {
  const shop open;
  auto ends = open.through();
  const endpoint before = open.where();
  open.add(R"({"type": "noop"})");
  const std::string body =
      open.control("POST", "/proxies/redis", R"({"listen": "127.0.0.1:0"})").body;
  EXPECT_NE(text_of(body, "listen"), before.text());
  EXPECT_THAT(body, HasSubstr("noop_downstream"));
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
}

TEST(ToxiproxyUpdate, OfTheUpstreamClosesWhatIsOpenAndKeepsToxics) {
  const shop open;
  const traffic::host other;
  auto ends = open.through();
  open.add(R"({"type": "noop"})");
  const endpoint before = open.where();
  const std::string body =
      open.control("POST", "/proxies/redis", R"({"upstream": ")" + other.where().text() + "\"}")
          .body;
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
  EXPECT_THAT(body, HasSubstr("noop_downstream"));
  EXPECT_EQ(open.where(), before);
  const traffic::wire next = traffic::wire::dial(before);
  next.say("ping");
  EXPECT_EQ(other.accept().hear(4), "ping");
}

TEST(ToxiproxyUpdate, ThatCannotListenLeavesItDisabledWhereItWasToListen) {
  const shop open;
  const std::string taken = open.server.where().text();
  EXPECT_EQ(open.control("POST", "/proxies/redis", R"({"listen": ")" + taken + "\"}").status, 500);
  const std::string shown = open.control("GET", "/proxies/redis").body;
  EXPECT_EQ(text_of(shown, "listen"), taken);
  EXPECT_THAT(shown, HasSubstr("\"enabled\":false"));
}

TEST(ToxiproxyUpdate, ThatDisablesClosesWhatIsOpen) {
  const shop open;
  auto ends = open.through();
  open.control("PATCH", "/proxies/redis", R"({"enabled": false})");
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
  EXPECT_EQ(ends.second.how_it_ends(), std::error_code{});
}

TEST(ToxiproxyUpdate, TakesToxicsOfADisabledProxy) {
  const shop open;
  open.control("PATCH", "/proxies/redis", R"({"enabled": false})");
  EXPECT_EQ(open.add(R"({"type": "latency", "attributes": {"latency": 30}})").status, 200);
  open.control("PATCH", "/proxies/redis", R"({"enabled": true})");
  auto ends = open.through();
  const auto start = std::chrono::steady_clock::now();
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  EXPECT_GE(std::chrono::steady_clock::now() - start, 30ms);
}

TEST(ToxiproxyCreate, LeavesNothingBehindThatCannotListen) {
  const shop open;
  const std::string body =
      R"({"name": "b", "upstream": "x:1", "listen": ")" + open.where().text() + "\"}";
  EXPECT_EQ(open.control("POST", "/proxies", body).status, 500);
  EXPECT_EQ(open.control("GET", "/proxies/b").status, 404);
}

TEST(ToxiproxyPopulate, LeavesAloneWhatIsAsItShouldBe) {
  const shop open;
  auto ends = open.through();
  open.add(R"({"type": "noop"})");
  const std::string same = R"([{"name": "redis", "enabled": false, "listen": ")" +
                           open.where().text() + R"(", "upstream": ")" +
                           open.server.where().text() + "\"}]";
  const heard_reply given = open.control("POST", "/populate", same);
  EXPECT_THAT(given.body, ContainsRegex("\"enabled\":true,.*noop_downstream"));
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
}

TEST(ToxiproxyPopulate, ReplacesWhatDiffersAndKeepsWhatItDoesNotName) {
  const shop open;
  auto ends = open.through();
  open.create("other");
  open.add(R"({"type": "noop"})");
  const std::string moved =
      R"([{"name": "redis", "listen": ")" + open.where().text() + R"(", "upstream": "x:1"}])";
  EXPECT_THAT(open.control("POST", "/populate", moved).body, HasSubstr("\"toxics\":[]"));
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
  EXPECT_EQ(open.control("GET", "/proxies/other").status, 200);
}

TEST(ToxiproxyPopulate, ChecksEveryNameBeforeItMakesAnything) {
  const shop open;
  EXPECT_EQ(
      open.control("POST", "/populate", "[" + open.body_of("b") + ", {\"name\": \"c\"}]").status,
      400
  );
  EXPECT_EQ(open.control("GET", "/proxies/b").status, 404);
}

TEST(ToxiproxyUpstream, ThatRefusesClosesTheClientWithoutAWord) {
  const shop open;
  traffic::host gone;
  open.control(
      "POST",
      "/proxies",
      R"({"name": "b", "listen": "127.0.0.1:0", "upstream": ")" + gone.where().text() + "\"}"
  );
  gone.close();
  auto client =
      traffic::wire::dial(*endpoint::parse(text_of(open.control("GET", "/proxies/b").body, "listen")
      ));
  EXPECT_EQ(client.hear_all(), "");
  EXPECT_EQ(client.ending, std::error_code{});
}

TEST(ToxiproxyUpstream, MayComeLater) {
  const shop open;
  traffic::host gone;
  const std::string where = gone.where().text();
  gone.close();
  open.control(
      "POST",
      "/proxies",
      R"({"name": "b", "listen": "127.0.0.1:0", "upstream": ")" + where + "\"}"
  );
  const traffic::host late{where};
  const auto client =
      traffic::wire::dial(*endpoint::parse(text_of(open.control("GET", "/proxies/b").body, "listen")
      ));
  client.say("ping");
  EXPECT_EQ(late.accept().hear(4), "ping");
}

}  // namespace
}  // namespace surgeline::admin
