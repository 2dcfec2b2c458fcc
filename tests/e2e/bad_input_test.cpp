#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "repo/program.hpp"

namespace surgeline {
namespace {

using repo::run_program;

/// A file that is there for one test.
class scratch_file {
 public:
  explicit scratch_file(const std::string& text)
      : path_(
            std::filesystem::temp_directory_path() /
            ("surgeline-" + std::to_string(getpid()) + ".toml")
        ) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~scratch_file() { std::filesystem::remove(path_); }
  scratch_file(const scratch_file&) = delete;
  scratch_file& operator=(const scratch_file&) = delete;
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// A complete small scenario; `more` is appended, `service` stands in [[service]].
std::string scenario_with(const std::string& more, const std::string& service = "") {
  return "format = 1\n[[service]]\nid = \"db\"\n" + service +
         "\n[[proxy]]\nid = \"p\"\nfrom = [\"users\"]\nupstream = { service = \"db\" }\n"
         "[[load]]\nid = \"users\"\nto = \"db\"\nrate = \"10/s\"\n[[phase]]\nid = "
         "\"only\"\nduration = \"1s\"\n" +
         more;
}

/// What `command` says about a file with this text; the exit code has to be 2.
std::string refusal(const std::string& text, const std::string& command = "check") {
  const scratch_file file(text);
  const auto result = run_program({command, file.path()});
  EXPECT_EQ(result.exit_code, 2) << result.output;
  return result.output;
}

void expect_says(const std::string& output, std::initializer_list<const char*> parts) {
  for (const char* part : parts)
    EXPECT_NE(output.find(part), std::string::npos) << "missing: " << part << "\nin: " << output;
}

TEST(BadInput, AFileWithoutPhasesCannotBeRun) {
  expect_says(
      refusal(
          "format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:9\"\n",
          "run"
      ),
      {"no [[phase]]", "add [[phase]]"}
  );
}

TEST(BadInput, AnUnknownKeyGetsTheNearestOne) {
  expect_says(
      refusal(scenario_with("[[fault]]\nkind = \"latency\"\ndelay = \"1ms\"\nprobablity = 0.5\n")),
      {".toml:", ":1: error", "unknown key `probablity`", "did you mean `probability`?"}
  );
}

TEST(BadInput, AWrongTypeNamesTheRightOne) {
  expect_says(refusal(scenario_with("", "slots = \"many\"")), {"`slots` wants an integer", "many"});
}

TEST(BadInput, AMissingUnitIsWrittenOut) {
  expect_says(
      refusal(scenario_with("", "service_time = 100")),
      {"wants a duration", "write \"100ms\""}
  );
}

TEST(BadInput, AnImpossibleValueStatesItsBound) {
  expect_says(refusal(scenario_with("", "replicas = 0")), {"`replicas`", "from 1 to", "not 0"});
}

TEST(BadInput, AnUnresolvedReferenceGetsTheNearestName) {
  expect_says(
      refusal(scenario_with(
          "[[fault]]\nkind = \"reset\"\ntarget = { proxy = \"q\" }\nduring = [\"onyl\"]\n"
      )),
      {"there is no proxy `q`", "there is no phase `onyl`", "did you mean `only`?"}
  );
}

TEST(BadInput, TwoProxiesOnOneListenerAreAProblem) {
  const std::string proxy = "[[proxy]]\nlisten = \"127.0.0.1:7000\"\nupstream = \"127.0.0.1:9\"\n";
  expect_says(
      refusal("format = 1\n" + proxy + proxy),
      {"already listens on 127.0.0.1:7000", "its own address"}
  );
}

TEST(BadInput, WhatIsNotTomlHasAPlace) {
  expect_says(refusal("format = 1\n[scenario\n"), {".toml:2:", "error"});
}

TEST(BadInput, AnEmptyFileSaysWhatIsMissing) { expect_says(refusal(""), {"empty"}); }

TEST(BadInput, AHundredMegabytesAreRefusedUnread) {
  const scratch_file file("");
  std::filesystem::resize_file(file.path(), 100'000'000);
  const auto result = run_program({"check", file.path()});
  EXPECT_EQ(result.exit_code, 2);
  expect_says(result.output, {"100000000 bytes", "at most"});
}

TEST(BadInput, AFileThatIsNotThereIsNamed) {
  const auto result = run_program({"check", "no-such-scenario.toml"});
  EXPECT_EQ(result.exit_code, 2);
  expect_says(result.output, {"no-such-scenario.toml", "cannot be read"});
}

TEST(BadInput, ALineAProblemAndAllAtOnce) {
  expect_says(
      refusal(scenario_with(
          "[[fault]]\nkind = \"latncy\"\n[[load]]\nid = \"others\"\nto = \"bd\"\nrate = \"5\"\n",
          "slots = -1\nqueue = { limt = 1 }"
      )),
      {"latncy", "there is no service or proxy `bd`", "has no unit", "`slots`", "unknown key `limt`"
      }
  );
}

TEST(BadInput, AnUnknownVariantListsTheKnown) {
  const auto result =
      run_program({"check", "scenarios/retry-storm.toml", "--variant", "with-budgt"});
  EXPECT_EQ(result.exit_code, 2);
  expect_says(result.output, {"there is no variant `with-budgt`", "did you mean `with-budget`?"});
}

TEST(BadInput, APathThatSetsNothingIsAProblem) {
  const auto result =
      run_program({"sim", "scenarios/retry-storm.toml", "--set", "policy.carefull.timeout=2s"});
  EXPECT_EQ(result.exit_code, 2);
  expect_says(result.output, {"--set", "careful"});
}

TEST(BadInput, ACommandThatIsNoneExitsWithTwo) { EXPECT_EQ(run_program({"runn"}).exit_code, 2); }

}  // namespace
}  // namespace surgeline
