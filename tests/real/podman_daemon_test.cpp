#include <gtest/gtest.h>

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
      is_healthy() { timeout ${1:-60} podman --remote --url unix://$PWD/front.sock version >/dev/null 2>&1; }
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
  EXPECT_FALSE(here.does("is_healthy 5"));
  EXPECT_TRUE(here.does("directly version"));
  here.clear();
  EXPECT_TRUE(here.does("is_healthy"));
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
