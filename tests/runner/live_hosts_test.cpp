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

/// A shop with a replica on each of two hosts, twice as fast as its file says; h1 suffers in phase `bad`.
class LiveHosts : public testing::Test {
 protected:
  LiveHosts() {
    file_.head.speedup = 2;
    file_.services[0].replicas = 2;
    file_.services[0].hosts = {{"h1", "h2"}};
    scenario::add_phase(file_, "bad", 1s, phase_role::normal);
    scenario::add_phase(file_, "after", 1s, phase_role::recover);
  }
  void run_with(fault::kind what) {
    scenario::add_fault(file_, "trouble", std::move(what), {"bad"});
    file_.faults[0].target.daemons.hosts = {{"h1"}};
    auto result = run_live(file_, 1, {});
    ASSERT_TRUE(std::holds_alternative<scenario::record>(result));
    made_ = std::get<scenario::record>(std::move(result));
  }
  double in_phase(const char* metric, std::size_t phase) const {
    const auto when = made_.course.stages.at(phase).when;
    return measure::metric_path::parse(metric)
        ->over(made_.recording, when.from, when.to)
        .value_or(-1);
  }
  scenario::attestation attested() const { return scenario::judge(made_).attestations.at(0); }

  scenario::file file_ = scenario::direct_scenario();
  scenario::record made_;
};

TEST_F(LiveHosts, StopTheirReplicasWhileTheyAreFrozen) {
  run_with(fault::host_stall{});
  EXPECT_LT(in_phase("load.users.goodput", 1), 160);
  EXPECT_GT(in_phase("load.users.goodput", 2), 210) << "who waited is answered";
  EXPECT_TRUE(attested().fired);
}

TEST_F(LiveHosts, LoseWhatTheyDoWhenTheyCrash) {
  file_.services[0].service_time = distribution::fixed(50ms);
  run_with(fault::host_crash{});
  EXPECT_GT(
      made_.recording.sum("load.users", instrument::broken, time_point{}, time_point{1h}),
      50
  );
  EXPECT_GT(in_phase("load.users.goodput", 2), 100);
  EXPECT_GT(attested().seen.lost, 0U);
}

TEST_F(LiveHosts, TakeLongerWhileTheyAreSlow) {
  run_with(fault::host_slow{100});
  EXPECT_GE(in_phase("load.users.latency.p99", 1), 0.1);
  EXPECT_EQ(attested().seen.injected, 1U);
}

TEST_F(LiveHosts, HaveTheirCachesForget) {
  file_.services[0].role = scenario::role::cache;
  file_.services[0].cache = {.keys = 50, .zipf = 0};
  file_.services[0].calls = {{.to = "store"}};
  file_.services.push_back({.id = "store"});
  run_with(fault::cache_flush{});
  EXPECT_EQ(attested().seen.lost, 50U);
  EXPECT_GT(
      made_.recording.sum("service.store", instrument::arrived, time_point{}, time_point{1h}),
      25
  );
}

}  // namespace
}  // namespace surgeline::runner
