#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shop.hpp"
#include "surgeline/admin/toxiproxy.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::ContainsRegex;
using testing::HasSubstr;

TEST(Toxiproxy, HasAToxicInForceWhenItAnswers) {
  const shop open;
  auto ends = open.through();
  const heard_reply given = open.add(R"({"type": "latency", "attributes": {"latency": 40}})");
  EXPECT_EQ(given.status, 200);
  EXPECT_EQ(
      given.body,
      R"({"attributes":{"latency":40,"jitter":0},"name":"latency_downstream","type":"latency","stream":"downstream","toxicity":1})"
  );
  const auto start = steady_clock::now();
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  EXPECT_GE(steady_clock::now() - start, 40ms);
}

TEST(Toxiproxy, PutsToxicsOnProxiesOfTheFile) {
  const shop open;
  auto ends = open.connect();
  EXPECT_EQ(open.control("POST", "/proxies/front/toxics", R"({"type": "timeout"})").status, 200);
  ends.second.say("pong");
  EXPECT_TRUE(ends.first.is_silent_for(30ms));
}

TEST(Toxiproxy, ListsChangesAndDeletesToxics) {
  const shop open;
  open.add(R"({"type": "latency", "name": "slow", "attributes": {"latency": 40}})");
  EXPECT_EQ(open.add(R"({"type": "noop", "name": "slow"})").status, 409);
  const std::string path = "/proxies/redis/toxics/slow";
  EXPECT_THAT(
      open.control("PATCH", path, R"({"attributes": {"jitter": 3}})").body,
      HasSubstr("\"latency\":40,\"jitter\":3")
  );
  EXPECT_THAT(
      open.control("POST", path, R"({"toxicity": 0.5})").body,
      HasSubstr("\"toxicity\":0.5")
  );
  EXPECT_EQ(
      open.control("GET", "/proxies/redis/toxics").body,
      "[" + open.control("GET", path).body + "]"
  );
  EXPECT_EQ(open.control("DELETE", path).status, 204);
  EXPECT_EQ(open.control("GET", "/proxies/redis/toxics").body, "[]");
}

TEST(Toxiproxy, WarnsOfAttributesThatAToxicDoesNotKnow) {
  const shop open;
  EXPECT_THAT(
      open.add(R"({"type": "latency", "attributes": {"la\r\ntency": 40}})").head,
      HasSubstr("X-Surgeline-Warning: toxic latency_downstream: latency has no attribute la??tency")
  );
}

TEST(Toxiproxy, MakesAProxyWithItsToxics) {
  const shop open;
  const heard_reply given =
      open.create("slow", R"(, "toxics": [{"type": "latency", "attributes": {"latency": 40}}])");
  EXPECT_EQ(given.status, 201);
  EXPECT_THAT(given.body, HasSubstr("latency_downstream"));
}

TEST(Toxiproxy, MakesNothingOfAProxyWithAToxicThatCannotBe) {
  const shop open;
  EXPECT_EQ(open.create("slow", R"(, "toxics": [{"type": "slicer"}])").status, 400);
  EXPECT_EQ(open.control("GET", "/proxies/slow").status, 404);
}

TEST(Toxiproxy, RefusesInOneSentenceWhatToxiproxyWouldNotSurvive) {
  const shop open;
  auto ends = open.through();
  for (const char* toxic : {
           R"({"type": "slicer"})",
           R"({"type": "slicer", "attributes": {"average_size": -1, "size_variation": 1}})",
           R"({"type": "slicer", "attributes": {"average_size": 3, "size_variation": 4}})",
           R"({"type": "bandwidth", "attributes": {"rate": -1}})",
           R"({"type": "bandwidth", "attributes": {"rate": 9223372036854775807}})",
           R"({"type": "latency", "attributes": {"jitter": 4611686018427387905}})",
       }) {
    const heard_reply given = open.add(toxic);
    EXPECT_EQ(given.status, 400) << toxic;
    EXPECT_THAT(
        given.body,
        ContainsRegex("^\\{\"error\":\"[a-z_]+ must be [^.;]+\",\"status\":400\\}")
    );
    ends.first.say("ping"), ends.second.say("pong");
    EXPECT_EQ(ends.second.hear(4), "ping");
    EXPECT_EQ(ends.first.hear(4), "pong");
  }
}

TEST(Toxiproxy, TakesTheLargestAndSmallestNumbersThatItDoesNotRefuse) {
  const shop open;
  for (const char* toxic : {
           R"({"type": "slicer", "attributes": {"average_size": 1, "size_variation": 1, "delay": -9223372036854775808}})",
           R"({"type": "bandwidth", "attributes": {"rate": 1099511627776}})",
           R"({"type": "latency", "attributes": {"latency": -9223372036854775808, "jitter": -9223372036854775808}})",
           R"({"type": "limit_data", "attributes": {"bytes": 9223372036854775807}})",
           R"({"type": "slow_close", "attributes": {"delay": -9223372036854775808}})",
       }) {
    EXPECT_EQ(open.add(toxic).status, 200) << toxic;
  }
  auto ends = open.through();
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  EXPECT_EQ(open.add(R"({"type": "timeout", "attributes": {"timeout": 31536000000}})").status, 200);
  EXPECT_EQ(open.control("POST", "/reset").status, 204);
}

TEST(Toxiproxy, TellsTheTelemetryWhoArmedAToxic) {
  const shop open;
  open.add(R"({"type": "latency"})");
  const std::string page = open.telemetry("GET", "/metrics").body;
  const auto at = page.find("surgeline_fault_armed_by_info{");
  EXPECT_THAT(
      page.substr(at, page.find('\n', at) - at),
      ContainsRegex("fault=\"redis-latency-downstream-[0-9a-f]+\",by=\"toxiproxy\"")
  );
}

}  // namespace
}  // namespace surgeline::admin
