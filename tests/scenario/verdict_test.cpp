#include "surgeline/scenario/verdict.hpp"

#include <gtest/gtest.h>

namespace surgeline::scenario {
namespace {

using enum verdict_kind;

TEST(Verdict, IsThatOfItsGravestReason) {
  const std::array by_gravity{pass, inconclusive, fail, metastable, aborted};
  for (std::size_t graver = 0; graver < by_gravity.size(); ++graver) {
    for (std::size_t lesser = 0; lesser <= graver; ++lesser) {
      verdict up, down;
      up.add({by_gravity[lesser], "a", ""});
      up.add({by_gravity[graver], "b", ""});
      down.add({by_gravity[graver], "b", ""});
      down.add({by_gravity[lesser], "a", ""});
      EXPECT_EQ(up.kind, by_gravity[graver]);
      EXPECT_EQ(down.kind, by_gravity[graver]);
    }
  }
}

TEST(Verdict, KeepsAllReasonsInTheirOrder) {
  verdict made;
  made.add({fail, "check", "first"});
  made.add({pass, "recovered", "second"});
  EXPECT_EQ(
      made.reasons,
      (std::vector<reason>{{fail, "check", "first"}, {pass, "recovered", "second"}})
  );
}

TEST(Verdict, ExitsWithItsOwnCode) {
  EXPECT_EQ(exit_code(pass, pass), 0);
  EXPECT_EQ(exit_code(fail, pass), 1);
  EXPECT_EQ(exit_code(inconclusive, pass), 3);
  EXPECT_EQ(exit_code(aborted, pass), 4);
  EXPECT_EQ(exit_code(metastable, pass), 5);
}

TEST(Verdict, ExitsWithZeroWhenItIsTheExpectedOne) {
  for (const verdict_kind each : {pass, inconclusive, fail, metastable, aborted})
    EXPECT_EQ(exit_code(each, each), 0);
}

TEST(Verdict, ThatWasNotExpectedExitsWithItsOwnCode) {
  EXPECT_EQ(exit_code(metastable, fail), 5);
  EXPECT_EQ(exit_code(fail, metastable), 1);
}

TEST(Verdict, ThatPassesAgainstExpectationIsAFailure) { EXPECT_EQ(exit_code(pass, metastable), 1); }

}  // namespace
}  // namespace surgeline::scenario
