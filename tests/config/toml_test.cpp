#include "surgeline/config/toml.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> problems_of_toml(std::string_view text) {
  problems found;
  EXPECT_FALSE(from_toml(text, "test.toml", found).has_value());
  return lines(found);
}

TEST(Toml, KnowsWhereEveryValueStands) {
  const value root = tree("x = { a = [1,\n  'zwei'] }\n");
  const place at = find(root, "x", "a", 1)->where;
  EXPECT_EQ(at, (place{.file = "test.toml", .line = 2, .column = 3, .length = 6}));
}

TEST(Toml, CountsColumnsInCodePoints) {
  const value root = tree("x = { \"é\" = 'ü', b = 1 }\n");
  EXPECT_EQ(find(root, "x", "b")->where.column, 22U);
}

TEST(Toml, ReadsBehindAByteOrderMark) {
  EXPECT_EQ(
      find(
          tree("\xEF\xBB\xBF"
               "a = 1"),
          "a"
      )
          ->where.column,
      5U
  );
}

TEST(Toml, SaysWhereTheSyntaxIsWrong) {
  EXPECT_THAT(problems_of_toml("a = 1\nb = \n"), ElementsAre(HasSubstr("2:5 ")));
}

TEST(Toml, SaysThatALineEndsTooEarly) {
  EXPECT_THAT(
      problems_of_toml("[[fault]\n"),
      ElementsAre("1:9 expected ']', saw the end of the line in a table header")
  );
}

TEST(Toml, SuggestsQuotesForABareUnit) {
  EXPECT_THAT(
      problems_of_toml("delay = 5s\n"),
      ElementsAre(::testing::EndsWith("| text stands in quotes: \"5s\""))
  );
}

TEST(Toml, KnowsTruthInOtherLanguages) {
  EXPECT_THAT(problems_of_toml("skip_open = True\n"), ElementsAre(HasSubstr("write `true`")));
}

TEST(Toml, SaysThatAKeyIsThereTwice) {
  EXPECT_THAT(
      problems_of_toml("a = 1\na = 2\n"),
      ElementsAre("2:5 `a` is there twice | every key once")
  );
}

TEST(Toml, SuggestsAListForATableThatIsThereTwice) {
  EXPECT_THAT(problems_of_toml("[fault]\n[fault]\n"), ElementsAre(HasSubstr("write `[[fault]]`")));
}

TEST(Toml, ExplainsInlineTables) {
  EXPECT_THAT(problems_of_toml("a = { b = 1,\n c = 2 }\n"), ElementsAre(HasSubstr("one line")));
}

TEST(Toml, RefusesDates) {
  EXPECT_THAT(
      problems_of_toml("d = 1979-05-27\n"),
      ElementsAre("1:5 a date has no meaning here | write it as text: \"1979-05-27\"")
  );
}

TEST(Toml, RefusesAnEmptyFile) {
  EXPECT_THAT(problems_of_toml(" \n\t\n"), ElementsAre("test.toml test.toml is empty"));
}

TEST(Toml, RefusesHugeFiles) {
  EXPECT_THAT(
      problems_of_toml(std::string(100'000'000, ' ')),
      ElementsAre(HasSubstr("test.toml is 100 MB; a scenario file may have at most 4 MiB"))
  );
}

TEST(Toml, RefusesNulBytesWithTheirPlace) {
  EXPECT_THAT(
      problems_of_toml(std::string_view("a = 1\nb\0", 8)),
      ElementsAre(HasSubstr("2:2 a NUL byte"))
  );
}

TEST(Toml, RefusesWhatIsNotUtf8WithItsPlace) {
  EXPECT_THAT(
      problems_of_toml("a = 'é\xff'"),
      ElementsAre(HasSubstr("1:7 the byte 0xff is not UTF-8"))
  );
  EXPECT_THAT(problems_of_toml("a = '\xed\xa0\x80'"), ElementsAre(HasSubstr("1:6 the byte 0xed")));
  EXPECT_THAT(problems_of_toml("a = '\xc0\xaf'"), ElementsAre(HasSubstr("1:6 the byte 0xc0")));
}

TEST(Toml, RefusesKeysOfAMillionDots) {
  std::string dots;
  for (int i = 0; i < 1'000'000; ++i) dots += "a.";
  EXPECT_THAT(problems_of_toml(dots + "a = 1\n"), ElementsAre(HasSubstr("more than 64 levels")));
  EXPECT_THAT(problems_of_toml("[" + dots + "a]\n"), ElementsAre(HasSubstr("more than 64 levels")));
}

TEST(Toml, RefusesDeepNesting) {
  EXPECT_THAT(
      problems_of_toml("a = " + std::string(2'000'000, '[')),
      ElementsAre(HasSubstr("more than 64 levels"))
  );
}

TEST(Toml, DoesNotCountWhatStandsInStringsAndComments) {
  const std::string many(200, '.');
  const std::string brackets(200, '[');
  tree(
      "a = '" + many + brackets + "' # " + brackets + "\nb = \"\\\"" + many + brackets +
      "\"\nc = '''\n" + brackets + "'\n'''\n"
  );
}

TEST(Toml, CountsNestingAnewOnEveryLine) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "a" + std::to_string(i) + ".b.c = [[1.5], [2.5]]\n";
  tree(text);
}

TEST(Toml, RefusesTooManyValues) {
  std::string text = "a = [";
  for (int i = 0; i < 200'001; ++i) text += "1,";
  EXPECT_THAT(problems_of_toml(text + "]"), ElementsAre(HasSubstr("more than 200000 values")));
}

TEST(TomlText, ReadsBackAsTheSame) {
  const value root =
      tree(R"(x = { a = [1, 2.0, -0.5], "b c" = "q\"\n\u0001é", d = {}, e = true, f = 1e300 })");
  EXPECT_EQ(tree("x = " + to_toml(*find(root, "x"))), root);
}

TEST(TextAsValue, IsTomlIfItIs) {
  EXPECT_EQ(value_of_text("3"), value(3));
  EXPECT_EQ(value_of_text("true"), value(true));
  EXPECT_EQ(value_of_text("[1, 2]"), value(array{1, 2}));
  EXPECT_EQ(value_of_text("\"3\""), value("3"));
}

TEST(TextAsValue, IsTextIfItIsNot) {
  EXPECT_EQ(value_of_text("600/s"), value("600/s"));
  EXPECT_EQ(value_of_text("careful"), value("careful"));
  EXPECT_EQ(value_of_text(""), value(""));
  EXPECT_EQ(value_of_text("1\nb = 2"), value("1\nb = 2"));
}

}  // namespace
}  // namespace surgeline::config
