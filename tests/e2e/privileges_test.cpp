#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "e2e/served.hpp"
#include "repo/program.hpp"

/// A sidecar that root starts, and that does not stay root.
namespace surgeline {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Privileges : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root can give something up";
  }
  void write(const std::string& serve, const std::string& listen = "127.0.0.1:0") const {
    file_.write(
        "format = 1\n[serve]\n" + serve + "[[proxy]]\nid = \"front\"\nlisten = \"" + listen +
        "\"\nupstream = \"127.0.0.1:1\"\n"
    );
  }
  /// What `/proc` says about every thread, each different line once.
  static std::set<std::string> lines(pid_t process, const std::string& beginning) {
    std::set<std::string> all;
    const std::string tasks = "/proc/" + std::to_string(process) + "/task";
    for (const auto& one : std::filesystem::directory_iterator(tasks)) {
      std::ifstream in(one.path() / "status");
      for (std::string line; std::getline(in, line);)
        if (line.starts_with(beginning)) all.insert(line);
    }
    return all;
  }

  const scratch file_{"user.toml"}, keys_{"user-keys"};
};

TEST_F(Privileges, AreGivenUpByEveryThread) {
  write("user = \"nobody\"\nworkers = 3\n");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  EXPECT_THAT(sidecar.said(), HasSubstr("user       nobody"));
  EXPECT_THAT(lines(sidecar.id(), "Uid:"), ElementsAre("Uid:\t65534\t65534\t65534\t65534"));
  EXPECT_THAT(lines(sidecar.id(), "Gid:"), ElementsAre("Gid:\t65534\t65534\t65534\t65534"));
  EXPECT_THAT(lines(sidecar.id(), "CapEff:"), ElementsAre("CapEff:\t0000000000000000"));
  EXPECT_THAT(lines(sidecar.id(), "CapPrm:"), ElementsAre("CapPrm:\t0000000000000000"));
  EXPECT_THAT(lines(sidecar.id(), "NoNewPrivs:"), ElementsAre("NoNewPrivs:\t1"));
}

TEST_F(Privileges, AreKeptUntilPortsAreOpen) {
  write("user = \"nobody\"\n", "127.0.0.1:843");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  EXPECT_EQ(sidecar.front.port, 843);
}

TEST_F(Privileges, AreWarnedOfWhenTheyAreKept) {
  write("");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  EXPECT_THAT(sidecar.said(), HasSubstr("warning    it runs as root"));
}

TEST_F(Privileges, AreMissedByAReloadThatWantsAPortOfRoot) {
  write("user = \"nobody\"\n");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  std::filesystem::permissions(file_.path(), std::filesystem::perms{0644});
  write("user = \"nobody\"\n", "127.0.0.1:843");
  sidecar.signal(SIGHUP);
  ASSERT_TRUE(sidecar.says("no permission to listen on 127.0.0.1:843"));
  EXPECT_TRUE(sidecar.says("it runs as `nobody` now: ports below 1024"));
}

TEST_F(Privileges, AreMissedByAReloadOfKeysThatAreRoots) {
  keys_.write("operator ci 0123456789abcdef\n");
  std::filesystem::permissions(keys_.path(), std::filesystem::perms{0600});
  write("user = \"nobody\"\nkeys = \"" + keys_.path() + "\"\n");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  sidecar.signal(SIGHUP);
  EXPECT_TRUE(sidecar.says("the keys cannot be read: Permission denied"));
}

TEST_F(Privileges, AreGivenUpToSomebodyWhoExists) {
  write("user = \"no-such-user\"\n");
  const auto told = repo::run_program({"serve", "-c", file_.path()});
  EXPECT_EQ(told.exit_code, 2);
  EXPECT_THAT(told.output, HasSubstr("[serve] user: there is no user `no-such-user`"));
}

TEST_F(Privileges, AreNotForOthersToGiveUp) {
  write("user = \"daemon\"\n");
  std::filesystem::permissions(file_.path(), std::filesystem::perms{0644});
  const auto told = repo::run_command(
      {"setpriv", "--reuid=65534", "--clear-groups", SURGELINE_BINARY, "serve", "-c", file_.path()}
  );
  EXPECT_EQ(told.exit_code, 2) << told.output;
  EXPECT_THAT(told.output, HasSubstr("only root can become `daemon`"));
}

}  // namespace
}  // namespace surgeline
