#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadProblems, ShowAnUnknownKeyWithTheNearestOne) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nprobablity = 0.5\n")),
      ElementsAre(
          "33:1 unknown key `probablity` in [[fault]] \"stall-1\" | did you mean `probability`?"
      )
  );
}

TEST(ReadProblems, ShowAnUnknownTable) {
  EXPECT_THAT(
      said(shop("[[polcy]]\nid = \"x\"\n")),
      ElementsAre("31:3 unknown key `polcy` | did you mean `policy`?")
  );
}

TEST(ReadProblems, SayWhatIsPlanned) {
  EXPECT_THAT(
      said(shop("[[cluster]]\nid = \"east\"\n")),
      ElementsAre("31:3 `cluster` is planned, not in this version")
  );
}

TEST(ReadProblems, ShowAWrongType) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\nslots = \"many\"\n"),
      ElementsAre("4:9 `slots` wants an integer, not the string \"many\"")
  );
}

TEST(ReadProblems, ShowAMissingUnit) {
  EXPECT_THAT(
      said("format = 1\n[[policy]]\nid = \"callers\"\ntimeout = 250\n"),
      ElementsAre(
          "4:11 `timeout` wants a duration such as \"250ms\", not the integer 250 | write \"250ms\""
      )
  );
}

TEST(ReadProblems, ShowAnImpossibleValue) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\nslots = 0\n"),
      ElementsAre("4:9 `slots` in [[service]] \"shop\" must be from 1 to 1000000, not 0")
  );
}

TEST(ReadProblems, ShowAMissingKeyAtItsTable) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"users\"\nrate = \"1/s\"\n"),
      ElementsAre("4:1 missing key `to` in [[load]] \"users\" | `to`: the service or proxy it calls"
      )
  );
}

TEST(ReadProblems, ShowTwoOfOneId) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[service]]\nid = \"shop\"\n"),
      ElementsAre("5:6 two entries of `service` have the id \"shop\" | the other is in line 2")
  );
}

TEST(ReadProblems, RefuseAnotherFormat) {
  EXPECT_THAT(said("format = 2\n"), ElementsAre("1:10 `format` must be 1, not 2"));
}

TEST(ReadProblems, ShowASyntaxError) {
  const auto lines = said("format = 1\n[[service]\n");
  ASSERT_THAT(lines, testing::SizeIs(1));
  EXPECT_THAT(lines[0], testing::StartsWith("2:"));
}

TEST(ReadProblems, RefuseARateThatNoMachineHas) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"a\"\nto = \"shop\"\nrate = "
           "\"1e9/s\"\n"),
      testing::SizeIs(1)
  );
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"a\"\nto = \"shop\"\n"
           "rate = \"20000000/s\"\n"),
      ElementsAre("7:8 `rate` in [[load]] \"a\" must be from 0/s to 10000000/s, not 20000000/s")
  );
}

TEST(ReadProblems, ShowAKeyOfAnotherKind) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\ndelay = \"1s\"\n")),
      ElementsAre("33:1 `delay` in [[fault]] \"stall-1\" is a key of kind = \"latency\", "
                  "\"slow_close\", \"reset\", \"slow_accept\" | remove "
                  "it; the kind "
                  "is \"stall\"")
  );
}

TEST(ReadProblems, RefuseAnAmountWithoutASense) {
  EXPECT_THAT(
      said(shop("[[steady_state]]\nid = \"x\"\nmetric = \"load.users.goodput\"\nexpect = { "
                "at_least = \"lots\" }\n")),
      ElementsAre("34:23 `at_least` wants a number, or a text with a unit such as \"95%\", "
                  "\"250ms\", \"280/s\", "
                  "not the string \"lots\"")
  );
  EXPECT_THAT(
      said(shop("[[steady_state]]\nid = \"x\"\nmetric = \"load.users.goodput\"\nexpect = { "
                "at_least = inf }\n")),
      testing::SizeIs(1)
  );
}

TEST(ReadProblems, ShowAnUpstreamThatIsNoAddress) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = \"nowhere\"\n"),
      testing::SizeIs(1)
  );
}

TEST(ReadProblems, WantOneUpstream) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[proxy]]\nlisten = \"127.0.0.1:0\"\n"
           "upstream = { service = \"shop\", endpoints = [\"127.0.0.1:80\"] }\n"),
      ElementsAre("6:32 upstream of [[proxy]] \"proxy-1\" has both `service` and `endpoints` | "
                  "keep one of them")
  );
}

TEST(ReadProblems, WantAListenerOrCallers) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nupstream = \"127.0.0.1:80\"\n"),
      ElementsAre("2:1 without `from` a proxy needs `listen`, the address its clients connect to | "
                  "add listen = "
                  "\"127.0.0.1:0\", or from = [\"<load>\"]")
  );
}

TEST(ReadProblems, ShowAnUnknownVariable) {
  EXPECT_THAT(
      said("format = 1\n[vars]\nrate = \"1/s\"\n[[service]]\nid = \"shop\"\n[[load]]\nid = "
           "\"users\"\n"
           "to = \"shop\"\nrate = \"${rat}\"\n"),
      ElementsAre("9:8 no variable `rat` in [vars] | did you mean `rate`?")
  );
}

TEST(ReadProblems, ShowAVariableThatTheEnvironmentLacks) {
  EXPECT_THAT(
      said("format = 1\n[vars]\nrate = \"${NO_SUCH}\"\n"),
      ElementsAre("3:8 the environment has no `NO_SUCH` | write ${NO_SUCH:-default}")
  );
}

TEST(ReadProblems, ShowASetOnAWrongPath) {
  EXPECT_THAT(
      said(shop(), {.set = {"load.user.rate=1/s"}}),
      ElementsAre("--set no load \"user\" in `--set load.user.rate` | did you mean `users`?")
  );
  EXPECT_THAT(
      said(shop(), {.set = {"laod.users.rate=1/s"}}),
      ElementsAre("--set no table `laod` in `--set laod.users.rate` | did you mean `load`?")
  );
}

TEST(ReadProblems, ShowASetToAWrongValue) {
  EXPECT_THAT(
      said(shop(), {.set = {"load.users.rate=fast"}}),
      ElementsAre(testing::StartsWith("--set `rate`"))
  );
}

TEST(ReadProblems, AllComeAtOnceInTheOrderOfTheirPlaces) {
  EXPECT_THAT(
      said(R"(format = 1
[[service]]
id = "shop"
slots = 0
[[load]]
id = "users"
to = "store"
rate = "10"
[[steady_state]]
id = "fine"
metric = "load.users.gootput"
expect = { at_least = 1 }
[recovery]
metric = "load.users.goodputt"
)"),
      ElementsAre(
          "4:9 `slots` in [[service]] \"shop\" must be from 1 to 1000000, not 0",
          "7:6 there is no service or proxy `store` | one of `shop`",
          testing::StartsWith("8:8 `rate`: `10` has no unit"),
          "11:10 there is no metric `load.users.gootput` | did you mean `load.users.goodput`?",
          "13:1 missing key `deadline` in [recovery] | `deadline`: it may take this long",
          "14:10 there is no metric `load.users.goodputt` | did you mean `load.users.goodput`?"
      )
  );
}

// ---- what follows from a problem is no problem

TEST(ReadProblems, DoNotRepeatAWrongIdAsAMissingOne) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"Shop\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate "
           "= \"1/s\"\n"),
      testing::Each(testing::Not(testing::HasSubstr("there is no")))
  );
}

TEST(ReadProblems, DoNotMissTheNameOfWhatHasLostItsId) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nidd = \"shop\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate "
           "= \"1/s\"\n"),
      ElementsAre(
          testing::StartsWith("2:1 missing key `id`"),
          testing::StartsWith("3:1 unknown key `idd`")
      )
  );
}

TEST(ReadProblems, DoNotMissWhatStandsInATableThatShouldBeAList) {
  EXPECT_THAT(
      said("format = 1\n[service]\nid = \"shop\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate = "
           "\"1/s\"\n"),
      ElementsAre(testing::StartsWith("2:1 `service` wants a list of tables"))
  );
}

TEST(ReadProblems, OfOneElementDoNotMoveTheOthers) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"a\"\n"
           "[[load]]\nid = \"users\"\nto = \"shop\"\nrate = \"1/s\"\npolicy = \"none-such\"\n"),
      ElementsAre(
          testing::StartsWith("3:6 `id` wants"),
          testing::StartsWith("6:1 missing key `to` in [[load]] \"a\""),
          "12:10 there is no policy `none-such` | the file has no policy"
      )
  );
}

TEST(ReadProblems, OfARoleAreNotHeldAgainstTheFaults) {
  EXPECT_THAT(
      said(shop("[[phase]]\nid = \"more\"\nduration = \"1s\"\nrole = \"basline\"\n[[fault]]\nkind "
                "= \"stall\"\n")),
      ElementsAre(testing::StartsWith("34:8 `role` in [[phase]] \"more\" cannot be \"basline\""))
  );
}

TEST(ReadProblems, OfAPhaseDoNotShortenTheRecovery) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate "
           "= \"1/s\"\n"
           "[[phase]]\nid = \"after\"\nduration = \"60\"\nrole = \"recover\"\n"
           "[recovery]\nmetric = \"load.users.goodput\"\nof = \"offered\"\ndeadline = \"30s\"\n"),
      ElementsAre(testing::StartsWith("10:12 `duration`"))
  );
}

TEST(ReadProblems, OfAnUnknownVariableAreNotRepeatedWhereItIsUsed) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nduring = [\"${when}\"]\n")),
      ElementsAre(testing::StartsWith("33:11 no variable `when`"))
  );
}

TEST(ReadProblems, LeaveAFileWithNothingInIt) { EXPECT_THAT(said("format = 1\n"), IsEmpty()); }

}  // namespace
}  // namespace surgeline::scenario
