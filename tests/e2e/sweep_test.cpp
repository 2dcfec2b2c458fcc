#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "e2e/small_scenario.hpp"
#include "repo/program.hpp"
#include "support/folder.hpp"

namespace surgeline {
namespace {

using repo::run_program;
using testing::HasSubstr;

const std::string sizes = R"([sweep]
vary = [
  { path = "policy.again.retry.attempts", values = [1, 2] },
  { path = "phase.outage.duration", values = ["100ms", "5s"] },
]
repeat = 3
measure = ["p_metastable", "recovery_seconds", "load.users.success"]
)";

TEST(Sweep, CarriesOutEveryPointAndReportsIt) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  const auto result = run_program({"sweep", file, "--report", at.path("out")});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("attempts down, duration across"));
  EXPECT_THAT(at.read("out/sweep.csv"), HasSubstr("\r\n2,5s,sim,3,0,"));
  EXPECT_THAT(at.read("out/sweep.json"), HasSubstr("\"load.users.success\""));
  EXPECT_THAT(at.read("out/sweep.html"), HasSubstr("class=\"heat\""));
}

TEST(Sweep, WritesItsPointsAsSeries) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  const auto result = run_program({"sweep", file, "--openmetrics", at.path("samples.txt")});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  const std::string samples = at.read("samples.txt");
  EXPECT_THAT(
      samples,
      HasSubstr("point=\"policy.again.retry.attempts=2, phase.outage.duration=5s\"")
  );
  EXPECT_THAT(samples, HasSubstr("first=\"2\",second=\"5s\""));
  EXPECT_THAT(samples, HasSubstr("surgeline_sweep_points_total{"));
  EXPECT_THAT(samples, testing::EndsWith("# EOF\n"));
}

TEST(Sweep, IsTheSameForTheSameSeed) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  const auto once = run_program({"sweep", file, "--json"});
  EXPECT_EQ(once.exit_code, 0);
  EXPECT_EQ(once.output, run_program({"sweep", file, "--json"}).output);
}

TEST(Sweep, LooksForWhereAGoalHolds) {
  const folder at;
  const std::string file = at.write(
      "small.toml",
      small_scenario("[sweep]\nvary = [{ path = \"load.users.rate\", from = \"10/s\", to = "
                     "\"300/s\" }]\nrepeat = 3\n"
                     "goal = { metric = \"goodput_share\", at_least = \"50%\" }\n")
  );
  const auto result = run_program({"sweep", file});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("the goal holds with this load.users.rate"));
  EXPECT_THAT(result.output, HasSubstr("up to "));
}

TEST(Sweep, FindsTheMarginOfEachPoint) {
  const folder at;
  const std::string file = at.write(
      "small.toml",
      small_scenario("[margin]\npath = \"phase.outage.duration\"\nlow = \"100ms\"\nhigh = "
                     "\"10s\"\nresolution = 0.5\n"
                     "[sweep]\nvary = [{ path = \"load.users.rate\", values = [\"60/s\", \"80/s\"] "
                     "}]\nmeasure = "
                     "\"margin\"\n")
  );
  const auto result = run_program({"sweep", file, "--json"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("\"outcome\": \"found\""));
}

TEST(Sweep, PutsLiveRunsBesideTheSimulatedOnes) {
  const folder at;
  const std::string file = at.write(
      "small.toml",
      "format = 1\n[scenario]\nspeedup = 20\n" + small_scenario().substr(11) +
          "[sweep]\nvary = [{ path = \"load.users.rate\", values = [\"20/s\", \"40/s\"] }]\n"
          "check_live = 1\n"
  );
  const auto result =
      run_program({"sweep", file, "--set", "phase.outage.duration=200ms", "--json"});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("\"engine\": \"sim\""));
  EXPECT_THAT(result.output, HasSubstr("\"engine\": \"run\""));
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(Sweep, GoesOnFromWhatWasKept) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  const auto whole = run_program({"sweep", file, "--json"});
  run_program({"sweep", file, "--quiet", "--resume", at.path("state")});
  const std::string all = at.read("state");
  ASSERT_EQ(lines_of(all), 13U);  // a head and twelve runs
  // As a kill leaves it: the last line half written.
  std::size_t half = 0;
  for (int i = 0; i < 6; ++i) half = all.find('\n', half) + 1;
  at.write("state", all.substr(0, half + 20));
  const auto resumed = run_program({"sweep", file, "--resume", at.path("state")});
  EXPECT_THAT(resumed.output, HasSubstr("5 runs are done already"));
  EXPECT_EQ(lines_of(at.read("state")), 13U);
  EXPECT_EQ(
      run_program({"sweep", file, "--json", "--resume", at.path("state")}).output,
      whole.output
  );
}

TEST(Sweep, SurvivesAKill) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  const std::string state = at.path("state");
  const std::string program = SURGELINE_BINARY;
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const int nowhere = ::open("/dev/null", 1);
    dup2(nowhere, 1);
    execl(
        program.c_str(),
        "surgeline",
        "sweep",
        file.c_str(),
        "--set",
        "sweep.repeat=100",
        "--resume",
        state.c_str(),
        nullptr
    );
    _exit(127);
  }
  while (lines_of(at.read("state")) < 5 && waitpid(child, nullptr, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  const std::size_t kept = lines_of(at.read("state"));
  ASSERT_GE(kept, 5U);
  ASSERT_LT(kept, 401U);  // it was killed before it was done
  const auto result = run_program({"sweep", file, "--set", "sweep.repeat=100", "--resume", state});
  EXPECT_EQ(result.exit_code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("runs are done already"));
  EXPECT_EQ(lines_of(at.read("state")), 401U);
}

TEST(Sweep, ShowsWhatIsDoneWhenItIsInterrupted) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  const std::string state = at.path("state"), out = at.path("out");
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const int nowhere = ::open("/dev/null", 1);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execl(
        SURGELINE_BINARY,
        "surgeline",
        "sweep",
        file.c_str(),
        "--set",
        "sweep.repeat=1000",
        "--resume",
        state.c_str(),
        "--report",
        out.c_str(),
        nullptr
    );
    _exit(127);
  }
  while (lines_of(at.read("state")) < 5 && waitpid(child, nullptr, WNOHANG) == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  kill(child, SIGINT);
  int how = 0;
  waitpid(child, &how, 0);
  EXPECT_EQ(WEXITSTATUS(how), 4);
  EXPECT_THAT(at.read("out/sweep.json"), HasSubstr("\"complete\": false"));
  EXPECT_THAT(at.read("out/sweep.json"), HasSubstr("\"seeds\": "));
}

TEST(Sweep, RefusesWhatAnotherSweepHasKept) {
  const folder at;
  const std::string file = at.write("small.toml", small_scenario(sizes));
  run_program({"sweep", file, "--quiet", "--resume", at.path("state")});
  const std::string kept = at.read("state");
  const auto other = run_program({"sweep", file, "--seed", "9", "--resume", at.path("state")});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_THAT(other.output, HasSubstr("was kept by a sweep of another file, seed"));
  EXPECT_EQ(at.read("state"), kept);
  at.write("notes", "my notes\n");
  const auto notes = run_program({"sweep", file, "--resume", at.path("notes")});
  EXPECT_EQ(notes.exit_code, 2);
  EXPECT_EQ(at.read("notes"), "my notes\n");
}

TEST(Sweep, RefusesAFileWithoutOne) {
  const auto result = run_program({"sweep", "scenarios/first-look.toml"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("the file has no [sweep]"));
}

TEST(Sweep, RefusesAPointThatIsNoScenario) {
  const folder at;
  const std::string file = at.write(
      "small.toml",
      small_scenario(
          "[sweep]\nvary = [{ path = \"load.users.policy\", values = [\"again\", \"agian\"] }]\n"
      )
  );
  const auto result = run_program({"sweep", file});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("agian"));
  EXPECT_THAT(result.output, HasSubstr("did you mean `again`?"));
}

}  // namespace
}  // namespace surgeline
