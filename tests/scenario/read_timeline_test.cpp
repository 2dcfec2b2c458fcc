#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string only_topology =
    "format = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate = "
    "\"1/s\"\n";

TEST(ReadTimeline, RunNeedsPhases) {
  EXPECT_THAT(
      said(only_topology, {.what_for = purpose::run}),
      ElementsAre("test.toml the file has no [[phase]], so there is nothing to run | add [[phase]] "
                  "tables, at least one")
  );
}

TEST(ReadTimeline, SimNeedsPhasesAndALoad) {
  EXPECT_THAT(
      said("format = 1\n", {.what_for = purpose::sim}),
      ElementsAre(
          testing::HasSubstr("the file has no [[phase]], so there is nothing to sim"),
          testing::HasSubstr("the file has no [[load]], so there is nobody to ask anything in a "
                             "sim | add a [[load]]")
      )
  );
}

TEST(ReadTimeline, CheckNeedsNeither) { EXPECT_THAT(said(only_topology), IsEmpty()); }

TEST(ReadTimeline, PhasesThatCouldNotBeReadAreNotMissed) {
  EXPECT_THAT(
      said(only_topology + "[phase]\nid = \"a\"\n", {.what_for = purpose::run}),
      ElementsAre(testing::StartsWith("8:1 `phase` wants a list of tables"))
  );
}

TEST(ReadTimeline, HasOneBaseline) {
  EXPECT_THAT(
      said(shop("[[phase]]\nid = \"again\"\nduration = \"1s\"\nrole = \"baseline\"\n")),
      ElementsAre(
          "34:8 there is a second baseline phase | at most one phase has role = \"baseline\""
      )
  );
}

TEST(ReadTimeline, MeasuresTheBaselineBeforeFaults) {
  EXPECT_THAT(
      said(only_topology + R"([[proxy]]
from = ["users"]
upstream = { service = "shop" }
[[phase]]
id = "outage"
duration = "1s"
[[phase]]
id = "late"
duration = "1s"
role = "baseline"
[[fault]]
kind = "stall"
)"),
      ElementsAre(
          "17:8 baseline phase `late` comes after a phase with faults | measure the baseline first"
      )
  );
}

TEST(ReadTimeline, HasNoFaultInQuietPhases) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nduring = [\"before\", \"outage\", \"after\"]\n")),
      ElementsAre(
          "33:11 fault `stall-1` is in force in `before`, a phase of role baseline | no fault may "
          "be in "
          "force there",
          "33:31 fault `stall-1` is in force in `after`, a phase of role recover | no fault may be "
          "in "
          "force there"
      )
  );
}

TEST(ReadTimeline, LetsAFaultThatIsNotEnabledBeAnywhere) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nenabled = false\nduring = [\"after\"]\n")),
      IsEmpty()
  );
}

TEST(ReadTimeline, HasAPhaseForEachFault) {
  EXPECT_THAT(
      said(only_topology + R"([[proxy]]
from = ["users"]
upstream = { service = "shop" }
[[phase]]
id = "before"
duration = "1s"
role = "baseline"
[[fault]]
kind = "stall"
)"),
      ElementsAre("15:1 fault `stall-1` would never be armed: no phase has role = \"normal\" | add "
                  "`during`, or a "
                  "phase of role normal")
  );
}

TEST(ReadTimeline, HasAProxyForEachFault) {
  EXPECT_THAT(
      said(only_topology + "[[fault]]\nkind = \"stall\"\n"),
      ElementsAre("8:1 fault `stall-1` has no proxy to act on | add a [[proxy]]")
  );
}

TEST(ReadTimeline, IsAYearLongAtMost) {
  EXPECT_THAT(
      said(shop("[[phase]]\nid = \"long\"\nduration = \"2500000h\"\n")),
      ElementsAre("33:12 with phase `long` the run is longer than a year | let the phases last at "
                  "most 366 days "
                  "together")
  );
}

constexpr std::string_view stall = "[[fault]]\nkind = \"stall\"\n";

TEST(ReadTimeline, HasAPhaseToWatchTheRecoveryIn) {
  EXPECT_THAT(
      said(
          only_topology +
          "[[phase]]\nid = \"a\"\nduration = \"100s\"\n"
          "[recovery]\nmetric = \"load.users.goodput\"\nof = \"offered\"\ndeadline = \"1s\"\n"
      ),
      ElementsAre(
          "11:1 [recovery] has no phase to watch | add a last [[phase]] with role = \"recover\""
      )
  );
}

std::string recovery(std::string_view deadline, std::string_view more = "") {
  return shop(stall) +
         "[recovery]\nmetric = \"load.users.goodput\"\nstable_for = \"5s\"\ndeadline = \"" +
         std::string{deadline} + "\"\n" + std::string{more};
}

TEST(ReadTimeline, LeavesTimeForTheRecoveryAndItsWindow) {
  EXPECT_THAT(said(recovery("55s")), IsEmpty());
  EXPECT_THAT(
      said(recovery("56s")),
      ElementsAre("36:12 recovery may take 56s and is seen in a window of 5s, which makes 1m1s, "
                  "but only 1m are left "
                  "after the last "
                  "fault | let the recover phases last 1s longer")
  );
}

TEST(ReadTimeline, LeavesTimeToSettleAndHoldAfterARelief) {
  constexpr std::string_view relief = "probe_relief = { for = \"10s\" }\n";
  EXPECT_THAT(said(recovery("45s", relief)), IsEmpty());
  EXPECT_THAT(
      said(recovery("46s", relief)),
      ElementsAre(testing::EndsWith("let the recover phases last 1s longer"))
  );
}

TEST(ReadTimeline, DoesNotCountPhasesBeforeTheLastFault) {
  EXPECT_THAT(
      said(recovery("55s", "[[phase]]\nid = \"again\"\nduration = \"10s\"\n")),
      ElementsAre(
          "33:1 [recovery] has no phase to watch | add a last [[phase]] with role = \"recover\""
      )
  );
}

TEST(ReadTimeline, IsNotUpsetByTimesBeyondReason) {
  EXPECT_THAT(said(recovery("2500000h")), testing::SizeIs(1));
}

}  // namespace
}  // namespace surgeline::scenario
