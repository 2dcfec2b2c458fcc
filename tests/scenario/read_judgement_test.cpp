#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string steady(std::string_view metric, std::string_view expect, std::string_view more = "") {
  return shop(
      "[[steady_state]]\nid = \"fine\"\nmetric = \"" + std::string{metric} + "\"\nexpect = { " +
      std::string{expect} + " }\n" + std::string{more}
  );
}

TEST(ReadJudgement, SuggestsTheNearestMetric) {
  EXPECT_THAT(
      said(steady("load.users.godput", "at_least = \"1/s\"")),
      ElementsAre(
          "33:10 there is no metric `load.users.godput` | did you mean `load.users.goodput`?"
      )
  );
  EXPECT_THAT(
      said(steady("service.shop.latency.p99", "at_most = 3")),
      ElementsAre(testing::StartsWith("33:10 there is no metric `service.shop.latency.p99`"))
  );
}

TEST(ReadJudgement, SaysWhatAMetricIs) {
  EXPECT_THAT(
      said(steady("cpu", "at_most = 3")),
      ElementsAre("33:10 there is no metric `cpu` | a metric is "
                  "<load|service|proxy|policy|daemon>.<id>.<name>; "
                  "`surgeline docs metrics` lists the names")
  );
}

TEST(ReadJudgement, LooksAtTheMetricOfAnAbort) {
  EXPECT_THAT(
      said(shop(
          "[[abort]]\nid = \"x\"\nmetric = \"load.user.goodput\"\nwhen = { below = \"1/s\" }\n"
      )),
      ElementsAre(
          "33:10 there is no metric `load.user.goodput` | did you mean `load.users.goodput`?"
      )
  );
}

TEST(ReadJudgement, WantsALimit) {
  EXPECT_THAT(
      said(steady("load.users.goodput", "of = \"offered\"")),
      ElementsAre("34:10 `expect` has no limit | add at_least, at_most or equals")
  );
}

TEST(ReadJudgement, RefusesLimitsThatNothingKeeps) {
  EXPECT_THAT(
      said(steady("load.users.goodput", "at_least = \"9/s\", at_most = \"1/s\"")),
      ElementsAre("34:12 nothing is at least 9/s and at most 1/s | swap them")
  );
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\n[[expect_hits]]\nfault = \"stall-1\"\nat_least = "
                "5\nat_most = 1\n")),
      ElementsAre("35:1 nothing is at least 5 and at most 1 | swap them")
  );
}

TEST(ReadJudgement, WantsOneConditionOfAnAbort) {
  EXPECT_THAT(
      said(shop("[[abort]]\nid = \"x\"\nmetric = \"load.users.goodput\"\nwhen = { for = \"1s\" }\n")
      ),
      testing::SizeIs(1)
  );
}

TEST(ReadJudgement, LetsAnAbortEndInTwoWays) {
  EXPECT_THAT(
      said(shop("[[abort]]\nid = \"x\"\nmetric = \"load.users.goodput\"\nwhen = { below = \"1/s\" "
                "}\nverdict = \"fail\"\n")),
      ElementsAre("35:1 an abort cannot end in `fail` | one of `aborted`, `inconclusive`")
  );
}

TEST(ReadJudgement, ComparesRatesOfALoadWithWhatWasOffered) {
  EXPECT_THAT(said(steady("load.users.goodput", "at_least = \"9%\", of = \"offered\"")), IsEmpty());
  EXPECT_THAT(
      said(steady("service.shop.served", "at_least = \"9%\", of = \"offered\"")),
      ElementsAre("34:34 `service.shop` has no offered load to compare with | of = \"offered\" "
                  "goes with the "
                  "rates of a load")
  );
  EXPECT_THAT(
      said(steady("load.users.latency.p99", "at_most = 2, of = \"offered\"")),
      ElementsAre("34:30 `latency.p99` is no rate that could be a share of what was offered | of = "
                  "\"offered\" "
                  "goes with the rates of a load")
  );
}

TEST(ReadJudgement, NeedsABaselineToCompareWith) {
  EXPECT_THAT(
      said(R"(format = 1
[[service]]
id = "shop"
[[load]]
id = "users"
to = "shop"
rate = "1/s"
[[phase]]
id = "after"
duration = "100s"
role = "recover"
[[steady_state]]
id = "fine"
metric = "load.users.goodput"
expect = { at_least = "90%", of = "baseline" }
[recovery]
metric = "load.users.goodput"
deadline = "1s"
)"),
      ElementsAre(
          "15:35 nothing to compare with: the file has no phase with role = \"baseline\" | add "
          "one, or "
          "set of = \"offered\"",
          "16:1 nothing to compare with: the file has no phase with role = \"baseline\" | add one, "
          "or "
          "set of = \"offered\""
      )
  );
}

TEST(ReadJudgement, HasAWindowThatFitsEachPhase) {
  EXPECT_THAT(
      said(steady("load.users.goodput", "at_least = \"1/s\"", "window = \"20s\"\n")),
      ElementsAre(
          "35:10 phase `before` lasts 10s, so no window of 20s fits | shorten the window",
          "35:10 phase `outage` lasts 10s, so no window of 20s fits | shorten the window"
      )
  );
  EXPECT_THAT(
      said(steady(
          "load.users.goodput",
          "at_least = \"1/s\"",
          "window = \"20s\"\nduring = [\"after\"]\n"
      )),
      IsEmpty()
  );
}

TEST(ReadJudgement, WantsLimitsInTheUnitOfTheMetric) {
  EXPECT_THAT(
      said(steady("load.users.goodput", "at_least = \"95%\"")),
      ElementsAre("34:23 `at_least` with metric `load.users.goodput` wants a rate such as "
                  "\"280/s\", not 95% | a "
                  "share of what? add of = \"offered\" or of = \"baseline\"")
  );
  EXPECT_THAT(
      said(steady("load.users.latency.p99", "at_most = 250")),
      ElementsAre("34:22 `at_most` with metric `load.users.latency.p99` wants a duration such as "
                  "\"250ms\", not "
                  "250")
  );
  EXPECT_THAT(
      said(steady("load.users.amplification", "at_most = \"1s\"")),
      ElementsAre("34:22 `at_most` with metric `load.users.amplification` wants a number such as "
                  "1.3, not 1s")
  );
  EXPECT_THAT(
      said(steady("load.users.goodput", "at_least = \"1/s\", of = \"offered\"")),
      ElementsAre("34:23 `at_least` with of = \"offered\" wants a share such as \"95%\", not 1/s")
  );
  EXPECT_THAT(
      said(shop("[[abort]]\nid = \"x\"\nmetric = \"load.users.latency.p99\"\nwhen = { above = 2 }\n"
      )),
      ElementsAre("34:18 `above` with metric `load.users.latency.p99` wants a duration such as "
                  "\"250ms\", not 2")
  );
}

TEST(ReadJudgement, WantsAShareOfSharesToBeOne) {
  EXPECT_THAT(
      said(steady("load.users.success", "at_least = 95")),
      ElementsAre("34:23 `load.users.success` is a share, from 0 to 1, not 95 | write \"95%\"")
  );
  EXPECT_THAT(said(steady("load.users.success", "at_least = 0.95")), IsEmpty());
}

std::string recovery(std::string_view metric, std::string_view more = "") {
  return shop(
      "[[fault]]\nkind = \"stall\"\n[recovery]\nmetric = \"" + std::string{metric} +
      "\"\ndeadline = \"30s\"\n" + std::string{more}
  );
}

TEST(ReadJudgement, WatchesARecoveryOnWhatCallersGet) {
  EXPECT_THAT(said(recovery("load.users.goodput")), IsEmpty());
  EXPECT_THAT(said(recovery("load.users.success")), IsEmpty());
  EXPECT_THAT(
      said(recovery("service.shop.served")),
      ElementsAre(
          "34:10 `served` does not say whether callers are served again | recovery is watched on "
          "load.<id>.goodput, throughput or success, or on proxy.<id>.goodput or success"
      )
  );
  EXPECT_THAT(
      said(recovery("load.users.latency.p99")),
      ElementsAre(testing::StartsWith("34:10 `latency.p99` does not say"))
  );
}

TEST(ReadJudgement, ComparesARecoveryWithSomething) {
  EXPECT_THAT(
      said(recovery("load.users.goodput", "of = \"absolute\"\n")),
      ElementsAre(
          "36:1 `at_least` of a recovery is a share of something | one of `baseline`, `offered`"
      )
  );
}

TEST(ReadJudgement, CutsTheLoadForARelief) {
  EXPECT_THAT(
      said(recovery("load.users.goodput", "probe_relief = { rate = 1 }\n")),
      ElementsAre(testing::StartsWith("36:25 `rate` in probe_relief of [recovery] must be"))
  );
}

TEST(ReadJudgement, DoesNotHideAWrongMetricBehindAMissingDeadline) {
  EXPECT_THAT(
      said(shop("[recovery]\nmetric = \"load.users.godput\"\n")),
      ElementsAre(
          "31:1 missing key `deadline` in [recovery] | `deadline`: it may take this long",
          "32:10 there is no metric `load.users.godput` | did you mean `load.users.goodput`?"
      )
  );
}

}  // namespace
}  // namespace surgeline::scenario
