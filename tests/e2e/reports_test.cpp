#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "e2e/small_scenario.hpp"
#include "repo/program.hpp"
#include "support/folder.hpp"
#include "support/json_schema.hpp"

/// What `--report` and `--json` write, `surgeline report` reads.
namespace surgeline {
namespace {

using repo::run_program;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string policies = R"([[policy]]
id = "patient"
timeout = "30s"
[[variant]]
id = "impatient"
expect = "metastable"
[[variant]]
id = "calm"
set = { "load.users.policy" = "patient" }
)";

/// Report folders of the small scenario.
class Reports : public testing::Test {
 protected:
  Reports() { at_.write("small.toml", small_scenario(policies)); }

  /// Simulates with these arguments; the folder of its report.
  std::string simulate(const std::string& name, std::vector<std::string> more) const {
    return carry_out("sim", name, std::move(more));
  }
  std::string carry_out(
      const std::string& command,
      const std::string& name,
      std::vector<std::string> more
  ) const {
    std::vector<std::string>
        words{command, at_.path("small.toml"), "--quiet", "--report", at_.path(name)};
    words.insert(words.end(), more.begin(), more.end());
    const auto done = run_program(words);
    EXPECT_LE(done.exit_code, 5) << done.output;
    EXPECT_NE(done.exit_code, 2) << done.output;
    return at_.path(name);
  }
  /// What the shipped schema says against a report.
  std::string wrong_with(const std::string& name, const char* schema = "report-schema") const {
    return wrong_by_schema(run_program({"docs", schema}).output, at_.read(name));
  }
  repo::program_result report(std::vector<std::string> words) const {
    words.insert(words.begin(), "report");
    return run_program(words);
  }

  folder at_;
};

TEST_F(Reports, FitTheSchemaWithVariantsAndSeeds) {
  simulate("out", {"--variant", "all", "--seeds", "3"});
  EXPECT_EQ(wrong_with("out/report.json"), "");
}

TEST_F(Reports, FitTheSchemaWhenInconclusive) {
  at_.write(
      "small.toml",
      small_scenario(
          "[[steady_state]]\nid = \"sick\"\nmetric = \"load.users.goodput\"\nduring = "
          "[\"before\"]\nexpect = { at_least = \"900/s\" }\n[[abort]]\nid = \"full\"\nmetric = "
          "\"service.db.queue\"\nwhen = { above = 100000 }\n"
      )
  );
  simulate("out", {});
  EXPECT_THAT(at_.read("out/report.json"), HasSubstr("\"kind\": \"inconclusive\""));
  EXPECT_EQ(wrong_with("out/report.json"), "");
}

TEST_F(Reports, FitTheSchemaWithDaemons) {
  at_.write(
      "small.toml",
      small_scenario("[[daemon]]\nid = \"logd\"\nslots = 8\nservice_time = \"1ms\"\nattach = [{ "
                     "service = \"db\" }]\n")
  );
  simulate("out", {});
  EXPECT_THAT(at_.read("out/report.json"), HasSubstr("\"stalled_share\""));
  EXPECT_EQ(wrong_with("out/report.json"), "");
}

TEST_F(Reports, FitTheSchemaWithMargins) {
  at_.write(
      "small.toml",
      small_scenario("[margin]\npath = \"phase.outage.duration\"\nlow = \"100ms\"\nhigh = "
                     "\"10s\"\nresolution = 0.3\n")
  );
  carry_out("margin", "out", {});
  EXPECT_EQ(wrong_with("out/report.json"), "");
}

TEST_F(Reports, FitTheSchemaOfSweeps) {
  at_.write(
      "small.toml",
      small_scenario(
          "[sweep]\nvary = [{ path = \"service.db.replicas\", values = [1, 2] }]\nrepeat = 2\n"
      )
  );
  carry_out("sweep", "out", {});
  EXPECT_EQ(wrong_with("out/sweep.json", "sweep-schema"), "");
}

TEST_F(Reports, AreToldWhereTheyDoNotFit) {
  simulate("out", {});
  std::string text = at_.read("out/report.json");
  text.replace(text.find("\"seed\""), 6, "\"sead\"");
  at_.write("broken.json", text);
  EXPECT_THAT(wrong_with("broken.json"), HasSubstr("seed"));
}

TEST_F(Reports, AreShownAgainAsTheRunShowedThem) {
  const auto done = run_program(
      {"sim", at_.path("small.toml"), "--variant", "all", "--quiet", "--report", at_.path("out")}
  );
  const auto again = report({at_.path("out")});
  EXPECT_EQ(again.exit_code, 0) << again.output;
  EXPECT_THAT(done.output, HasSubstr(again.output));
}

TEST_F(Reports, OfTwoSeedsDoNotDifferBeyondNoise) {
  const auto done = report(
      {simulate("one", {"--variant", "calm", "--seed", "1"}),
       simulate("two", {"--variant", "calm", "--seed", "2"})}
  );
  EXPECT_EQ(done.exit_code, 0) << done.output;
  EXPECT_THAT(done.output, AllOf(HasSubstr("seed"), HasSubstr("no difference beyond noise in ")));
}

TEST_F(Reports, OfTheSameRunAreTheSame) {
  const auto done = report({simulate("one", {}), simulate("two", {})});
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_THAT(
      done.output,
      AllOf(HasSubstr("the same scenario, variants and seeds"), HasSubstr("no difference\n"))
  );
}

TEST_F(Reports, OfTwoPoliciesDifferAndSayInWhat) {
  const auto done =
      report({simulate("one", {"--variant", "impatient"}), simulate("two", {"--variant", "calm"})});
  EXPECT_EQ(done.exit_code, 1) << done.output;
  EXPECT_THAT(done.output, HasSubstr("impatient → calm · sim"));
  EXPECT_THAT(done.output, HasSubstr("load.users.policy"));
  EXPECT_THAT(done.output, HasSubstr("load.users.amplification in after"));
}

TEST_F(Reports, OfManySeedsAreComparedByThem) {
  const auto done = report(
      {simulate("one", {"--variant", "impatient", "--seeds", "6"}),
       simulate("two", {"--variant", "calm", "--seeds", "6"}),
       "--json"}
  );
  EXPECT_EQ(done.exit_code, 1) << done.output;
  const auto seen = boost::json::parse(done.output);
  EXPECT_EQ(seen.at_pointer("/pairs/0/over"), "seeds");
  EXPECT_EQ(seen.at_pointer("/pairs/0/numbers/0/name"), "verdict pass");
  EXPECT_EQ(seen.at_pointer("/pairs/0/numbers/0/differs"), true);
}

TEST_F(Reports, OfSweepsAreShownAgainAndCompared) {
  at_.write(
      "small.toml",
      small_scenario(
          policies + "[sweep]\nvary = [{ path = \"phase.outage.duration\", values = [\"100ms\", "
                     "\"10s\"] }]\nrepeat = 6\nmeasure = [\"p_metastable\", \"goodput_share\"]\n"
      )
  );
  const std::string words = at_.path("small.toml"), out = at_.path("one");
  const auto done = run_program({"sweep", words, "--quiet", "--report", out});
  const auto again = report({out});
  EXPECT_EQ(again.exit_code, 0) << again.output;
  EXPECT_THAT(again.output, HasSubstr("P(metastable)"));
  EXPECT_THAT(done.output, HasSubstr(again.output));
  EXPECT_THAT(at_.read("one/junit.xml"), HasSubstr("\"phase.outage.duration=10s\""));
  EXPECT_EQ(report({out, out}).exit_code, 0);
  const auto other =
      report({out, carry_out("sweep", "two", {"--set", "load.users.policy=patient"})});
  EXPECT_EQ(other.exit_code, 1) << other.output;
  EXPECT_THAT(other.output, HasSubstr("verdicts changed at 1 of 2 points that both have"));
}

TEST_F(Reports, OfTwoKindsAreNotCompared) {
  at_.write(
      "small.toml",
      small_scenario("[sweep]\nvary = [{ path = \"service.db.replicas\", values = [1, 2] }]\n")
  );
  const auto done = report({simulate("run", {}), carry_out("sweep", "sweep", {})});
  EXPECT_EQ(done.exit_code, 2);
  EXPECT_THAT(done.output, HasSubstr("run/report.json is of runs and "));
  EXPECT_THAT(done.output, HasSubstr("sweep/sweep.json of a sweep: two of a kind can be compared"));
}

TEST_F(Reports, ThatCannotBeReadAreAllTold) {
  at_.write("cut.json", "{ \"format\": 1, \"exec");
  at_.write("newer.json", "{ \"format\": 2, \"version\": \"9.0.0\", \"executions\": [] }");
  const auto two = report({at_.path("cut.json"), at_.path("newer.json")});
  EXPECT_EQ(two.exit_code, 2);
  EXPECT_THAT(two.output, HasSubstr("cut.json ends in the middle"));
  EXPECT_THAT(two.output, HasSubstr("newer.json has format 2, of a newer Surgeline (9.0.0)"));
}

TEST_F(Reports, ThatAreNotThereOrNoReportsAreTold) {
  at_.write("other.json", "{ \"name\": \"orders\" }");
  EXPECT_THAT(
      report({at_.path("nowhere"), at_.path("other.json")}).output,
      AllOf(
          HasSubstr("nowhere cannot be read: No such file"),
          HasSubstr("other.json is no report of Surgeline")
      )
  );
  const auto folder = report({at_.path()});
  EXPECT_EQ(folder.exit_code, 2);
  EXPECT_THAT(folder.output, HasSubstr("is a folder without a report.json or sweep.json"));
}

TEST_F(Reports, HaveAJunitFileAndAPageForAComment) {
  simulate("out", {"--variant", "all"});
  EXPECT_THAT(
      at_.read("out/junit.xml"),
      HasSubstr("<testcase name=\"recovery of load.users.goodput\"")
  );
  EXPECT_THAT(at_.read("out/report.md"), HasSubstr("surgeline sim"));
}

TEST_F(Reports, HaveAJunitFileAloneWhereCiWantsIt) {
  const auto done =
      run_program({"sim", at_.path("small.toml"), "--quiet", "--junit", at_.path("ci/junit.xml")});
  EXPECT_EQ(done.exit_code, 5) << done.output;
  EXPECT_THAT(at_.read("ci/junit.xml"), HasSubstr("<testcase name=\"verdict\""));
  EXPECT_FALSE(std::filesystem::exists(at_.path("ci/report.json")));
}

TEST_F(Reports, ThatCannotBeWrittenAreSaidBeforeTheRun) {
  at_.write("file", "");
  at_.write(
      "small.toml",
      small_scenario("[margin]\npath = \"phase.outage.duration\"\nlow = \"100ms\"\nhigh = "
                     "\"10s\"\n[sweep]\nvary = [{ path = \"service.db.replicas\", values = [1, "
                     "2] }]\n")
  );
  const std::string nowhere = at_.path("file/out.xml");
  for (const char* command : {"run", "sim", "margin", "sweep"}) {
    const auto done = run_program({command, at_.path("small.toml"), "--junit", nowhere});
    EXPECT_EQ(done.exit_code, 2) << command;
    EXPECT_THAT(done.output, HasSubstr("--junit: " + nowhere + " cannot be written")) << command;
    EXPECT_EQ(std::ranges::count(done.output, '\n'), 1) << done.output;
  }
}

TEST_F(Reports, OfSamplesAreThereOfASimulationToo) {
  run_program(
      {"sim",
       at_.path("small.toml"),
       "--variant",
       "calm",
       "--seeds",
       "2",
       "--quiet",
       "--openmetrics",
       at_.path("samples.txt")}
  );
  const std::string samples = at_.read("samples.txt");
  EXPECT_THAT(samples, testing::EndsWith("# EOF\n"));
  EXPECT_THAT(samples, HasSubstr("engine=\"sim\""));
  EXPECT_THAT(samples, HasSubstr("/calm/sim/seed-2\""));
}

TEST_F(Reports, OfSamplesNeedAPlaceForThem) {
  at_.write("file", "");
  const auto done =
      run_program({"run", "tests/e2e/short.toml", "--openmetrics", at_.path("file/samples.txt")});
  EXPECT_EQ(done.exit_code, 2);
  EXPECT_THAT(done.output, HasSubstr("file/samples.txt cannot be written"));
  EXPECT_THAT(done.output, Not(HasSubstr("pass")));
}

}  // namespace
}  // namespace surgeline
