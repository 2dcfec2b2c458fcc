#include <gmock/gmock.h>
#include <signal.h>

#include <string>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/scenario/judge.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using scenario::verdict_kind;
using testing::HasSubstr;
using testing::StartsWith;

/// A load through a proxy for half a second, and beside it a program `app`, which is this shell script.
scenario::file with_program(const std::string& script) {
  scenario::file made = scenario::proxied_scenario();
  made.phases.front().length = 500ms;
  scenario::service app{.id = "app", .role = scenario::role::command};
  app.program.run = {"sh", "-c", script};
  made.services.push_back(app);
  return made;
}

scenario::readiness says_up(duration within = 30s) {
  return {.http = {}, .tcp = {}, .log = "^up", .within = within};
}

scenario::record ran(const scenario::file& what) {
  auto result = run_live(what, 1);
  EXPECT_TRUE(std::holds_alternative<scenario::record>(result));
  return std::get<scenario::record>(std::move(result));
}

std::string why_it_ended(const scenario::record& of) {
  return of.course.aborted ? of.course.aborted->text : "";
}

TEST(LivePrograms, RunUntilTheRunIsOver) {
  const auto made = ran(with_program("echo $$; exec sleep 100"));
  EXPECT_EQ(why_it_ended(made), "");
  EXPECT_GT(
      made.recording.sum("load.users", measure::instrument::good, time_point{}, time_point{1h}),
      50
  );
  const int pid = std::stoi(made.outputs.at("app"));
  EXPECT_NE(::kill(pid, 0), 0) << "it is still there";
}

TEST(LivePrograms, KnowWhereTheProxiesListen) {
  scenario::file asked = with_program("echo $SURGELINE_PROXY_FRONT $MINE; exec sleep 100");
  asked.services.back().program.env["MINE"] = "http://${proxy.front.address}/";
  const std::string told = ran(asked).outputs.at("app");
  EXPECT_THAT(told, StartsWith("127.0.0.1:"));
  const std::string address = told.substr(0, told.find(' '));
  EXPECT_THAT(told, HasSubstr("http://" + address + "/"));
}

TEST(LivePrograms, AreWaitedFor) {
  scenario::file asked = with_program("sleep 0.3; echo up; exec sleep 100");
  asked.services.back().program.ready = says_up();
  const auto made = ran(asked);
  EXPECT_EQ(why_it_ended(made), "");
  EXPECT_EQ(made.course.end, time_point{500ms});
}

TEST(LivePrograms, MakeTheRunInconclusiveWhenTheyAreNotReady) {
  scenario::file asked = with_program("echo hello; exec sleep 100");
  asked.services.back().program.ready = says_up(200ms);
  const auto made = ran(asked);
  EXPECT_EQ(
      why_it_ended(made),
      "service `app` was not ready within 200ms: it wrote nothing like \"^up\"; its last words: "
      "hello"
  );
  EXPECT_EQ(scenario::judge(made).verdict.kind, verdict_kind::inconclusive);
}

TEST(LivePrograms, MakeTheRunInconclusiveWhenTheyCannotBeStarted) {
  scenario::file asked = with_program("");
  asked.services.back().program.run = {"/no/such/program"};
  const auto made = ran(asked);
  EXPECT_THAT(why_it_ended(made), HasSubstr("service `app`: `/no/such/program` cannot be started"));
  EXPECT_EQ(scenario::judge(made).verdict.kind, verdict_kind::inconclusive);
}

TEST(LivePrograms, MakeTheRunInconclusiveWhenTheyDie) {
  const auto made = ran(with_program("sleep 0.2; echo out of ideas; exit 7"));
  EXPECT_EQ(
      why_it_ended(made),
      "service `app` ended with exit code 7; its last words: out of ideas"
  );
  EXPECT_EQ(scenario::judge(made).verdict.kind, verdict_kind::inconclusive);
  EXPECT_LT(made.course.end, time_point{500ms});
}

TEST(LivePrograms, AreLoadsToo) {
  scenario::file asked = scenario::proxied_scenario();
  asked.phases.front().length = 500ms;
  scenario::load script{.id = "script", .to = "front", .model = scenario::load_model::command};
  script.program.run = {"sh", "-c", "echo asking; exec sleep 100"};
  asked.loads.push_back(script);
  const auto made = ran(asked);
  EXPECT_EQ(why_it_ended(made), "");
  EXPECT_EQ(made.outputs.at("script"), "asking\n");
}

TEST(LivePrograms, AreNoLoadWhenTheyEndTooEarly) {
  scenario::file asked = scenario::proxied_scenario();
  asked.phases.front().length = 5s;
  scenario::load script{.id = "script", .to = "front", .model = scenario::load_model::command};
  script.program.run = {"sh", "-c", "exit 0"};
  asked.loads.push_back(script);
  EXPECT_THAT(why_it_ended(ran(asked)), StartsWith("load `script` ended with exit code 0"));
}

}  // namespace
}  // namespace surgeline::runner
