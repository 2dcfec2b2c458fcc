#include <string>
#include <string_view>

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A proxy with these keys; line 6 is their first.
std::string proxy_with(std::string_view keys, std::string_view protocol = "http") {
  return "format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:80\"\nprotocol = "
         "\"" +
         std::string{protocol} + "\"\n" + std::string{keys};
}

TEST(ReadHttp, KnowsWhatAnHttpProxyMayHave) {
  EXPECT_THAT(
      said(proxy_with(
          R"(routes = [{ id = "pay", method = ["POST"], path = "/v1/**", deadline = "2s" }]
clients = [{ id = "mobile", header = { x-app = "mobile" } }, { id = "ops", cidr = "10.0.0.0/8" }]
identify_attempts = ["x-request-id", "fingerprint"]
observe = { enabled = true, window = "5s" }
limits = { head = "16KiB", headers = 50, body = "1MiB", head_timeout = "5s", idle_timeout = "1m", exchange_timeout = "10s" }
allow_connect = true
)"
      )),
      IsEmpty()
  );
}
TEST(ReadHttp, RefusesOnATcpProxyWhatNeedsHeads) {
  for (const char* const keys :
       {"routes = [{ id = \"a\" }]",
        "clients = [{ id = \"a\", cidr = \"10.0.0.0/8\" }]",
        "identify_attempts = [\"trace\"]",
        "observe = { enabled = false }",
        "allow_connect = true",
        "limits = { head = \"16KiB\" }"}) {
    EXPECT_THAT(
        said(proxy_with(keys, "tcp")),
        ElementsAre(HasSubstr("a tcp proxy reads no HTTP | add protocol = \"http\""))
    ) << keys;
  }
}
TEST(ReadHttp, RefusesTwoRoutesOfOneName) {
  EXPECT_THAT(
      said(proxy_with("routes = [{ id = \"a\" }, { id = \"a\", path = \"/\" }]")),
      ElementsAre(HasSubstr("two entries of `routes` have the id \"a\""))
  );
}
TEST(ReadHttp, RefusesARouteThatIsNone) {
  EXPECT_THAT(
      said(proxy_with("routes = [{ id = \"other\" }]")),
      ElementsAre(HasSubstr("`other` is the route of requests that fit no other"))
  );
  EXPECT_THAT(
      said(proxy_with("routes = [{ id = \"a\", path_regex = \"(\" }]")),
      ElementsAre(HasSubstr("this is no regular expression"))
  );
  EXPECT_THAT(
      said(proxy_with("routes = [{ id = \"a\", path = \"/\", path_regex = \"/\" }]")),
      ElementsAre(HasSubstr("a route has `path` or `path_regex`"))
  );
}
TEST(ReadHttp, TakesALabServiceBehindIt) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream "
           "= { "
           "service = \"shop\" }\nprotocol = \"http\"\n"),
      IsEmpty()
  );
}

request_head to(std::string_view method, std::string_view target) {
  return {.method = method, .target = target};
}

TEST(HttpRoutes, TakeTheFirstThatFits) {
  const http_routes table(
      std::vector<http_route>{{.id = "a", .path = {"/a/*"}}, {.id = "b", .path = {"/a/**"}}}
  );
  EXPECT_EQ(table.route_of(to("GET", "/a/1?x=/")), 0U);
  EXPECT_EQ(table.route_of(to("GET", "/a/1/2")), 1U);
  EXPECT_EQ(table.route_of(to("GET", "/b")), 2U);
}
TEST(HttpRoutes, FitByMethodToo) {
  const http_routes table(std::vector<http_route>{{.id = "a", .method = {"POST", "PUT"}}});
  EXPECT_EQ(table.route_of(to("PUT", "/")), 0U);
  EXPECT_EQ(table.route_of(to("GET", "/")), 1U);
}
TEST(HttpRoutes, FitByExpressionOfTheWholePath) {
  const http_routes table(std::vector<http_route>{{.id = "a", .path_regex = "/v[0-9]+/x"}});
  EXPECT_EQ(table.route_of(to("GET", "http://h/v12/x")), 0U);
  EXPECT_EQ(table.route_of(to("GET", "/v12/xy")), 1U);
}

}  // namespace
}  // namespace surgeline::scenario
