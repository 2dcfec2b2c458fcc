#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>

#include "real/redis_site.hpp"

namespace surgeline::real {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::HasSubstr;

/// A Redis whose sidecar a runner arms.
class driven_redis : public redis_site {
 public:
  driven_redis() {
    define("run=\"$surgeline run --target $control\"");
    must("sed s/cache/front/ $scenarios/redis-latency.toml >redis-latency.toml");
    must(R"(
      cat >late.toml <<END
        format = 1
        [[proxy]]
        id = "front"
        listen = "127.0.0.1:0"
        upstream = "127.0.0.1:$direct"
        [safety]
        lease = "2s"
        [[phase]]
        id = "bad"
        duration = "10m"
        [[fault]]
        id = "late"
        kind = "latency"
        delay = "1s"
END
    )");
  }
};

using Runner = tests_of<driven_redis>;

TEST_F(Runner, BringsTheScenarioOfARealRedisToItsVerdict) {
  const background_program load = here.beside(
      "xargs -P 50 -n 1 setpriv --pdeathsig KILL redis-cli -p $port -r -1 -i 0.1 get <<<$(seq 50)"
  );
  const auto done = here.run("$run redis-latency.toml");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  std::printf("%s", done.said.c_str());
}

TEST_F(Runner, ThatIsKilledLeavesNoFaultBehind) {
  const background_program run = here.beside("$run late.toml");
  here.wait_until("curl -s $control/v1/state | grep -q '\"late\"'");
  EXPECT_GE(here.run("redis-cli -p $port ping").took, 1s);
  run.signal(SIGKILL);
  const auto killed = steady_clock::now();
  while (here.run("redis-cli -p $port ping").took >= 1s) {
    ASSERT_LT(steady_clock::now(), killed + 1min);
  }
  const std::chrono::duration<double> after = steady_clock::now() - killed;
  std::printf(
      "the first prompt answer came %.1f s after the kill; the lease is 2 s\n",
      after.count()
  );
  EXPECT_THAT(here.get("curl -s $control/v1/state"), HasSubstr("\"lease\": null"));
}

}  // namespace
}  // namespace surgeline::real
