#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "e2e/certificate_files.hpp"
#include "e2e/served.hpp"
#include "repo/program.hpp"

/// A control listener that speaks TLS, and what speaks to it.
namespace surgeline {
namespace {

using testing::HasSubstr;

class Tls : public testing::Test {
 protected:
  void SetUp() override {
    ca_.write(ours_.certificate());
    other_ca_.write(theirs_.certificate());
    write("");
  }
  void write(const std::string& more, const std::string& serve = {}) {
    file_.write(
        "format = 1\n[serve]\n" + serve + "tls = { cert = \"" + own_.certificate.path() +
        "\", key = \"" + own_.key.path() + "\"" + more +
        " }\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:1\"\n"
    );
  }
  std::string asks_clients() const { return ", client_ca = \"" + ca_.path() + "\""; }
  static std::string url(const endpoint& of) { return "https://" + of.text(); }
  repo::program_result ctl(const served& of, std::vector<std::string> words) {
    words.insert(words.begin(), {"ctl", "--url", url(of.control)});
    return repo::run_program(words);
  }

  const test_authority ours_{"ours"}, theirs_{"theirs"};
  const certificate_files own_{"own", ours_.for_this_machine()};
  const certificate_files client_{"client", ours_.issue("ci")};
  const scratch ca_{"ca.pem"}, other_ca_{"other-ca.pem"}, file_{"tls.toml"}, audit_{"tls.jsonl"};
};

TEST_F(Tls, IsWhatCurlSpeaksToo) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  EXPECT_THAT(sidecar.said(), HasSubstr("tls        clients show no certificate"));
  const auto told = curl({"--cacert", ca_.path(), url(sidecar.control) + "/v1/state"});
  EXPECT_EQ(told.exit_code, 0) << told.output;
  EXPECT_THAT(told.output, HasSubstr("\"front\""));
}

TEST_F(Tls, IsAtLeastVersionTwelve) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const std::string state = url(sidecar.control) + "/v1/state";
  EXPECT_EQ(curl({"--cacert", ca_.path(), "--tls-max", "1.2", state}).exit_code, 0);
  EXPECT_NE(
      curl({"--cacert", ca_.path(), "--tls-max", "1.1", "--ciphers", "ALL:@SECLEVEL=0", state})
          .exit_code,
      0
  );
}

TEST_F(Tls, IsWhatCtlSpeaksBehindHttps) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  EXPECT_EQ(ctl(sidecar, {"--ca", ca_.path(), "status"}).exit_code, 0);
  const auto told = ctl(sidecar, {"--ca", other_ca_.path(), "status"});
  EXPECT_EQ(told.exit_code, 1);
  EXPECT_THAT(
      told.output,
      HasSubstr("surgeline: the certificate of " + sidecar.control.text() + " is not believed: ")
  );
}

TEST_F(Tls, TellsWhoSpeaksInClear) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const auto told = curl({"http://" + sidecar.control.text() + "/v1/state"});
  EXPECT_EQ(told.output, "TLS is spoken here: ask https://\n");
}

TEST_F(Tls, RefusesWhoShowsNoCertificate) {
  write(asks_clients());
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const std::string state = url(sidecar.control) + "/v1/state";
  EXPECT_NE(curl({"--cacert", ca_.path(), state}).exit_code, 0);
  EXPECT_THAT(
      ctl(sidecar, {"--ca", ca_.path(), "status"}).output,
      HasSubstr("wants to be shown a certificate")
  );
  const auto told = curl(
      {"--cacert",
       ca_.path(),
       "--cert",
       client_.certificate.path(),
       "--key",
       client_.key.path(),
       state}
  );
  EXPECT_EQ(told.exit_code, 0) << told.output;
}

TEST_F(Tls, NamesItsClientsInTheAuditLog) {
  write(asks_clients(), "audit = \"" + audit_.path() + "\"\n");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const auto told =
      ctl(sidecar,
          {"--ca",
           ca_.path(),
           "--cert",
           client_.certificate.path(),
           "--key-file",
           client_.key.path(),
           "clear"});
  EXPECT_EQ(told.exit_code, 0) << told.output;
  EXPECT_THAT(audit_.read(), HasSubstr(R"("who": "ci", "certificate": "ci", "from": "127.0.0.1")"));
}

TEST_F(Tls, IsWhatARunSpeaksToo) {
  write(asks_clients(), "audit = \"" + audit_.path() + "\"\n");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const scratch scenario("tls-run.toml");
  scenario.write(
      "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = "
      "\"127.0.0.1:1\"\n[[phase]]\nid = "
      "\"bad\"\nduration = \"100ms\"\n[[fault]]\nkind = \"blackhole\"\nduring = [\"bad\"]\n"
  );
  const auto told = repo::run_program(
      {"run",
       scenario.path(),
       "--target",
       url(sidecar.control),
       "--ca",
       ca_.path(),
       "--cert",
       client_.certificate.path(),
       "--key-file",
       client_.key.path()}
  );
  EXPECT_NE(told.exit_code, 2) << told.output;
  EXPECT_THAT(
      audit_.read(),
      HasSubstr(R"("who": "ci", "certificate": "ci", "from": "127.0.0.1", "method": "PUT", )"
                R"("path": "/v1/plan")")
  );
}

TEST_F(Tls, ShowsTheNewCertificateAfterSighup) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const std::string state = url(sidecar.control) + "/v1/state";
  EXPECT_NE(curl({"--cacert", other_ca_.path(), state}).exit_code, 0);
  own_.write(theirs_.for_this_machine());
  sidecar.signal(SIGHUP);
  ASSERT_TRUE(sidecar.says("new connections get the new certificate"));
  EXPECT_EQ(curl({"--cacert", other_ca_.path(), state}).exit_code, 0);
}

TEST_F(Tls, KeepsTheOldCertificateWhenTheNewOneIsBroken) {
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  own_.certificate.write("nonsense");
  sidecar.signal(SIGHUP);
  ASSERT_TRUE(sidecar.says("this is no certificate in PEM"));
  const std::string state = url(sidecar.control) + "/v1/state";
  EXPECT_EQ(curl({"--cacert", ca_.path(), state}).exit_code, 0);
}

TEST_F(Tls, WantsAKeyThatNobodyElseCanRead) {
  chmod(own_.key.path().c_str(), S_IRUSR | S_IWUSR | S_IROTH);
  const auto told = repo::run_program(
      {"serve", "-c", file_.path(), "--control", "127.0.0.1:0", "--telemetry", "127.0.0.1:0"}
  );
  EXPECT_EQ(told.exit_code, 2);
  EXPECT_THAT(told.output, HasSubstr("others than its owner may read or write the key"));
}

TEST_F(Tls, LetsTheListenerBeReachedFromElsewhereIfClientsShowCertificates) {
  write("");
  const std::vector<std::string>
      words{"serve", "-c", file_.path(), "--control", "0.0.0.0:0", "--telemetry", "127.0.0.1:0"};
  const auto refused = repo::run_program(words);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.output, HasSubstr("nobody has to show who he is"));
  write(asks_clients());
  background_surgeline sidecar(words);
  EXPECT_TRUE(sidecar.says("tls        clients have to show a certificate"));
  EXPECT_TRUE(sidecar.says("ready"));
}

TEST_F(Tls, IsSpokenByTelemetryIfThatIsWanted) {
  write(asks_clients() + ", telemetry = true");
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready());
  const auto told = curl({"--cacert", ca_.path(), url(sidecar.telemetry) + "/healthz"});
  EXPECT_EQ(told.exit_code, 0) << told.output;
}

}  // namespace
}  // namespace surgeline
