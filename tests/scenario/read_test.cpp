#include "surgeline/scenario/read.hpp"

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::SizeIs;

constexpr std::string_view smallest = R"(format = 1
[[proxy]]
listen   = "127.0.0.1:6380"
upstream = "127.0.0.1:6379"
[[fault]]
kind  = "latency"
delay = "200ms"
)";

TEST(Read, TakesAProxyAndAFaultForAFile) {
  const file read = values(smallest);
  ASSERT_THAT(read.proxies, SizeIs(1));
  ASSERT_THAT(read.faults, SizeIs(1));
  EXPECT_EQ(read.proxies[0].listen, endpoint::parse("127.0.0.1:6380"));
  EXPECT_EQ(read.proxies[0].upstream.endpoints, std::vector{*endpoint::parse("127.0.0.1:6379")});
  EXPECT_EQ(
      std::get<surgeline::fault::latency>(read.faults[0].what).delay,
      distribution::fixed(200ms)
  );
}

TEST(Read, NumbersWhatHasNoId) {
  const file read = values(std::string{smallest} + R"([[fault]]
kind = "stall"
[[fault]]
kind = "latency"
delay = "1s"
)");
  EXPECT_EQ(read.proxies[0].id, "proxy-1");
  EXPECT_EQ(read.faults[0].id, "latency-1");
  EXPECT_EQ(read.faults[1].id, "stall-1");
  EXPECT_EQ(read.faults[2].id, "latency-2");
}

TEST(Read, NamesAScenarioAfterItsFile) {
  EXPECT_EQ(values(shop(), {.name = "scenarios/Retry_storm 2.toml"}).head.id, "retry-storm-2");
}

TEST(Read, MakesAnIdOfAnyFileName) {
  EXPECT_EQ(values(shop(), {.name = "/tmp/1-Über.toml"}).head.id, "ber");
  EXPECT_EQ(values(shop(), {.name = "2019.toml"}).head.id, "scenario");
}

TEST(Read, KeepsTheIdThatWasWritten) {
  EXPECT_EQ(values(shop("[scenario]\nid = \"mine\"\n")).head.id, "mine");
}

TEST(Read, PutsVariablesWhereTheyAreNamed) {
  const file read = values(R"(format = 1
[vars]
rate = "280/s"
attempts = 2
who = "users"
[[service]]
id = "shop"
[[policy]]
id = "callers"
retry = { kind = "fixed", attempts = "${attempts}" }
[[load]]
id = "${who}"
to = "shop"
rate = "${rate}"
)");
  EXPECT_EQ(read.loads[0].id, "users");
  EXPECT_EQ(read.loads[0].rate.at({}).per_second, 280);
  EXPECT_EQ(read.policies[0].retry->attempts, 2U);
}

TEST(Read, AsksTheEnvironmentInVars) {
  const std::string text = shop("[vars]\nrate = \"${RATE:-100/s}\"\n");
  EXPECT_EQ(values(text).vars.at("rate"), config::value("100/s"));
  EXPECT_EQ(values(text, {.environment = {{"RATE", "5/s"}}}).vars.at("rate"), config::value("5/s"));
}

TEST(Read, LetsTheCommandLineSetAnyKey) {
  const file read = values(
      shop(),
      {.set = {"load.users.rate=50/s", "phase.outage.duration=20s", "accept.pass=0.5"}}
  );
  EXPECT_EQ(read.loads[0].rate.at({}).per_second, 50);
  EXPECT_EQ(read.phases[2].length, 20s);
  EXPECT_EQ(read.accept.pass.part, 0.5);
}

TEST(Read, LetsTheCommandLineChooseTheSeed) {
  EXPECT_EQ(values(shop("[scenario]\nseed = 3\n")).head.seed, 3U);
  EXPECT_EQ(values(shop("[scenario]\nseed = 3\n"), {.seed = 9}).head.seed, 9U);
}

TEST(Read, LetsARunBeWithoutFaultsAndJudgement) {
  EXPECT_THAT(said(shop(), {.what_for = purpose::run}), SizeIs(0));
}

}  // namespace
}  // namespace surgeline::scenario
