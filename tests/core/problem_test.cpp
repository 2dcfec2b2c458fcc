#include "surgeline/core/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline {
namespace {

using ::testing::ElementsAre;

const std::vector<std::string> keys{"probability", "per", "proxy", "max_active", "timeout"};

TEST(Place, IsWrittenAsFarAsItIsKnown) {
  EXPECT_EQ((place{.file = "a.toml", .line = 3, .column = 7}).text(), "a.toml:3:7");
  EXPECT_EQ((place{.file = "a.toml", .line = 3}).text(), "a.toml:3");
  EXPECT_EQ((place{.file = "a.toml"}).text(), "a.toml");
  EXPECT_EQ((place{.line = 3, .column = 7}).text(), "3:7");
  EXPECT_EQ(place{}.text(), "");
}

TEST(Place, OfAJsonValueIsItsPointer) {
  EXPECT_EQ((place{.file = "body", .pointer = "/faults/0/delay"}).text(), "/faults/0/delay");
}

TEST(Problems, StartEmpty) {
  EXPECT_TRUE(problems{}.empty());
  EXPECT_EQ(problems{}.size(), 0u);
}

TEST(Problems, KeepWhatWasAdded) {
  problems all;
  all.add({.file = "a.toml", .line = 1}, "wrong", "right");
  EXPECT_THAT(all.list(), ElementsAre(problem{{.file = "a.toml", .line = 1}, "wrong", "right"}));
}

TEST(Problems, SortByFileLineAndColumn) {
  const problem first{{.file = "a.toml", .line = 2, .column = 9}, "x", ""};
  const problem second{{.file = "a.toml", .line = 10, .column = 1}, "x", ""};
  const problem third{{.file = "a.toml", .line = 10, .column = 5}, "x", ""};
  const problem fourth{{.file = "b.toml", .line = 1, .column = 1}, "x", ""};
  problems all;
  for (const problem& each : {fourth, third, first, second}) {
    all.add(each.where, each.what, each.remedy);
  }
  all.sort();
  EXPECT_THAT(all.list(), ElementsAre(first, second, third, fourth));
}

TEST(Problems, OfOnePlaceKeepTheirOrder) {
  problems all;  // more than a sort handles by insertion, which would keep the order by itself
  std::vector<std::string> added, told;
  for (int i = 100; i-- > 0;) added.push_back(std::to_string(i));
  for (const std::string& what : added) all.add({.file = "f", .line = 1}, what);
  all.sort();
  for (const problem& each : all.list()) told.push_back(each.what);
  EXPECT_EQ(told, added);
}

TEST(Problems, ThatAreEqualAreToldOnce) {
  problems all;
  for (const char* const what : {"x", "y", "x"}) all.add({.file = "f", .line = 1}, what);
  all.add({.file = "f", .line = 2}, "x");
  all.sort();
  EXPECT_EQ(all.size(), 3u);
}

TEST(Nearest, FindsOneWrongLetter) { EXPECT_EQ(nearest("timeaut", keys), "timeout"); }
TEST(Nearest, FindsAMissingLetter) { EXPECT_EQ(nearest("probablity", keys), "probability"); }
TEST(Nearest, FindsALetterTooMany) { EXPECT_EQ(nearest("prooxy", keys), "proxy"); }
TEST(Nearest, FindsSwappedLettersAsOneSlip) { EXPECT_EQ(nearest("pre", keys), "per"); }
TEST(Nearest, FindsAnotherWayToJoinWords) { EXPECT_EQ(nearest("max-active", keys), "max_active"); }
TEST(Nearest, IsBlindToCase) { EXPECT_EQ(nearest("TIMEOUT", keys), "timeout"); }

TEST(Nearest, PrefersTheFewestEdits) {
  EXPECT_EQ(nearest("latency", {"latencies", "latenci", "latenc"}), "latenci");
  EXPECT_EQ(nearest("mas", {"max", "mass", "mas"}), "mas");
}

TEST(Nearest, IsNothingWhenAThirdOrMoreIsWrong) {
  EXPECT_EQ(nearest("prob", keys), std::nullopt);
  EXPECT_EQ(nearest("zebra", keys), std::nullopt);
}

TEST(Nearest, NeverReplacesAWholeWord) {
  EXPECT_EQ(nearest("a", {"b"}), std::nullopt);
  EXPECT_EQ(nearest("", {"a", ""}), std::nullopt);
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

TEST(Nearest, CountsTheEditsOfKnownPairs) {
  // Allowed are a third of the longer word: 2 of 6 and 7, 3 of 9. kitten to sitting takes 3, saturday to sundays 4.
  EXPECT_EQ(nearest("kitten", {"sitting"}), std::nullopt);
  EXPECT_EQ(nearest("kitten", {"sittin"}), "sittin");
  EXPECT_EQ(nearest("abcdef", {"badcef"}), "badcef");
  EXPECT_EQ(nearest("abcdefg", {"badcfeg"}), std::nullopt);
  EXPECT_EQ(nearest("abcdefghi", {"badcfeghi"}), "badcfeghi");
}

TEST(Nearest, IsQuickOnAbsurdlyLongWords) {
  EXPECT_EQ(nearest(std::string(1'000'000, 'x'), keys), std::nullopt);
}

TEST(Suggestion, NamesTheLikelySlip) {
  EXPECT_EQ(suggestion("probablity", keys), "did you mean `probability`?");
}

TEST(Suggestion, ListsWhatThereIsOtherwise) {
  EXPECT_EQ(suggestion("zebra", {"fixed", "uniform"}), "one of `fixed`, `uniform`");
}

TEST(Suggestion, IsEmptyWithoutCandidates) { EXPECT_EQ(suggestion("zebra", {}), ""); }

}  // namespace
}  // namespace surgeline
