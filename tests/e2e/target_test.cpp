#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "admin/counter.hpp"
#include "repo/program.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;
using repo::run_program;
using std::chrono::steady_clock;
using testing::HasSubstr;
using traffic::wire;

/// A sidecar with proxy `front`, and the file of a run that stalls it in phase `bad`.
class Target : public testing::Test {
 protected:
  Target() {
    served_file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        server_.where().text() + "\"\n"
    );
    run_file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        server_.where().text() +
        "\"\n[safety]\nlease = \"1s\"\n[[phase]]\nid = \"bad\"\nduration = \"60s\"\n[[fault]]\nid "
        "= "
        "\"held\"\nkind = \"stall\"\nduring = [\"bad\"]\n"
    );
  }

  void SetUp() override {
    sidecar_.emplace(served_file_);
    ASSERT_TRUE(sidecar_->is_ready()) << sidecar_->said();
  }

  std::vector<std::string> run_words(std::initializer_list<std::string> more = {}) const {
    std::vector<std::string> all{
        "run",
        run_file_.path(),
        "--target",
        "http://" + sidecar_->control.text()
    };
    all.insert(all.end(), more);
    return all;
  }
  std::string state() const {
    wire client = wire::dial(sidecar_->control);
    client.say(admin::request_text("GET", "/v1/state"));
    return admin::read_reply(client).body;
  }
  /// Waits until the sidecar holds what the run has armed.
  void wait_for_the_fault() const {
    const auto limit = steady_clock::now() + 10s;
    while (state().find("\"owner\": \"lease\"") == std::string::npos && steady_clock::now() < limit)
      std::this_thread::sleep_for(10ms);
  }
  /// Both ends of a connection that the fault holds, with `ping` on its way.
  std::pair<wire, wire> say_ping() const {
    wait_for_the_fault();
    wire client = wire::dial(sidecar_->front);
    client.say("ping");
    return {std::move(client), server_.accept()};
  }

  traffic::host server_;
  scratch served_file_{"served.toml"}, run_file_{"run.toml"};
  std::optional<served> sidecar_;
};

TEST_F(Target, IsArmedUntilTheRunnerIsInterrupted) {
  background_surgeline run(run_words());
  auto [client, upstream] = say_ping();
  EXPECT_TRUE(upstream.is_silent_for(1500ms));  // longer than the lease: it is renewed
  EXPECT_THAT(state(), HasSubstr("\"by\": \"runner\""));
  run.signal(SIGINT);
  EXPECT_EQ(upstream.hear(4), "ping");
  EXPECT_EQ(run.exit_code(), 4);
  EXPECT_THAT(state(), HasSubstr("\"lease\": null"));
}

TEST_F(Target, KnowsWhichRunHasArmedIt) {
  background_surgeline run(run_words());
  wait_for_the_fault();
  wire client = wire::dial(sidecar_->telemetry);
  client.say(admin::request_text("GET", "/metrics"));
  EXPECT_THAT(
      admin::read_reply(client).body,
      testing::ContainsRegex(
          "surgeline_run_info.run_id=\"[0-9a-f]+\",scenario=\"[a-z0-9-]+\",seed=\"1\","
          "engine=\"run\",config=\"[0-9a-f]+\". 1"
      )
  );
  run.signal(SIGINT);
  EXPECT_EQ(run.exit_code(), 4);
}

TEST_F(Target, IsClearedWhenTheRunnerIsKilled) {
  background_surgeline run(run_words());
  auto [client, upstream] = say_ping();
  EXPECT_TRUE(upstream.is_silent_for(100ms));
  run.signal(SIGKILL);
  EXPECT_EQ(upstream.hear(4), "ping");
  EXPECT_TRUE(sidecar_->says("was not renewed: `held` cleared")) << sidecar_->said();
}

TEST_F(Target, StopsTheRunIfSomebodyClearsEverything) {
  background_surgeline run(run_words());
  wait_for_the_fault();
  wire brake = wire::dial(sidecar_->control);
  brake.say(admin::request_text("DELETE", "/v1/plan"));
  EXPECT_EQ(admin::read_reply(brake).status, 200);
  EXPECT_EQ(run.exit_code(), 4);
}

TEST_F(Target, EndsInAVerdictWithWhatItsFaultsDid) {
  background_surgeline run(run_words({"--set", "phase.bad.duration=1500ms", "--json"}));
  auto [client, upstream] = say_ping();
  EXPECT_EQ(upstream.hear(4), "ping");
  run.says("\n}\n");
  EXPECT_EQ(run.exit_code(), 0) << run.said();
  EXPECT_THAT(run.said(), HasSubstr("\"verdict\""));
}

TEST_F(Target, HasToHaveTheProxiesOfTheFile) {
  const auto result = run_program(run_words({"--set", "proxy.front.id=back"}));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("has no proxy `back`"));
}

TEST_F(Target, HasToBeThere) {
  const auto result = run_program({"run", run_file_.path(), "--target", server_.where().text()});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("no answer from"));
}

TEST_F(Target, LivesInRealTime) {
  const auto result = run_program(
      {"run", run_file_.path(), "--target", "127.0.0.1:1", "--set", "scenario.speedup=2"}
  );
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("a sidecar lives in real time"));
}

}  // namespace
}  // namespace surgeline
