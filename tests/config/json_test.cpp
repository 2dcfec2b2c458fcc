#include "surgeline/config/json.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

value json(std::string_view text) {
  problems found;
  auto root = from_json(text, "body", found);
  if (!root) throw std::runtime_error(lines(found).at(0));
  return *root;
}

std::vector<std::string> problems_of_json(std::string_view text) {
  problems found;
  EXPECT_FALSE(from_json(text, "body", found).has_value());
  return lines(found);
}

TEST(Json, BecomesTheSameTreeAsToml) {
  EXPECT_EQ(
      json(R"({"a": [1, "x", 2.5, true], "b": {"c": {}}})"),
      tree("a = [1, 'x', 2.5, true]\nb = { c = {} }")
  );
}

TEST(Json, GivesEveryValueItsPointer) {
  const value root = json(R"({"faults": [{"a/b": 1}, {"~": [0, 1]}]})");
  EXPECT_EQ(find(root, "faults", 0, "a/b")->where.pointer, "/faults/0/a~1b");
  EXPECT_EQ(find(root, "faults", 1, "~", 1)->where.pointer, "/faults/1/~0/1");
}

TEST(Json, SaysWhereTheSyntaxIsWrong) {
  EXPECT_THAT(
      problems_of_json("{\n  \"é\": 1,\n  oops\n}"),
      ElementsAre(HasSubstr("3:3 not JSON: syntax error"))
  );
}

TEST(Json, SaysThatItEndsTooEarly) {
  EXPECT_THAT(problems_of_json("{\"a\": [1, 2"), ElementsAre("1:12 the JSON ends too early"));
}

TEST(Json, SaysWhatFollowsIt) {
  EXPECT_THAT(problems_of_json("{} {}"), ElementsAre(HasSubstr("1:4 something follows")));
}

TEST(Json, SaysThatAKeyIsThereTwice) {
  EXPECT_THAT(
      problems_of_json(R"({"a": {"b": 1, "b": 2}})"),
      ElementsAre("/a/b `b` is there twice | every key once")
  );
}

TEST(Json, RefusesDeepNesting) {
  EXPECT_THAT(
      problems_of_json(std::string(1'000'000, '[')),
      ElementsAre(HasSubstr("more than 64 levels"))
  );
}

TEST(Json, RefusesTooManyValues) {
  std::string text = "[0";
  for (int i = 0; i < 200'001; ++i) text += ",0";
  EXPECT_THAT(problems_of_json(text + "]"), ElementsAre(HasSubstr("more than 200000 values")));
}

TEST(Json, RefusesAnEmptyBody) {
  EXPECT_THAT(problems_of_json(""), ElementsAre("body body is empty"));
}

TEST(Json, RefusesWhatIsNotUtf8) {
  EXPECT_THAT(problems_of_json("\"\xff\""), ElementsAre(HasSubstr("1:2 the byte 0xff")));
}

TEST(Json, ReadsLongStringsWhole) {
  const std::string text(100'000, 'x');
  EXPECT_EQ(
      json("{\"" + text + "\": \"" + text + "\\u00e9\"}"),
      value(table{{{text, {}, text + "é"}}})
  );
}

TEST(Json, KeepsIntegersApartFromNumbers) {
  EXPECT_EQ(json("[1, 1.0, 18446744073709551615]"), value(array{1, 1.0, 18446744073709551615.0}));
}

TEST(JsonText, ReadsBackAsTheSame) {
  const value root = json(R"({"a": [1, 2.5, null, false, "q\"\\\n\u0001é"], "b": {}, "c": []})");
  EXPECT_EQ(json(to_json(root)), root);
  EXPECT_EQ(json(to_json(root, 2)), root);
}

TEST(JsonText, IsIndentedOnDemand) {
  EXPECT_EQ(to_json(json(R"({"a": [1, {}]})"), 2), "{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
}

}  // namespace
}  // namespace surgeline::config
