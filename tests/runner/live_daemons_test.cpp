#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/scenario/judge.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using measure::instrument;
using scenario::phase_role;

/// A shop whose jobs wait for a daemon, twice as fast as its file says; it freezes in phase `bad`.
class LiveDaemons : public testing::Test {
 protected:
  LiveDaemons() {
    file_.head.speedup = 2;
    file_.services[0].slots = 1000;
    file_.daemons.push_back(
        {.id = "logd",
         .scope = scenario::daemon_scope::shared,
         .service_time = distribution::fixed(500us),
         .attach = {{.service = "shop"}}}
    );
    scenario::add_phase(file_, "bad", 1s, phase_role::normal);
    scenario::add_phase(file_, "after", 1s, phase_role::recover);
    scenario::add_fault(file_, "freeze", fault::daemon_stall{}, {"bad"});
    file_.faults[0].target.daemons.daemon = "logd";
  }
  void run() {
    auto result = run_live(file_, 1, {});
    ASSERT_TRUE(std::holds_alternative<scenario::record>(result));
    made_ = std::get<scenario::record>(std::move(result));
  }
  double in_stage(const char* metric, std::size_t stage) const {
    const auto when = made_.course.stages.at(stage).when;
    return measure::metric_path::parse(metric)
        ->over(made_.recording, when.from, when.to)
        .value_or(-1);
  }

  scenario::file file_ = scenario::direct_scenario();
  scenario::record made_;
};

TEST_F(LiveDaemons, AreWaitedForByEveryJob) {
  run();
  const auto counted = [&](const char* subject, instrument what) {
    return made_.recording.sum(subject, what, time_point{}, time_point{1h});
  };
  EXPECT_GT(counted("daemon.logd", instrument::asked), 300);
  EXPECT_EQ(
      counted("daemon.logd", instrument::asked),
      counted("service.shop", instrument::arrived)
  );
}

TEST_F(LiveDaemons, StopEverybodyAndReleaseAHerd) {
  run();
  EXPECT_GE(in_stage("daemon.logd.stalled_share", 1), 0.9);
  EXPECT_GE(in_stage("daemon.logd.herd", 2), 100);
  EXPECT_GT(in_stage("load.users.goodput", 2), 200);  // those who waited too
}

TEST_F(LiveDaemons, AttestTheirWindow) {
  run();
  const auto judged = scenario::judge(made_);
  ASSERT_EQ(judged.attestations.size(), 1U);
  EXPECT_EQ(judged.attestations[0].seen.injected, 1U);
  EXPECT_GE(judged.attestations[0].seen.measured_seconds, 0.9);
}

TEST_F(LiveDaemons, FailWhoWaitsForTooLong) {
  file_.daemons[0].attach[0].timeout = 200ms;
  run();
  const double errors =
      made_.recording.sum("load.users", instrument::errors, time_point{}, time_point{1h});
  EXPECT_GT(errors, 100);
}

}  // namespace
}  // namespace surgeline::runner
