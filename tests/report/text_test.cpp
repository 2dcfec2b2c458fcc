#include "surgeline/report/text.hpp"

#include <gtest/gtest.h>

namespace surgeline::report {
namespace {

using lines = std::vector<std::string>;

TEST(EscapeHtml, LeavesNothingThatMeansSomethingElse) {
  EXPECT_EQ(escape_html(R"(<b a="1" c='2'>&)"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
}

TEST(Printable, ShowsWhatATerminalWouldObey) {
  EXPECT_EQ(printable("a\x1b[31mb\x07"), "a·[31mb·");
  EXPECT_EQ(printable("a\xc2\x9b\x33z"), "a·3z");  // a control sequence in one character
  EXPECT_EQ(printable("two\nlines"), "two lines");
}

TEST(Printable, LeavesLettersOfEveryScript) {
  EXPECT_EQ(printable("Ünïcode ü 漢字 ✔"), "Ünïcode ü 漢字 ✔");
}

TEST(Columns, AreTwoForWideCharactersAndNoneForMarks) {
  EXPECT_EQ(columns_of("abc"), 3U);
  EXPECT_EQ(columns_of("▁▂▃"), 3U);
  EXPECT_EQ(columns_of("漢字"), 4U);
  EXPECT_EQ(columns_of("e\xcc\x81"), 1U);
  EXPECT_EQ(columns_of("🙂"), 2U);
}

TEST(Columns, CountAStrayByteAsOne) { EXPECT_EQ(columns_of("a\xff\xc3"), 3U); }

TEST(Cut, LeavesWhatFits) { EXPECT_EQ(cut("abc", 3), "abc"); }

TEST(Cut, EndsInDotsWithinTheColumns) {
  EXPECT_EQ(cut("abcdef", 4), "abc…");
  EXPECT_EQ(cut("漢字漢字", 4), "漢…");
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(Pad, FillsOnTheOtherSide) {
  EXPECT_EQ(pad_right("ab", 4), "ab  ");
  EXPECT_EQ(pad_left("漢", 4), "  漢");
}

TEST(Wrap, BreaksAtSpaces) {
  EXPECT_EQ(wrap("the quick brown fox", 9), (lines{"the quick", "brown fox"}));
}

TEST(Wrap, CutsAWordThatFitsNoLine) {
  EXPECT_EQ(wrap("a incomprehensible b", 6), (lines{"a", "incom…", "b"}));
}

TEST(Wrap, OfNothingIsNothing) { EXPECT_TRUE(wrap("", 10).empty()); }

}  // namespace
}  // namespace surgeline::report
