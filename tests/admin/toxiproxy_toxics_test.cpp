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
