#include "surgeline/report/execution.hpp"

#include <gtest/gtest.h>

#include "report/samples.hpp"

namespace surgeline::report {
namespace {

TEST(CommandLine, NamesEngineFileVariantAndSeed) {
  const execution one = samples::outage({.retries = true, .seed = 7});
  EXPECT_EQ(
      command_line(one, {.file = "scenarios/outage.toml"}),
      "surgeline sim scenarios/outage.toml --variant one-retry --seed 7"
  );
}

TEST(CommandLine, RepeatsWhatWasSet) {
  EXPECT_EQ(
      command_line(samples::outage({}), {.file = "a.toml", .set = {"vars.rate=280/s"}}),
      "surgeline sim a.toml --variant no-retry --seed 1 --set vars.rate=280/s"
  );
}

TEST(CommandLine, SetsThePointOfAMarginInPlaceOfItsName) {
  execution one = samples::outage({});
  one.point = set_point{.variant = "once", .set = {"phase.outage.duration=905ms"}};
  EXPECT_EQ(
      command_line(one, {.file = "a.toml"}),
      "surgeline sim a.toml --variant once --seed 1 --set phase.outage.duration=905ms"
  );
}

TEST(CommandLine, NamesTheSidecarsOfALiveRun) {
  execution one = samples::outage({});
  const invocation from{.file = "a.toml", .targets = {"http://10.0.0.1:8474", "http://[::1]:1"}};
  EXPECT_EQ(command_line(one, from), "surgeline sim a.toml --variant no-retry --seed 1");
  one.record.engine = scenario::engine::run;
  EXPECT_EQ(
      command_line(one, from),
      "surgeline run a.toml --variant no-retry --seed 1 --target http://10.0.0.1:8474 --target "
      "'http://[::1]:1'"
  );
}

TEST(CommandLine, RepeatsASweep) {
  EXPECT_EQ(
      command_line("sweep", "once", {}, {.file = "a.toml", .set = {"vars.rate=280/s"}}),
      "surgeline sweep a.toml --variant once --set vars.rate=280/s"
  );
}

TEST(CommandLine, QuotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(
      command_line(samples::outage({}), {.file = "my file.toml", .set = {"vars.who=it's"}}),
      "surgeline sim 'my file.toml' --variant no-retry --seed 1 --set 'vars.who=it'\\''s'"
  );
}

TEST(Condense, ForgetsDecisionsButNotTallies) {
  execution one = samples::outage({});
  const auto tallies = one.record.ledger.tallies();
  condense(one);
  EXPECT_TRUE(one.record.ledger.decisions().empty());
  EXPECT_EQ(one.record.ledger.tallies(), tallies);
}

}  // namespace
}  // namespace surgeline::report
