#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;

/// A run of half a minute whose samples a Prometheus server has been given afterwards. It scrapes nobody.
class backfilled_site : public site {
 public:
  backfilled_site() {
    must(R"sh(
      "$surgeline" run "$scenarios/first-look.toml" --quiet --report out --openmetrics samples.txt >said.txt 2>&1 || true
      tail -1 samples.txt | grep -Fx '# EOF'
      promtool tsdb create-blocks-from openmetrics samples.txt data >blocks.txt
      "$surgeline" sim "$scenarios/first-look.toml" --quiet --openmetrics simulated.txt >said_sim.txt 2>&1 || true
      promtool tsdb create-blocks-from openmetrics simulated.txt simulated >simulated_blocks.txt
      echo 'global: {}' >prometheus.yml
    )sh");
    start(
        "prometheus --config.file=prometheus.yml --storage.tsdb.path=data "
        "--storage.tsdb.retention.time=10y --web.listen-address=127.0.0.1:$direct"
    );
    wait_until("curl -sf http://127.0.0.1:$direct/-/ready");
    define(R"sh(
      end=$(grep -F surgeline_load_scheduled_total{ samples.txt | tail -1 | awk '{ print $NF }')
      names() { grep -o '^surgeline_[a-z_]*' "$1" | sort -u; }
      ask() { curl -sfG http://127.0.0.1:$direct/api/v1/query --data-urlencode "query=$1" --data-urlencode "time=${2:-$end}"; }
    )sh");
  }
};

/// They all ask the same server, which nothing changes.
class Backfill : public testing::Test {
 protected:
  static void SetUpTestSuite() { site_ = std::make_unique<backfilled_site>(); }
  static void TearDownTestSuite() { site_.reset(); }

 private:
  inline static std::unique_ptr<backfilled_site> site_;

 protected:
  backfilled_site& here = *site_;
};

TEST_F(Backfill, MakesBlocks) {
  EXPECT_THAT(here.get("cat blocks.txt"), HasSubstr("BLOCK ULID"));
  EXPECT_TRUE(here.does("ls data/*/meta.json"));
}

TEST_F(Backfill, AnswersWithWhatTheRunCounted) {
  const std::string counted =
      here.get("grep -F surgeline_load_scheduled_total{ samples.txt | tail -1 | awk '{ print $2 }'"
      );
  EXPECT_THAT(
      here.get("ask 'sum(surgeline_load_scheduled_total)'"),
      HasSubstr("\"" + counted + "\"")
  );
}

TEST_F(Backfill, HasRatesAndQuantiles) {
  EXPECT_THAT(
      here.get("ask 'sum(rate(surgeline_load_completed_total{outcome=\"ok\"}[10s])) > 0'"),
      HasSubstr("\"value\"")
  );
  EXPECT_THAT(
      here.get("ask 'histogram_quantile(0.5, sum by (le) "
               "(increase(surgeline_load_latency_seconds_bucket[1m]))) > 0'"),
      HasSubstr("\"value\"")
  );
}

TEST_F(Backfill, KnowsTheVerdictAndWhenFaultsWereInForce) {
  EXPECT_THAT(here.get("ask 'surgeline_experiment_verdict == 1'"), HasSubstr("\"verdict\":\""));
  EXPECT_THAT(
      here.get("ask 'max_over_time(sum(surgeline_fault_active)[10m:1s]) > 0'"),
      HasSubstr("\"value\"")
  );
  EXPECT_THAT(here.get("ask 'sum(surgeline_fault_active)'"), HasSubstr("\"0\""));
}

TEST_F(Backfill, TakesASimulationToo) {
  EXPECT_THAT(here.get("cat simulated_blocks.txt"), HasSubstr("BLOCK ULID"));
  EXPECT_THAT(
      here.get("promtool tsdb dump --match='surgeline_run_info' simulated | head -1"),
      HasSubstr("engine=\"sim\"")
  );
}

TEST_F(Backfill, HasTheSameNamesFromBothEngines) {
  EXPECT_TRUE(here.does("diff <(names samples.txt) <(names simulated.txt)"));
  EXPECT_THAT(here.get("names simulated.txt"), HasSubstr("surgeline_load_latency_seconds_bucket"));
}

TEST_F(Backfill, HasNoSampleOfTheFuture) {
  EXPECT_TRUE(here.does(
      "test $(grep -v '^#' simulated.txt | awk '{ print int($NF) }' | sort -n | tail -1) -le "
      "$(date +%s)"
  ));
}

TEST_F(Backfill, JoinsTheScenarioAsTheBoardsDo) {
  EXPECT_THAT(
      here.get("ask 'surgeline_load_scheduled_total * on (job, instance) group_left (scenario) "
               "surgeline_run_info'"),
      HasSubstr("\"scenario\":\"first-look\"")
  );
}

}  // namespace
}  // namespace surgeline::real
