#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::StartsWith;

/// A file with a sweep; its first key is on line 32.
std::string with_sweep(std::string_view sweep) { return shop("[sweep]\n" + std::string{sweep}); }

const std::string rates =
    "vary = [{ path = \"load.users.rate\", values = [\"10/s\", \"20/s\"] }]\n";

TEST(ReadSweep, TakesListsAndRanges) {
  const file read = values(with_sweep(
      "vary = [{ path = \"load.users.rate\", values = [\"10/s\", \"20/s\"], with = [{ path = "
      "\"service.shop.slots\", values = [1, 2] }] }, { path = \"service.shop.replicas\", from = 1, "
      "to = 9, steps = 3 }]\nrepeat = 4\nmeasure = [\"recovery_seconds\", \"load.users.goodput\"]\n"
  ));
  ASSERT_TRUE(read.sweep);
  EXPECT_EQ(read.sweep->vary[0].with[0].values.size(), 2U);
  EXPECT_EQ(read.sweep->vary[1].steps, 3U);
  EXPECT_EQ(read.sweep->engine, engine::sim);
}

TEST(ReadSweep, WantsSomethingToVary) {
  EXPECT_THAT(said(with_sweep("repeat = 3\n")), Contains(testing::HasSubstr("`vary`")));
  EXPECT_THAT(said(with_sweep("vary = []\n")), testing::SizeIs(1));
}

TEST(ReadSweep, NamesTheRightPathWhereOneLeadsNowhere) {
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"policy.caller.timeout\", values = [\"1s\"] }]\n")),
      ElementsAre("32:18 no policy \"caller\" in `policy.caller.timeout` | did you mean `callers`?")
  );
}

TEST(ReadSweep, ShowsAValueThatTheKeyDoesNotTake) {
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\", values = [\"10/s\", \"20s\"] }]\n")),
      ElementsAre(StartsWith("32:55 `rate`: `s` in `20s` is no unit of a rate"))
  );
}

TEST(ReadSweep, ShowsAValueOfAKeyThatMovesAlong) {
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\", values = [\"10/s\"], with = [{ path = "
                      "\"service.shop.slots\", values = [\"many\"] }] }]\n")),
      ElementsAre(testing::HasSubstr("`slots` wants an integer"))
  );
}

TEST(ReadSweep, WantsAsManyOfWhatMovesAlong) {
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\", values = [\"10/s\"], with = [{ path = "
                      "\"service.shop.slots\", values = [1, 2] }] }]\n")),
      ElementsAre(testing::HasSubstr(
          "`service.shop.slots` has 2 values, and `load.users.rate` has 1 | one for one"
      ))
  );
}

TEST(ReadSweep, WantsARangeWithBothEndsAndSteps) {
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\", from = \"1/s\", steps = 3 }]\n")),
      ElementsAre(testing::HasSubstr("the range of `load.users.rate` has no `to`"))
  );
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\", from = \"1/s\", to = \"9/s\" }]\n")),
      ElementsAre(testing::HasSubstr("the range of `load.users.rate` has no `steps`"))
  );
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\" }]\n")),
      Contains(testing::HasSubstr("`load.users.rate` takes no value"))
  );
  EXPECT_THAT(
      said(with_sweep("vary = [{ path = \"load.users.rate\", values = [\"1/s\"], steps = 3 }]\n")),
      Contains(testing::HasSubstr("two ways to say it | keep one of them"))
  );
  EXPECT_THAT(
      said(with_sweep(
          "vary = [{ path = \"load.users.rate\", from = \"9/s\", to = \"1/s\", steps = 3 }]\n"
      )),
      ElementsAre(testing::HasSubstr("`to` is not above `from`, which is 9/s | swap them"))
  );
}

const std::string goal = "goal = { metric = \"load.users.success\", at_least = \"99%\" }\n";

TEST(ReadSweep, LooksForAGoalInTheLastRangeOnly) {
  const std::string rate = "{ path = \"load.users.rate\", from = \"1/s\", to = \"9/s\" }";
  const std::string slots = "{ path = \"service.shop.slots\", values = [1, 2] }";
  values(with_sweep("vary = [" + slots + ", " + rate + "]\n" + goal));
  EXPECT_THAT(
      said(with_sweep("vary = [" + rate + ", " + slots + "]\n" + goal)),
      ElementsAre(testing::HasSubstr("only the last key of `vary` is searched for the goal"))
  );
}

TEST(ReadSweep, WantsAGoalThatCanBeMeasured) {
  EXPECT_THAT(
      said(with_sweep(rates + "goal = { metric = \"load.users.sucess\", at_least = \"99%\" }\n")),
      ElementsAre(testing::HasSubstr(
          "there is no metric `load.users.sucess` | did you mean `load.users.success`?"
      ))
  );
  EXPECT_THAT(
      said(with_sweep(rates + "goal = { metric = \"load.users.success\", at_least = \"9s\" }\n")),
      ElementsAre(testing::HasSubstr("`at_least` with metric `load.users.success` wants a share"))
  );
  EXPECT_THAT(
      said(with_sweep(rates + "goal = { metric = \"load.users.success\" }\n")),
      ElementsAre(testing::HasSubstr("has no limit"))
  );
  EXPECT_THAT(
      said(with_sweep(
          rates + "goal = { metric = \"amplification\", at_most = 2, of = \"baseline\" }\n"
      )),
      Contains(testing::HasSubstr("`amplification` is a number of its own"))
  );
}

TEST(ReadSweep, WantsAMeasureThatThereIs) {
  EXPECT_THAT(
      said(with_sweep(rates + "measure = \"p_metastabel\"\n")),
      ElementsAre("33:11 there is no metric `p_metastabel` | did you mean `p_metastable`?")
  );
  EXPECT_THAT(
      said(with_sweep(rates + "measure = [\"p_pass\", \"load.user.goodput\"]\n")),
      ElementsAre(testing::HasSubstr("did you mean `load.users.goodput`?"))
  );
  EXPECT_THAT(
      said(with_sweep(rates + "measure = \"margin\"\n")),
      ElementsAre("33:11 the file has no [margin] to measure | add one: path, low and high")
  );
}

TEST(ReadSweep, KeepsItsNumbersInBounds) {
  EXPECT_THAT(
      said(with_sweep(rates + "repeat = 0\ncheck_live = -1\nengine = \"both\"\n")),
      testing::SizeIs(3)
  );
}

std::string with_agreement(std::string_view one) {
  return shop("[accept]\nagree = [{ " + std::string{one} + " }]\n");
}

TEST(ReadAccept, TakesMarginsOfBothSorts) {
  const file read =
      values(with_agreement("metric = \"load.users.success\", absolute = \"1%\", relative = \"5%\"")
      );
  EXPECT_EQ(read.accept.agree[0].absolute->value, 0.01);
  EXPECT_EQ(read.accept.agree[0].relative->part, 0.05);
}

TEST(ReadAccept, WantsAMarginOfTheMetricsSort) {
  EXPECT_THAT(
      said(with_agreement("metric = \"load.users.success\"")),
      ElementsAre(testing::HasSubstr("`agree` has no margin | add absolute or relative"))
  );
  EXPECT_THAT(
      said(with_agreement("metric = \"recovery_seconds\", absolute = 3")),
      ElementsAre(testing::HasSubstr("`absolute` with metric `recovery_seconds` wants a duration"))
  );
  EXPECT_THAT(
      said(with_agreement("metric = \"goodput_shar\", absolute = \"1%\"")),
      ElementsAre(testing::HasSubstr("did you mean `goodput_share`?"))
  );
}

TEST(ReadAccept, KeepsItsConfidenceInBounds) {
  EXPECT_THAT(said(shop("[accept]\nconfidence = 1\n")), testing::SizeIs(1));
}

}  // namespace
}  // namespace surgeline::scenario
