#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "e2e/small_scenario.hpp"
#include "repo/program.hpp"
#include "support/folder.hpp"

namespace surgeline {
namespace {

using repo::run_program;
using testing::HasSubstr;

std::string with(std::string text, const std::string& old, const std::string& now) {
  return text.replace(text.find(old), old.size(), now);
}

TEST(Diff, NamesTheOneKeyInWhichTwoFilesDiffer) {
  const folder at;
  const std::string first = at.write("test.toml", small_scenario());
  const std::string second =
      at.write("prod.toml", with(small_scenario(), "timeout = \"1s\"", "timeout = \"300ms\""));
  const auto result = run_program({"check", "--diff", first, second});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output, "policy.again.timeout: \"1s\" → \"300ms\"\n");
}

TEST(Diff, IsNoneBetweenFilesThatSayTheSameInOtherWords) {
  const folder at;
  const std::string first = at.write("a.toml", small_scenario());
  const std::string second = at.write(
      "b.toml",
      with(
          small_scenario(),
          "timeout = \"1s\"",
          "timeout = \"1000ms\" # the same\nbalance = \"random\""
      )
  );
  const auto result = run_program({"check", first, second, "--diff"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("no difference"));
}

TEST(Diff, TellsAVariableAndNotWhatFollowsFromIt) {
  const auto result = run_program(
      {"check", "--diff", "scenarios/hotos-retry.toml", "--variant", "once-140,retry-160"}
  );
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("scenario.expect: \"pass\" → \"metastable\"\n"));
  EXPECT_THAT(result.output, HasSubstr("vars.rate: \"140/s\" → \"160/s\"\n"));
  EXPECT_THAT(result.output, testing::Not(HasSubstr("load.users.rate")));
}

TEST(Diff, PutsAVariantBesideTheFile) {
  const auto result =
      run_program({"check", "--diff", "scenarios/retry-storm.toml", "--variant", "with-budget"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output, "load.users.policy: \"careless\" → \"careful\"\n");
}

/// Whether one of the shipped profiles does what is believed of it: both of them believe the same.
int exit_of_profile(const std::string& name) {
  return run_program({"sim", "scenarios/" + name + ".toml", "--set", "scenario.expect=pass"})
      .exit_code;
}

TEST(Diff, NamesTheKeyByWhichAProfilePassesInTestAndFailsInProduction) {
  EXPECT_EQ(exit_of_profile("gcp-skew-test"), 0);
  EXPECT_EQ(exit_of_profile("gcp-skew-prod"), 1);
  const auto result = run_program(
      {"check", "--diff", "scenarios/gcp-skew-test.toml", "scenarios/gcp-skew-prod.toml"}
  );
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(
      result.output,
      "scenario.expect: \"pass\" → \"fail\"\n"
      "vars.standbys: 2 → 5\n"
  );
}

TEST(Diff, IsAProblemWithAFileThatHasOne) {
  const folder at;
  const std::string bad = at.write("bad.toml", "format = 2\n");
  EXPECT_EQ(run_program({"check", "--diff", bad, "scenarios/first-look.toml"}).exit_code, 2);
  const auto lone = run_program({"check", "--diff", "scenarios/first-look.toml"});
  EXPECT_EQ(lone.exit_code, 2);
  EXPECT_THAT(lone.output, HasSubstr("two files, or a file and its --variant"));
}

}  // namespace
}  // namespace surgeline
