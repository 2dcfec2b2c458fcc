#include "surgeline/config/containers.hpp"

#include "config/policy.hpp"
#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Optional, IsReadAsWhatItHolds) { EXPECT_EQ(value_of<std::optional<duration>>("'1s'"), 1s); }

TEST(Optional, IsAbsentWhenItSaysNone) {
  EXPECT_EQ(value_of<std::optional<duration>>("'none'"), std::nullopt);
}

TEST(Optional, OfTextTakesEveryText) {
  EXPECT_EQ(value_of<std::optional<std::string>>("'none'"), "none");
}

TEST(List, KeepsItsOrder) {
  EXPECT_EQ(value_of<std::vector<int>>("[3, 1, 2]"), (std::vector{3, 1, 2}));
}

TEST(List, OfBooleansIsRead) {
  EXPECT_EQ(value_of<std::vector<bool>>("[true, false]"), (std::vector{true, false}));
}

TEST(List, NamesTheEntryThatIsWrong) {
  EXPECT_THAT(
      problems_of<std::vector<duration>>("['1s', 2]"),
      ElementsAre("1:13 entry 2 of `is` wants a duration such as \"250ms\", not the integer 2 | "
                  "write \"2ms\"")
  );
}

TEST(List, SuggestsBracketsAroundOneValue) {
  EXPECT_THAT(
      problems_of<std::vector<std::string>>("'x'"),
      ElementsAre("1:6 `is` wants a list of string, not the string \"x\" | write [\"x\"]")
  );
}

TEST(List, OfTablesKeepsThePlacesOfThoseThatAreWrong) {
  const auto got =
      read<only<std::vector<sample::policy>>>("is = [{ id = 'a' }, { id = 3 }, { id = 'c' }]");
  ASSERT_EQ(got.value.is.size(), 3U);
  EXPECT_EQ(got.value.is[2].id, "c");
}

TEST(OneOrMore, TakesOneForAListOfOne) {
  EXPECT_EQ(value_of<one_or_more<std::string>>("'x'"), (one_or_more<std::string>{"x"}));
  EXPECT_EQ(value_of<one_or_more<std::string>>("['x', 'y']"), (one_or_more<std::string>{"x", "y"}));
}

TEST(Map, TakesAnyKey) {
  EXPECT_EQ(
      (value_of<std::map<std::string, int>>("{ a = 1, 'b c' = 2 }")),
      (std::map<std::string, int>{{"a", 1}, {"b c", 2}})
  );
}

TEST(Map, NamesTheKeyThatIsWrong) {
  EXPECT_THAT(
      (problems_of<std::map<std::string, int>>("{ a = 'x' }")),
      ElementsAre(HasSubstr("1:12 `a` wants an integer"))
  );
}

using number_or_name = std::variant<sample::backoff, int, duration>;

TEST(Variant, IsReadAsTheFirstTypeThatFits) {
  EXPECT_EQ(value_of<number_or_name>("'fixed'"), number_or_name(sample::backoff::fixed));
  EXPECT_EQ(value_of<number_or_name>("3"), number_or_name(3));
  EXPECT_EQ(value_of<number_or_name>("'3s'"), number_or_name(duration(3s)));
}

TEST(Variant, SaysWhatWouldFit) {
  EXPECT_THAT(
      (problems_of<std::variant<int, sample::retry>>("true")),
      ElementsAre("1:6 `is` wants int or table `retry`, not true")
  );
}

TEST(Names, AreListedWhenNoneIsNear) {
  EXPECT_THAT(
      problems_of<sample::backoff>("'quick'"),
      ElementsAre("1:6 `is` cannot be \"quick\" | one of `none`, `fixed`, `exponential`")
  );
}

TEST(Names, ThatArePlannedAreSaidToBe) {
  EXPECT_THAT(
      problems_of<sample::backoff>("'fibonacci'"),
      ElementsAre(HasSubstr("it is planned, not in this version"))
  );
}

TEST(Names, AreTheOnlyThingAnEnumTakes) {
  EXPECT_THAT(
      problems_of<sample::backoff>("3"),
      ElementsAre("1:6 `is` wants `none`, `fixed` or `exponential`, not the integer 3")
  );
}

}  // namespace
}  // namespace surgeline::config
