#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "repo/program.hpp"

namespace surgeline {
namespace {

using repo::run_program;

/// A folder that is there for one test.
class scratch_folder {
 public:
  scratch_folder()
      : path_(
            std::filesystem::temp_directory_path() /
            ("surgeline-report-" + std::to_string(getpid()))
        ) {
    std::filesystem::remove_all(path_);
  }
  ~scratch_folder() { std::filesystem::remove_all(path_); }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  std::string path() const { return path_.string(); }
  std::string read(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
  }

 private:
  std::filesystem::path path_;
};

const std::string storm = "scenarios/retry-storm.toml";

TEST(Commands, SimSaysMetastableAsTheFileExpects) {
  const auto result = run_program({"sim", storm, "--variant", "one-retry"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_NE(result.output.find("metastable"), std::string::npos);
}

TEST(Commands, AVerdictThatWasNotExpectedHasItsOwnExitCode) {
  EXPECT_EQ(run_program({"sim", storm, "--quiet"}).exit_code, 5);  // the file alone expects a pass
}

TEST(Commands, SimWritesTheSameBytesForTheSameSeed) {
  const scratch_folder first;
  ASSERT_EQ(
      run_program({"sim", storm, "--variant", "all", "--quiet", "--report", first.path()})
          .exit_code,
      0
  );
  const std::string report = first.read("report.json"), page = first.read("report.html");
  ASSERT_EQ(
      run_program({"sim", storm, "--variant", "all", "--quiet", "--report", first.path()})
          .exit_code,
      0
  );
  EXPECT_FALSE(report.empty());
  EXPECT_EQ(first.read("report.json"), report);
  EXPECT_EQ(first.read("report.html"), page);
}

TEST(Commands, AnotherSeedIsAnotherRun) {
  const auto one = run_program({"sim", storm, "--variant", "with-budget", "--json", "--seed", "1"});
  const auto two = run_program({"sim", storm, "--variant", "with-budget", "--json", "--seed", "2"});
  EXPECT_NE(one.output, two.output);
}

TEST(Commands, SetChangesTheFile) {
  const auto result = run_program({"check", storm, "--set", "load.users.rate=100/s"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_NE(result.output.find("100/s"), std::string::npos);
}

TEST(Commands, CheckPrintsTheDescriptorsAFileNeeds) {
  EXPECT_NE(run_program({"check", storm}).output.find("802 descriptors"), std::string::npos);
}

TEST(Commands, CheckNotesWhatSimCannotDo) {
  const auto result = run_program({"check", storm, "--set", "fault.switch-outage.kind=corrupt"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_NE(result.output.find("damaged bytes"), std::string::npos) << result.output;
  EXPECT_EQ(run_program({"check", storm}).output.find("needs sockets"), std::string::npos);
}

TEST(Commands, TheHelpOfACommandHasExamplesOfItsOwn) {
  for (const std::string command : {"run", "sim", "serve", "margin", "sweep", "ctl", "docs"}) {
    const std::string help = run_program({command, "--help"}).output;
    const auto from = help.find("Examples:");
    ASSERT_NE(from, std::string::npos) << command;
    const std::string theirs = help.substr(from);
    EXPECT_NE(theirs.find("surgeline " + command), std::string::npos) << command;
    if (command == "run") continue;
    EXPECT_EQ(theirs.find("surgeline run "), std::string::npos) << command;
  }
}

TEST(Commands, HelpHasExamples) {
  const auto result = run_program({"--help"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.output.find("Examples:"), std::string::npos);
}

TEST(Commands, APipeGetsPlainLines) {
  const auto result = run_program({"sim", storm, "--variant", "with-budget"});
  EXPECT_EQ(result.output.find('\x1b'), std::string::npos);
}

TEST(Commands, ALiveRunEndsInItsVerdict) {
  const auto result = run_program({"run", "tests/e2e/short.toml"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_NE(result.output.find("pass"), std::string::npos) << result.output;
}

/// A port of 127.0.0.1 that is taken for as long as this lives.
class taken_port {
 public:
  taken_port() : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    const bool listens = bind(fd_, reinterpret_cast<sockaddr*>(&at), size) == 0 &&
                         listen(fd_, 1) == 0 &&
                         getsockname(fd_, reinterpret_cast<sockaddr*>(&at), &size) == 0;
    number_ = listens ? ntohs(at.sin_port) : 0;
  }
  ~taken_port() { close(fd_); }
  taken_port(const taken_port&) = delete;
  taken_port& operator=(const taken_port&) = delete;
  std::string number() const { return std::to_string(number_); }

 private:
  int fd_;
  std::uint16_t number_ = 0;
};

TEST(Commands, APortInUseStopsALiveRunBeforeItStarts) {
  const taken_port port;
  const auto result = run_program(
      {"run", "tests/e2e/short.toml", "--set", "proxy.switch.listen=127.0.0.1:" + port.number()}
  );
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.output.find("it is in use"), std::string::npos) << result.output;
  EXPECT_EQ(result.output.find("phase"), std::string::npos) << result.output;
}

TEST(Commands, ATimeoutThatTimersCannotKeepIsRefused) {
  const auto result = run_program(
      {"run",
       "tests/e2e/short.toml",
       "--set",
       "scenario.speedup=1000",
       "--set",
       "policy.patient.timeout=10ms"}
  );
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.output.find("timeout of policy `patient`"), std::string::npos) << result.output;
}

TEST(Commands, MoreDescriptorsThanThereAreAreRefused) {
  const auto result = run_program(
      {"run",
       "tests/e2e/short.toml",
       "--set",
       "load.users.clients={ count = 50000, connections_per_client = 10 }"}
  );
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.output.find("descriptors, but this process may have only"), std::string::npos)
      << result.output;
}

/// `run` of two seeds beside three simulated ones, whose mean latency may differ by so much.
repo::program_result run_beside(const std::string& margin) {
  return run_program(
      {"run",
       "tests/e2e/short.toml",
       "--quiet",
       "--seeds",
       "2",
       "--beside-sim",
       "3",
       "--set",
       "policy.patient.timeout=40s",  // a tenth of it is how late a busy machine may start them
       "--set",
       "accept.agree=[{ metric = \"load.users.latency.mean\", absolute = \"" + margin + "\" }]"}
  );
}

TEST(Commands, EnginesThatAgreeAsTheFileDemandsAreFine) {
  const auto result = run_beside("10s");
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_NE(result.output.find("✔ yes"), std::string::npos) << result.output;
}

TEST(Commands, EnginesThatDifferAreAFailure) {
  const auto result = run_beside("1ns");
  EXPECT_EQ(result.exit_code, 1) << result.output;
  EXPECT_NE(
      result.output.find("surgeline: the engines differ in load.users.latency.mean: run "),
      std::string::npos
  ) << result.output;
}

}  // namespace
}  // namespace surgeline
