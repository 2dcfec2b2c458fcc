#include <gtest/gtest.h>

#include <iostream>

#include "real/podman_site.hpp"

namespace surgeline::real {
namespace {

/// The same with a `[[daemon]]`: the container runtime has four slots, and whoever calls it through the sidecar waits for one.
class daemon_site : public podman_site {
 public:
  daemon_site()
      : podman_site(
            "[[daemon]]\nid = \"container-api\"\nscope = \"shared\"\nslots = 4\n"
            "attach = [{ proxy = \"front\", at = \"accept\" }]\n"
        ) {
    define(R"(
      is_healthy() { timeout 5 podman --remote --url unix://$PWD/front.sock version >/dev/null 2>&1; }
      number() { curl -s http://$telemetry/metrics | grep "^surgeline_daemon_$1" | head -1 | grep -o '[0-9.e+]*$'; }
    )");
  }
};

using PodmanDaemon = tests_of<daemon_site>;

const std::string stall =
    R"({ "id": "freeze", "kind": "daemon_stall", "target": { "daemon": "container-api" } })";

TEST_F(PodmanDaemon, IsNoHindranceWhileItIsWell) {
  EXPECT_TRUE(here.does("is_healthy"));
  EXPECT_TRUE(here.does("there_and_back"));
}

TEST_F(PodmanDaemon, IsSeenToBeSickByACheckThatGoesThroughTheSameQueue) {
  here.arm(stall);
  EXPECT_FALSE(here.does("is_healthy"));
  EXPECT_TRUE(here.does("directly version"));
  here.clear();
  EXPECT_TRUE(here.does("is_healthy"));
}

TEST_F(PodmanDaemon, ReleasesAHerdThatIsServedAfterAll) {
  here.arm(stall);
  const auto crowd = here.beside(
      "for i in $(seq 12); do (timeout 60 podman --remote --url unix://$PWD/front.sock version"
      " >served.$i 2>&1 && touch served.$i.well) & done; wait; touch crowd.over"
  );
  here.wait_until("test $(number queue_depth) -ge 12");
  here.clear();
  here.wait_until("test -e crowd.over");
  EXPECT_EQ(here.get("ls served.*.well | wc -l"), "12");
  std::cout << "herd: " << here.get("number released_waiters_sum") << " connections waited; "
            << here.get("number stall_seconds_total") << " s stalled in "
            << here.get("number stalls_total") << " stalls\n";
}

TEST_F(PodmanDaemon, RefusesAtOnceWhileItIsGone) {
  here.arm(R"({ "id": "crash", "kind": "daemon_crash", "target": { "daemon": "container-api" } })");
  const auto done = here.run("is_healthy");
  EXPECT_NE(done.exit_code, 0);
  here.clear();
  EXPECT_TRUE(here.does("is_healthy"));
}

}  // namespace
}  // namespace surgeline::real
