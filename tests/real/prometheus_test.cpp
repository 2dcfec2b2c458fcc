#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;

/// A Prometheus server that scrapes itself, and a scenario of two seconds that asks it, by way of the sidecar.
class prometheus_site : public site {
 public:
  prometheus_site() {
    must(R"sh(
      cat >prometheus.yml <<END
global: { scrape_interval: 1s }
scrape_configs: [{ job_name: self, static_configs: [{ targets: ["127.0.0.1:$direct"] }] }]
END
      cat >asks.toml <<'END'
        format = 1
        [[service]]
        id = "shop"
        [[load]]
        id = "users"
        to = "shop"
        rate = "50/s"
        [vars]
        server = "http://127.0.0.1:9"
        query = "sum(up)"
        above = 1
        [[phase]]
        id = "calm"
        duration = "2s"
        [[steady_state]]
        id = "all-up"
        source = "promql"
        server = "${server}"
        query = "${query}"
        every = "250ms"
        expect = { equals = 1 }
        [[abort]]
        id = "too-many"
        source = "promql"
        server = "${server}"
        query = "${query}"
        every = "250ms"
        when = { above = "${above}" }
END
    )sh");
    start(
        "prometheus --config.file=prometheus.yml --storage.tsdb.path=data "
        "--web.listen-address=127.0.0.1:$direct"
    );
    wait_until("curl -sf http://127.0.0.1:$direct/api/v1/query?query=up | grep -F '\"1\"'");
    put_sidecar_before("127.0.0.1:$direct");
    define(R"(ask() { "$surgeline" run asks.toml --set vars.server=http://$front "$@"; })");
  }
};

using Prometheus = tests_of<prometheus_site>;

TEST_F(Prometheus, AnswersTheQueryOfACheck) {
  const auto done = here.run("ask");
  EXPECT_EQ(done.exit_code, 0) << done.said;
}

TEST_F(Prometheus, BreaksACheckWithWhatItSays) {
  const auto done = here.run("ask --set 'vars.query=sum(up) - 1'");
  EXPECT_EQ(done.exit_code, 1) << done.said;
  EXPECT_THAT(done.said, HasSubstr("equal to 1, worst answer 0"));
}

TEST_F(Prometheus, EndsARunThatItSaysIsHurt) {
  const auto done = here.run("ask --set vars.above=0");
  EXPECT_EQ(done.exit_code, 4) << done.said;
  EXPECT_THAT(done.said, HasSubstr("too-many: promql `sum(up)` was 1, above 0"));
}

TEST_F(Prometheus, ThatRefusesTheQueryLeavesTheRunInconclusive) {
  const auto done = here.run("ask --set 'vars.query=sum(up'");
  EXPECT_EQ(done.exit_code, 3) << done.said;
  EXPECT_THAT(done.said, HasSubstr("the Prometheus server says"));
  EXPECT_THAT(done.said, HasSubstr("unclosed left parenthesis"));
}

TEST_F(Prometheus, ThatIsSilentHoldsNobodyUp) {
  here.arm(R"({ "id": "hush", "kind": "blackhole" })");
  const auto done = here.run("ask --set phase.calm.duration=5s");
  EXPECT_EQ(done.exit_code, 3) << done.said;
  EXPECT_THAT(done.said, HasSubstr("no answer from"));
  EXPECT_LT(done.took, std::chrono::minutes{1});
}

}  // namespace
}  // namespace surgeline::real
