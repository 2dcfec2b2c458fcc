#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "surgeline/core/problem.hpp"

namespace surgeline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A source whose line `number` is `line`, as files usually are: empty before, ended by a newline.
std::string source(std::uint32_t number, const std::string& line) {
  return std::string(number - 1, '\n') + line + "\n";
}

std::string rendered(
    const std::string& line,
    std::uint32_t column,
    std::uint32_t length,
    const std::string& remedy = ""
) {
  const place where{.file = "f.toml", .line = 7, .column = column, .length = length};
  return render({where, "wrong", remedy}, source(7, line));
}

TEST(Render, ShowsTheLineTheCaretAndTheLikelyWord) {
  const problem slip{
      {.file = "credd-stall.toml", .line = 214, .column = 1, .length = 10},
      "unknown key `probablity` in [[fault]] \"stock-unavailable\"",
      "did you mean `probability`?",
  };
  EXPECT_EQ(
      render(slip, source(214, "probablity = 0.05")),
      "credd-stall.toml:214:1: error: unknown key `probablity` in [[fault]] \"stock-unavailable\"\n"
      "214│ probablity = 0.05\n"
      "   │ ^^^^^^^^^^ did you mean `probability`?\n"
  );
}

TEST(Render, PutsAHelpSentenceOnItsOwnLine) {
  EXPECT_EQ(
      rendered("stage = \"data\"", 1, 5, "set protocol = \"http\" on the proxy, or remove `stage`"),
      "f.toml:7:1: error: wrong\n"
      "7│ stage = \"data\"\n"
      " │ ^^^^^\n"
      " = help: set protocol = \"http\" on the proxy, or remove `stage`\n"
  );
}

TEST(Render, PutsAChoiceBesideTheCaret) {
  EXPECT_THAT(
      rendered("dist = \"x\"", 8, 3, "one of `a`, `b`"),
      HasSubstr("       ^^^ one of `a`, `b`\n")
  );
}

TEST(Render, LeavesANoteANote) {
  EXPECT_THAT(rendered("x", 1, 1, "note: 0.75 + 0.40"), HasSubstr(" = note: 0.75 + 0.40\n"));
}

TEST(Render, WithoutSourceShowsNoLine) {
  const problem known{{.file = "f.toml", .line = 189, .column = 1}, "wrong", "set protocol"};
  EXPECT_EQ(render(known, ""), "f.toml:189:1: error: wrong\n   = help: set protocol\n");
}

TEST(Render, WithoutSourceKeepsTheLikelyWord) {
  const problem known{{.pointer = "/delai"}, "unknown key", "did you mean `delay`?"};
  EXPECT_EQ(render(known, ""), "/delai: error: unknown key\n   = help: did you mean `delay`?\n");
}

TEST(Render, WithoutAPlaceStartsWithTheError) {
  EXPECT_EQ(render({{}, "no file given", ""}, ""), "error: no file given\n");
}

TEST(Render, BeyondTheLastLineShowsNoLine) {
  EXPECT_EQ(
      render({{.file = "f", .line = 9, .column = 1}, "wrong", ""}, "a\nb\n"),
      "f:9:1: error: wrong\n"
  );
}

TEST(Render, CountsColumnsInCodePoints) {
  EXPECT_THAT(rendered("title = \"é€😀\", x = 1", 15, 1), HasSubstr("\n │               ^\n"));
}

TEST(Render, KeepsTabsSoThatTheCaretAligns) {
  EXPECT_THAT(rendered("\ta\tbad = 1", 4, 3), HasSubstr("7│ \ta\tbad = 1\n │ \t \t^^^\n"));
}

TEST(Render, WithoutAColumnMarksTheWholeLine) {
  EXPECT_THAT(rendered("  [fault]", 0, 1), HasSubstr("7│   [fault]\n │   ^^^^^^^\n"));
}

TEST(Render, MarksNoFurtherThanTheLine) {
  EXPECT_THAT(rendered("a = \"\"\"", 5, 50), HasSubstr(" │     ^^^\n"));
  EXPECT_THAT(rendered("abc", 4, 1), HasSubstr(" │    ^\n"));
  EXPECT_THAT(rendered("abc", 99, 0), HasSubstr(" │    ^\n"));
}

TEST(Render, DropsTheCarriageReturnOfALineEnd) {
  EXPECT_THAT(rendered("a = 1\r", 1, 1), HasSubstr("7│ a = 1\n"));
}

TEST(Render, ShowsControlCharactersAndBrokenUtf8AsDots) {
  EXPECT_THAT(rendered("a\x1b[31m\xff\xc3(", 1, 1), HasSubstr("7│ a·[31m··(\n"));
  EXPECT_THAT(render({{.file = "f"}, "key \x1b[2J", ""}, ""), HasSubstr("key ·[2J"));
  EXPECT_THAT(rendered("\xe2\x82", 1, 1), HasSubstr("7│ ··\n"));
}

TEST(Render, ShowsALongLineWholeUpTo120Columns) {
  EXPECT_THAT(rendered(std::string(120, 'x'), 1, 1), Not(HasSubstr("…")));
}

TEST(Render, CutsALongLineAtItsEnd) {
  EXPECT_THAT(
      rendered(std::string(500, 'x'), 3, 1),
      HasSubstr("7│ " + std::string(120, 'x') + "…\n │   ^\n")
  );
}

TEST(Render, CutsALongLineAroundThePlace) {
  const std::string line = std::string(300, 'a') + "bad" + std::string(300, 'c');
  EXPECT_THAT(
      rendered(line, 301, 3),
      HasSubstr(
          "7│ …" + std::string(40, 'a') + "bad" + std::string(77, 'c') + "…\n │  " +
          std::string(40, ' ') + "^^^\n"
      )
  );
}

TEST(Render, CutsALongLineAtItsStart) {
  const std::string line = std::string(300, 'a') + "bad";
  EXPECT_THAT(
      rendered(line, 301, 3),
      HasSubstr("7│ …" + std::string(117, 'a') + "bad\n │  " + std::string(117, ' ') + "^^^\n")
  );
}

TEST(Render, MarksNoFurtherThanTheCut) {
  EXPECT_THAT(
      rendered(std::string(500, 'x'), 1, 500),
      HasSubstr(" │ " + std::string(120, '^') + "\n")
  );
}

TEST(Render, ColoursTheErrorAndTheCaretInBoldRed) {
  const problem slip{{.file = "f.toml", .line = 1, .column = 1}, "wrong", "did you mean `x`?"};
  EXPECT_EQ(
      render(slip, "y = 1", true),
      "\x1b[1mf.toml:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m \x1b[1mwrong\x1b[0m\n"
      "\x1b[1;34m1│\x1b[0m y = 1\n"
      "\x1b[1;34m │\x1b[0m \x1b[1;31m^\x1b[0m \x1b[1;31mdid you mean `x`?\x1b[0m\n"
  );
}

TEST(Render, WithoutColourHasNoEscapes) {
  EXPECT_THAT(rendered("a = 1", 1, 1, "did you mean `b`?"), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace surgeline
