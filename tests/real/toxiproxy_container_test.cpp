#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "real/redis_site.hpp"

/// The API of Toxiproxy, by the module that Testcontainers has for it, before a real Redis.
namespace surgeline::real {
namespace {

class container_site : public redis_site {
 public:
  container_site() { define("clients='" SURGELINE_SOURCE_DIR "/tests/real/clients'"); }

  /// Whether one step of our program ends well; what it saw is printed.
  testing::AssertionResult does_step(const std::string& step) const {
    const outcome done =
        run("node $clients/toxiproxy_container.mjs " + step + " $control 127.0.0.1:$direct");
    std::printf("%s", done.said.c_str());
    if (done.exit_code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << step << " says\n" << done.said;
  }
};

using ToxiproxyContainer = tests_of<container_site>;

TEST_F(ToxiproxyContainer, CreatesProxiesOnThePortsItHas) {
  EXPECT_TRUE(here.does_step("creates"));
}
TEST_F(ToxiproxyContainer, AddsChangesAndRemovesToxics) { EXPECT_TRUE(here.does_step("toxics")); }
TEST_F(ToxiproxyContainer, CutsConnections) { EXPECT_TRUE(here.does_step("cuts")); }
TEST_F(ToxiproxyContainer, DisablesAndEnables) { EXPECT_TRUE(here.does_step("disables")); }
TEST_F(ToxiproxyContainer, LeadsAProxyElsewhere) { EXPECT_TRUE(here.does_step("updates")); }

}  // namespace
}  // namespace surgeline::real
