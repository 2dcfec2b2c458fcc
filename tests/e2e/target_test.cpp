#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
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

  std::vector<std::string> run_words(const served& with) const {
    return {"run", run_file_.path(), "--target", "http://" + with.control.text()};
  }
  std::string state(const served& of) const {
    wire client = wire::dial(of.control);
    client.say(admin::request_text("GET", "/v1/state"));
    return admin::read_reply(client).body;
  }
  /// Waits until the sidecar holds what the run has armed.
  void wait_for_the_fault(const served& on) const {
    const auto limit = steady_clock::now() + 10s;
    while (state(on).find("\"owner\": \"lease\"") == std::string::npos &&
           steady_clock::now() < limit)
      std::this_thread::sleep_for(10ms);
  }

  traffic::host server_;
  scratch served_file_{"served.toml"}, run_file_{"run.toml"};
};

TEST_F(Target, IsArmedUntilTheRunnerIsInterrupted) {
  served sidecar(served_file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  background_surgeline run(run_words(sidecar));
  wait_for_the_fault(sidecar);
  wire client = wire::dial(sidecar.front);
  wire upstream = server_.accept();
  client.say("ping");
  EXPECT_TRUE(upstream.is_silent_for(1500ms));  // longer than the lease: it is renewed
  EXPECT_THAT(state(sidecar), HasSubstr("\"by\": \"runner\""));
  run.signal(SIGINT);
  EXPECT_EQ(upstream.hear(4), "ping");
  EXPECT_EQ(run.exit_code(), 4);
  EXPECT_THAT(state(sidecar), HasSubstr("\"lease\": null"));
}

TEST_F(Target, IsClearedWhenTheRunnerIsKilled) {
  served sidecar(served_file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  background_surgeline run(run_words(sidecar));
  wait_for_the_fault(sidecar);
  wire client = wire::dial(sidecar.front);
  wire upstream = server_.accept();
  client.say("ping");
  EXPECT_TRUE(upstream.is_silent_for(100ms));
  run.signal(SIGKILL);
  EXPECT_EQ(upstream.hear(4), "ping");
  EXPECT_TRUE(sidecar.says("was not renewed: `held` cleared")) << sidecar.said();
}

TEST_F(Target, StopsTheRunIfSomebodyClearsEverything) {
  served sidecar(served_file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  background_surgeline run(run_words(sidecar));
  wait_for_the_fault(sidecar);
  wire brake = wire::dial(sidecar.control);
  brake.say(admin::request_text("DELETE", "/v1/plan"));
  EXPECT_EQ(admin::read_reply(brake).status, 200);
  EXPECT_EQ(run.exit_code(), 4);
}

TEST_F(Target, EndsInAVerdictWithWhatItsFaultsDid) {
  served sidecar(served_file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  auto words = run_words(sidecar);
  words.insert(words.end(), {"--set", "phase.bad.duration=1500ms", "--json"});
  background_surgeline run(words);
  wait_for_the_fault(sidecar);
  wire client = wire::dial(sidecar.front);
  wire upstream = server_.accept();
  client.say("ping");
  EXPECT_EQ(upstream.hear(4), "ping");
  run.says("\n}\n");
  EXPECT_EQ(run.exit_code(), 0) << run.said();
  EXPECT_THAT(run.said(), HasSubstr("\"verdict\""));
}

TEST_F(Target, HasToHaveTheProxiesOfTheFile) {
  served sidecar(served_file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  auto words = run_words(sidecar);
  words.insert(words.end(), {"--set", "proxy.front.id=back"});
  const auto result = run_program(words);
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
