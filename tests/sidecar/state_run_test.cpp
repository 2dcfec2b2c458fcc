#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/sidecar/state.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using config::text_at;

TEST(State, ShowsWhatARunTells) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1min);
  scenario::run_story told{.state = scenario::run_state::running};
  told.phase = "bad";
  told.checks = {{"errors", false, 0.25}};
  ASSERT_TRUE(served.one->renew(lease, told));
  const config::value state = state_of(*served.one);
  EXPECT_EQ(text_at(state, "run", "state"), "running");
  EXPECT_EQ(text_at(state, "run", "phase"), "bad");
  EXPECT_EQ(text_at(state, "run", "checks", 0, "id"), "errors");
}

TEST(State, HasNoRunUntilOneTellsOfItself) {
  house served;
  served.arm(fault::reset{}, 1min);
  EXPECT_NE(run_state_of(*served.one).as<std::monostate>(), nullptr);
}

TEST(State, KeepsTheVerdictOfTheLastRun) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1s);
  scenario::run_story told{.state = scenario::run_state::done};
  told.verdict = scenario::verdict_kind::fail;
  ASSERT_TRUE(served.one->renew(lease, told));
  served.work_until([&] { return served.one->board().story(served.one->now()) == nullptr; });
  EXPECT_EQ(text_at(run_state_of(*served.one), "verdict"), "fail");
  EXPECT_EQ(text_at(run_state_of(*served.one), "state"), "");
}

TEST(State, SaysWhatTimeItIs) {
  const house served;
  const auto now = [] {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch())
        .count();
  };
  const double before = now();
  const config::value state = state_of(*served.one);
  const double said = *config::find(state, "now_seconds")->as<double>();
  EXPECT_LE(before, said);
  EXPECT_LE(said, now());
  EXPECT_THAT(text_at(state, "started_at"), testing::EndsWith("Z"));
}

}  // namespace
}  // namespace surgeline::sidecar
