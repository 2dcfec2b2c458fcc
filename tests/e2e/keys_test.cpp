#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "e2e/served.hpp"
#include "repo/program.hpp"

/// A control listener that wants keys.
namespace surgeline {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* of_operator = "0123456789abcdef";
constexpr const char* of_viewer = "fedcba9876543210";

class Keys : public testing::Test {
 protected:
  void SetUp() override {
    keys_.write("operator ci 0123456789abcdef\nviewer grafana fedcba9876543210\n");
    chmod(keys_.path().c_str(), S_IRUSR | S_IWUSR);
    file_.write(
        "format = 1\n[serve]\nkeys = \"" + keys_.path() + "\"\naudit = \"" + audit_.path() +
        "\"\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:1\"\n"
    );
  }
  static repo::program_result ctl(
      const served& of,
      const char* key,
      std::vector<std::string> words
  ) {
    setenv("SURGELINE_KEY", key, 1);
    words.insert(words.begin(), {"ctl", "--url", of.control.text()});
    return repo::run_program(words);
  }
  repo::program_result starts_with_bad_keys() {
    return repo::run_program(
        {"serve", "-c", file_.path(), "--control", "127.0.0.1:0", "--telemetry", "127.0.0.1:0"}
    );
  }

  scratch keys_{"keys"}, audit_{"audit.jsonl"}, file_{"keys.toml"};
};

TEST_F(Keys, OpenTheControlListener) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const auto nobody = ctl(sidecar, "", {"status"});
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.output, HasSubstr("a key is needed here"));
  EXPECT_EQ(ctl(sidecar, of_viewer, {"status"}).exit_code, 0);
  EXPECT_THAT(ctl(sidecar, of_viewer, {"clear"}).output, HasSubstr("changes nothing"));
  EXPECT_EQ(ctl(sidecar, of_operator, {"clear"}).exit_code, 0);
}

TEST_F(Keys, AreInTheAuditLogByTheirNames) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  ctl(sidecar, of_operator, {"clear"});
  EXPECT_THAT(
      audit_.read(),
      HasSubstr(R"("who": "ci", "from": "127.0.0.1", "method": "DELETE", "path": "/v1/plan", )"
                R"("body_bytes": 0, "status": 200)")
  );
  EXPECT_THAT(audit_.read(), Not(HasSubstr(of_operator)));
}

TEST_F(Keys, AreReadAgainOnSighup) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  keys_.write("operator ci 1111111111111111\n");
  sidecar.signal(SIGHUP);
  ASSERT_TRUE(sidecar.says("nothing has changed"));
  EXPECT_EQ(ctl(sidecar, of_operator, {"status"}).exit_code, 1);
  EXPECT_EQ(ctl(sidecar, "1111111111111111", {"status"}).exit_code, 0);
}

TEST_F(Keys, StayInForceWhenTheNewOnesCannotBeRead) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  keys_.write("nonsense\n");
  sidecar.signal(SIGHUP);
  ASSERT_TRUE(sidecar.says("a line begins with"));
  EXPECT_EQ(ctl(sidecar, of_operator, {"status"}).exit_code, 0);
}

TEST_F(Keys, ThatOthersMayReadAreRefused) {
  chmod(keys_.path().c_str(), S_IRUSR | S_IWUSR | S_IRGRP);
  const auto said = starts_with_bad_keys();
  EXPECT_EQ(said.exit_code, 2);
  EXPECT_THAT(said.output, HasSubstr("others than its owner may read or write the keys"));
}

/// As a user who is not root, and is in these groups besides; the keys are root's and group 4242 may read them.
class KeysOfASecret : public Keys {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root can be another user";
    Keys::SetUp();
    ASSERT_EQ(chown(keys_.path().c_str(), 0, 4242), 0);
    chmod(keys_.path().c_str(), S_IRUSR | S_IRGRP);
  }
  background_program serving_in(const std::string& groups) const {
    return background_program(
        {"setpriv",
         "--reuid=65534",
         "--regid=65534",
         "--groups=" + groups,
         SURGELINE_BINARY,
         "serve",
         "-c",
         file_.path(),
         "--control",
         "127.0.0.1:0",
         "--telemetry",
         "127.0.0.1:0"}
    );
  }
};

TEST_F(KeysOfASecret, AreReadByItsGroup) {
  auto sidecar = serving_in("4242");
  EXPECT_TRUE(sidecar.says("keys       2")) << sidecar.said();
}

TEST_F(KeysOfASecret, AreRefusedWhereTheGroupIsNotOurs) {
  auto sidecar = serving_in("4243");
  EXPECT_TRUE(sidecar.says("others than its owner may read or write the keys")) << sidecar.said();
}

TEST_F(KeysOfASecret, AreRefusedWhereTheWholeWorldMayReadThem) {
  chmod(keys_.path().c_str(), S_IRUSR | S_IRGRP | S_IROTH);
  auto sidecar = serving_in("4242");
  EXPECT_TRUE(sidecar.says("others than its owner may read or write the keys")) << sidecar.said();
}

TEST_F(KeysOfASecret, AreRefusedWhereTheGroupMayChangeThem) {
  chmod(keys_.path().c_str(), S_IRUSR | S_IRGRP | S_IWGRP);
  auto sidecar = serving_in("4242");
  EXPECT_TRUE(sidecar.says("others than its owner may read or write the keys")) << sidecar.said();
}

TEST_F(Keys, LetAControlListenerBeReachedFromElsewhere) {
  background_surgeline sidecar(
      {"serve", "-c", file_.path(), "--control", "0.0.0.0:0", "--telemetry", "127.0.0.1:0"}
  );
  EXPECT_TRUE(sidecar.says("keys       2"));
  EXPECT_TRUE(sidecar.says("ready"));
}

TEST(NoKeys, AreLoudlyInsecureBeyondThisMachine) {
  const scratch file("insecure.toml");
  file.write(
      "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = "
      "\"127.0.0.1:1\"\n"
  );
  setenv("SURGELINE_INSECURE", "1", 1);
  background_surgeline sidecar(
      {"serve", "-c", file.path(), "--control", "0.0.0.0:0", "--telemetry", "127.0.0.1:0"}
  );
  unsetenv("SURGELINE_INSECURE");
  EXPECT_TRUE(sidecar.says("INSECURE"));
}

}  // namespace
}  // namespace surgeline
