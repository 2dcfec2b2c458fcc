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

const std::string small = small_scenario(R"([margin]
path = "phase.outage.duration"
low = "100ms"
high = "10s"
resolution = 0.3
)");

TEST(Margin, IsFoundAndReported) {
  const folder at;
  const std::string file = at.write("small.toml", small);
  const auto result = run_program({"margin", file, "--report", at.path("out")});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("100ms: 0 of 5 tip"));
  EXPECT_THAT(result.output, HasSubstr("surge margin of phase.outage.duration: "));
  EXPECT_THAT(at.read("out/report.json"), HasSubstr("\"outcome\": \"found\""));
  EXPECT_THAT(at.read("out/report.html"), HasSubstr("surge margin of phase.outage.duration: "));
  EXPECT_THAT(at.read("out/report.md"), HasSubstr("surge margin of phase.outage.duration: "));
  // The runs on both sides of it are drawn, and can be repeated.
  EXPECT_THAT(at.read("out/report.html"), HasSubstr("--set phase.outage.duration="));
}

TEST(Margin, IsTheSameForTheSameSeed) {
  const folder at;
  const std::string file = at.write("small.toml", small);
  const auto once = run_program({"margin", file, "--json"});
  EXPECT_EQ(once.exit_code, 0);
  EXPECT_EQ(once.output, run_program({"margin", file, "--json"}).output);
  EXPECT_NE(once.output, run_program({"margin", file, "--json", "--seed", "9"}).output);
}

TEST(Margin, SaysThatAnEndAnswersTheQuestion) {
  const folder at;
  const std::string file = at.write("small.toml", small);
  const auto low = run_program({"margin", file, "--quiet", "--set", "margin.low=5s"});
  EXPECT_EQ(low.exit_code, 0);
  EXPECT_THAT(low.output, HasSubstr("= 5s, the low end, tips already"));
  const auto high = run_program({"margin", file, "--quiet", "--set", "margin.high=200ms"});
  EXPECT_EQ(high.exit_code, 0);
  EXPECT_THAT(high.output, HasSubstr("above 200ms, the high end, which does not tip"));
}

TEST(Margin, IsACaseForCiServers) {
  const folder at;
  const std::string file = at.write("small.toml", small);
  run_program({"margin", file, "--report", at.path("out"), "--junit", at.path("ci.xml")});
  for (const char* each : {"ci.xml", "out/junit.xml"})
    EXPECT_THAT(at.read(each), HasSubstr("name=\"surge margin of phase.outage.duration\"")) << each;
}

TEST(Margin, IsNoAnswerWhereEveryRunIsInconclusive) {
  const folder at;
  const std::string file = at.write(
      "small.toml",
      small +
          "[[steady_state]]\nid = \"sick\"\nmetric = \"load.users.goodput\"\nduring = "
          "[\"before\"]\nexpect = { at_least = \"900/s\" }\n"
  );
  const auto result = run_program({"margin", file});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.output, HasSubstr("every run is inconclusive"));
}

TEST(Margin, RefusesAFileWithoutOne) {
  const auto result = run_program({"margin", "scenarios/first-look.toml"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("the file has no [margin]"));
}

TEST(Margin, ShowsWhereAPathLeadsNowhere) {
  const folder at;
  const std::string file = at.write(
      "small.toml",
      small.substr(0, small.find("[margin]")) +
          "[margin]\npath = \"phase.outage.durration\"\nlow = \"1s\"\nhigh = \"2s\"\n"
  );
  const auto result = run_program({"margin", file});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("did you mean `duration`?"));
}

}  // namespace
}  // namespace surgeline
