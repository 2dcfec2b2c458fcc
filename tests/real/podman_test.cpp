#include <gtest/gtest.h>

#include "real/podman_site.hpp"

namespace surgeline::real {
namespace {

using Podman = tests_of<podman_site>;

TEST_F(Podman, AnswersTheSameAsWithoutASidecar) {
  EXPECT_EQ(here.get("through version"), here.get("directly version"));
  const std::string what = " --format '{{.Host.Kernel}} {{.Store.GraphRoot}} {{.Version.Version}}'";
  EXPECT_EQ(here.get("through info" + what), here.get("directly info" + what));
}

TEST_F(Podman, StoresAndReturnsEveryByteOfAnImage) { EXPECT_TRUE(here.does("there_and_back")); }

TEST_F(Podman, LoadsAnImageThatWasSaved) {
  EXPECT_TRUE(here.does("there_and_back && through rmi -f localhost/noise:1"));
  EXPECT_TRUE(here.does("through load -q -i saved.tar && through image exists localhost/noise:1"));
  EXPECT_EQ(here.get("through images -q --no-trunc"), here.get("directly images -q --no-trunc"));
}

TEST_F(Podman, BuildsAnImageFromTheContextThatItIsSent) {
  here.files().write("image/Dockerfile", "FROM scratch\nCOPY noise /copied\n");
  EXPECT_TRUE(here.does("through build -q -t localhost/built:1 image"));
  EXPECT_TRUE(here.does("through save -q -o built.tar localhost/built:1"));
  EXPECT_TRUE(here.does("layer_of built.tar | tar -xO copied | cmp - image/noise"));
}

TEST_F(Podman, ReturnsEveryByteOfAnImageToDockersClient) {
  if (!here.does("command -v docker")) GTEST_SKIP() << "no docker here, and no package to have it";
  EXPECT_TRUE(here.does("through import -q layer.tar localhost/noise:1"));
  EXPECT_TRUE(
      here.does("docker -H unix://$PWD/front.sock save localhost/noise:1 >docker.tar &&"
                " layer_of docker.tar | cmp - layer.tar")
  );
}

TEST_F(Podman, StoresAndReturnsEveryByteOfAnImageOnASlowWay) {
  here.arm(slow_way);
  const auto done = here.run("there_and_back");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  EXPECT_GE(done.took, 2 * least_time(3'000'000));
}

TEST_F(Podman, WorksAgainWhenItsConnectionsAreNotCutAnyMore) {
  here.arm(R"({ "id": "short", "kind": "cut", "after_bytes": "100B" })");
  EXPECT_FALSE(here.does("through version"));
  here.clear();
  EXPECT_TRUE(here.does("there_and_back"));
}

}  // namespace
}  // namespace surgeline::real
