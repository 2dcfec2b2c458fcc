#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "e2e/served.hpp"
#include "repo/program.hpp"
#include "traffic/wire.hpp"

/// A sidecar that starts before the name of its upstream means anything.
namespace surgeline {
namespace {

using testing::HasSubstr;

class Upstreams : public testing::Test {
 protected:
  void write(const std::string& upstream) const {
    file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        upstream + "\"\n"
    );
  }

  const scratch file_{"upstreams.toml"}, hosts_{"hosts"};
};

TEST_F(Upstreams, MayHaveNoAddressWhenItStarts) {
  write("nobody.invalid:80");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  EXPECT_THAT(
      sidecar.said(),
      HasSubstr("unresolved proxy `front` has no upstream yet: nobody.invalid:80: cannot resolve")
  );
  const auto healthy =
      repo::run_program({"ctl", "health", "--telemetry", sidecar.telemetry.text()});
  EXPECT_EQ(healthy.exit_code, 0) << healthy.output;
}

/// With names of its own: a mount that nobody else sees.
TEST_F(Upstreams, AreReachedOnceTheirNamesMeanSomething) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a process other names";
  const traffic::host server;
  write("late.test:" + std::to_string(server.where().port));
  hosts_.write("127.0.0.1 localhost\n");
  background_program sidecar(
      {"unshare",
       "--mount",
       "sh",
       "-c",
       "mount --bind " + hosts_.path() + " /etc/hosts && exec " SURGELINE_BINARY " serve -c " +
           file_.path() + " --control 127.0.0.1:0 --telemetry 127.0.0.1:0"}
  );
  ASSERT_TRUE(sidecar.says("unresolved proxy `front`")) << sidecar.said();
  ASSERT_TRUE(sidecar.says("\nready\n"));
  const std::string& said = sidecar.said();
  const auto from = said.find("front: ") + 7;
  const auto front = endpoint::parse(said.substr(from, said.find(' ', from) - from));
  ASSERT_TRUE(front) << said;
  hosts_.write("127.0.0.1 localhost late.test\n");
  ASSERT_TRUE(sidecar.says("resolved   proxy `front` leads to late.test")) << sidecar.said();
  const auto client = traffic::wire::dial(*front);
  client.say("hello");
  EXPECT_EQ(server.accept().hear(5), "hello");
}

TEST_F(Upstreams, AreStillLookedUpBeforeAReloadIsTaken) {
  write("127.0.0.1:1");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  write("nobody.invalid:80");
  sidecar.signal(SIGHUP);
  EXPECT_TRUE(sidecar.says("cannot resolve `nobody.invalid`"));
  EXPECT_TRUE(sidecar.says("the old file stays in force"));
}

class Health : public Upstreams {};

TEST_F(Health, IsAskedOfTelemetryAndWantsNoKey) {
  const scratch keys("health-keys");
  keys.write("operator ci 0123456789abcdef\n");
  chmod(keys.path().c_str(), 0600);
  file_.write(
      "format = 1\n[serve]\nkeys = \"" + keys.path() +
      "\"\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:1\"\n"
  );
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const auto told = repo::run_program({"ctl", "health", "--telemetry", sidecar.telemetry.text()});
  EXPECT_EQ(told.exit_code, 0);
  EXPECT_EQ(told.output, "ready\n");
}

TEST_F(Health, IsBadWhereNobodyAnswers) {
  const auto told = repo::run_program({"ctl", "health", "--telemetry", "127.0.0.1:1"});
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(told.output, HasSubstr("--telemetry says where"));
}

}  // namespace
}  // namespace surgeline
