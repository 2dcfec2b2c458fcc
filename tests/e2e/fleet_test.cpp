#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "admin/counter.hpp"
#include "repo/program.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;
using repo::run_program;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using traffic::wire;

/// What a listener of a sidecar answers to GET.
std::string body_at(const endpoint& where, const std::string& path) {
  wire client = wire::dial(where);
  client.say(admin::request_text("GET", path));
  return admin::read_reply(client).body;
}

/// Two sidecars with proxy `front`, and the file of a run that stalls it in phase `bad`.
class Fleet : public testing::Test {
 protected:
  Fleet() {
    const std::string front =
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        server_.where().text() + "\"\n";
    served_file_.write(front);
    run_file_.write(
        front +
        "[safety]\nlease = \"1s\"\nexpect_sidecars = 2\n[[phase]]\nid = \"bad\"\nduration = "
        "\"60s\"\n[[fault]]\nid = \"held\"\nkind = \"stall\"\n"
    );
  }

  void SetUp() override {
    for (auto& one : sidecars_) {
      one = std::make_unique<served>(served_file_);
      ASSERT_TRUE(one->is_ready()) << one->said();
    }
  }

  std::vector<std::string> run_words(std::initializer_list<std::string> more = {}) const {
    std::vector<std::string> all{"run", run_file_.path()};
    for (const auto& one : sidecars_) {
      all.emplace_back("--target");
      all.push_back("http://" + one->control.text());
    }
    all.insert(all.end(), more);
    return all;
  }
  std::string state(std::size_t of) const { return body_at(sidecars_[of]->control, "/v1/state"); }
  /// Waits until a sidecar's state has a text.
  bool shows(std::size_t which, const std::string& what) const {
    const auto limit = steady_clock::now() + 10s;
    while (steady_clock::now() < limit) {
      if (state(which).find(what) != std::string::npos) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  bool both_are_armed() const {
    const std::string armed = "\"owner\": \"lease\"";
    return shows(0, armed) && shows(1, armed);
  }

  traffic::host server_;
  scratch served_file_{"fleet.toml"}, run_file_{"fleet-run.toml"};
  std::array<std::unique_ptr<served>, 2> sidecars_;
};

TEST_F(Fleet, IsArmedTogetherAndReportedSidecarBySidecar) {
  background_surgeline run(run_words({"--set", "phase.bad.duration=1500ms", "--json"}));
  ASSERT_TRUE(both_are_armed());
  wire first = wire::dial(sidecars_[0]->front), second = wire::dial(sidecars_[1]->front);
  first.say("ping");
  second.say("ping");
  run.says("\n}\n");
  EXPECT_EQ(run.exit_code(), 0) << run.said();
  EXPECT_THAT(
      run.said(),
      AllOf(
          HasSubstr("\"control\": \"" + sidecars_[0]->control.text() + "\""),
          HasSubstr("\"control\": \"" + sidecars_[1]->control.text() + "\""),
          HasSubstr("\"clock_within_seconds\": "),
          HasSubstr("\"evaluated\": 2,")
      )
  );
  EXPECT_THAT(state(0), HasSubstr("\"lease\": null"));
  EXPECT_THAT(state(1), HasSubstr("\"lease\": null"));
}

TEST_F(Fleet, TellsEachSidecarWhatTheRunDoes) {
  background_surgeline run(run_words({"--set", "phase.bad.duration=2s"}));
  ASSERT_TRUE(both_are_armed());
  ASSERT_TRUE(shows(1, "\"phase\": \"bad\""));
  EXPECT_THAT(
      body_at(sidecars_[1]->telemetry, "/metrics"),
      AllOf(
          HasSubstr("surgeline_experiment_state{state=\"running\"} 1\n"),
          HasSubstr("surgeline_phase_active{phase=\"bad\"} 1\n")
      )
  );
  wire first = wire::dial(sidecars_[0]->front);
  first.say("ping");
  run.hear_out();
  EXPECT_EQ(run.exit_code(), 0) << run.said();
  EXPECT_THAT(
      body_at(sidecars_[1]->telemetry, "/metrics"),
      HasSubstr("surgeline_experiment_verdict{verdict=\"pass\"} 1\n")
  );
}

TEST_F(Fleet, EndsTheRunWhenOneSidecarIsLost) {
  background_surgeline run(run_words());
  ASSERT_TRUE(both_are_armed());
  sidecars_[1]->signal(SIGKILL);
  run.hear_out();
  EXPECT_EQ(run.exit_code(), 4);
  EXPECT_THAT(run.said(), HasSubstr("1 of 2 sidecars are left, and the quorum is 2"));
  EXPECT_THAT(run.said(), ContainsRegex("lost at .*has been silent for its lease"));
  EXPECT_THAT(state(0), HasSubstr("\"faults\": []"));
  EXPECT_THAT(
      body_at(sidecars_[0]->telemetry, "/metrics"),
      HasSubstr("surgeline_aborts_total{reason=\"sidecar\"} 1\n")
  );
}

TEST_F(Fleet, GoesOnWithoutASidecarIfTheQuorumAllows) {
  background_surgeline run(
      run_words({"--set", "safety.quorum=50%", "--set", "phase.bad.duration=4s", "--json"})
  );
  ASSERT_TRUE(both_are_armed());
  wire client = wire::dial(sidecars_[0]->front);
  client.say("ping");
  sidecars_[1]->signal(SIGKILL);
  run.hear_out();
  EXPECT_EQ(run.exit_code(), 0) << run.said();
  EXPECT_THAT(run.said(), HasSubstr("has been silent for its lease of 1s"));
}

TEST_F(Fleet, DoesNotBeginWhereOneSidecarRefuses) {
  wire brake = wire::dial(sidecars_[1]->control);
  brake.say(admin::request_text("POST", "/v1/freeze"));
  EXPECT_EQ(admin::read_reply(brake).status, 200);
  const auto result = run_program(run_words());
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr(sidecars_[1]->control.text() + " is frozen"));
  EXPECT_THAT(state(0), HasSubstr("\"lease\": null"));
}

TEST_F(Fleet, IsAsLargeAsTheFileExpects) {
  const auto alone =
      run_program({"run", run_file_.path(), "--target", "http://" + sidecars_[0]->control.text()});
  EXPECT_EQ(alone.exit_code, 2);
  EXPECT_THAT(alone.output, HasSubstr("the file expects 2 sidecars, and there are 1"));
}

}  // namespace
}  // namespace surgeline
