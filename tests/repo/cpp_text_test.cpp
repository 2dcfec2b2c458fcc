#include "repo/cpp_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::repo {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

std::vector<std::string> heads(std::string_view text, block_kind kind) {
  std::vector<std::string> found;
  for (const auto& each : blocks(text)) {
    if (each.kind == kind) found.push_back(each.head);
  }
  return found;
}

std::vector<std::string> functions(std::string_view text) {
  return heads(text, block_kind::function);
}

TEST(CodeOnly, BlanksCommentsAndKeepsPositions) {
  EXPECT_EQ(code_only("a // {\nb /* {\n */ c"), "a     \nb     \n    c");
}

TEST(CodeOnly, BlanksWhatIsInsideQuotes) {
  EXPECT_EQ(code_only(R"(f("{\"", '{', '\'');)"), R"(f("   ", ' ', '  ');)");
}

TEST(CodeOnly, BlanksRawStringsWithTheirQuotes) {
  EXPECT_EQ(code_only("x = R\"toml(\n\"{)\" )toml\";"), "x = R      \n           ;");
}

TEST(CodeOnly, TakesADigitSeparatorForPartOfTheNumber) {
  EXPECT_EQ(code_only("1'000 + 0xff'ff + u8'{'"), "1'000 + 0xff'ff + u8' '");
}

TEST(CodeOnly, BlanksDirectivesWithTheirContinuations) {
  EXPECT_EQ(code_only("#define X { \\\n  {\nint a;"), "             \n   \nint a;");
}

TEST(Includes, NamePathQuotesAndLine) {
  EXPECT_THAT(
      includes("#pragma once\n#include <vector>\n  #  include \"surgeline/core/time.hpp\"  // why\n"
      ),
      ElementsAre(
          include_line{"vector", false, 2},
          include_line{"surgeline/core/time.hpp", true, 3}
      )
  );
}

TEST(Blocks, CountTheLinesOfAFunctionFromItsHeadToItsClosingBrace) {
  const auto found =
      blocks("int a;\n\nint f(\n    int x\n) {\n  if (x) { return 1; }\n  return 2;\n}\n");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].first_line, 3);
  EXPECT_EQ(found[0].length(), 6);
}

TEST(Blocks, FindMembersOfClassesInNamespaces) {
  EXPECT_THAT(
      functions("namespace a::b { class c : d<int()> { public: c() : x_{1}, y_(2) {} int f() const "
                "{ return 1; } "
                "private: int x_{3}; }; }"),
      ElementsAre("c() : x_{1}, y_(2)", "int f() const")
  );
}

TEST(Blocks, TakeOperatorsForFunctions) {
  EXPECT_THAT(
      functions("bool operator==(a x, b y) { } int operator()(int) { } bool operator<=(a, b) { }"),
      ElementsAre("bool operator==(a x, b y)", "int operator()(int)", "bool operator<=(a, b)")
  );
}

TEST(Blocks, TakeTemplatesAndConstraintsForWhatTheyIntroduce) {
  const auto* const text =
      "template <typename T = std::vector<int>> requires(sizeof(T) == 1) void f(T) { }\n"
      "template <typename T> requires std::integral<T> struct s { };";
  EXPECT_EQ(functions(text).size(), 1);
  EXPECT_EQ(heads(text, block_kind::type).size(), 1);
}

TEST(Blocks, TakeATestForAFunction) {
  EXPECT_THAT(
      functions("TEST(Latency, Delays) { EXPECT_EQ(x, (y{1})); }"),
      ElementsAre("TEST(Latency, Delays)")
  );
}

TEST(Blocks, TakeInitialisersForNothingInParticular) {
  EXPECT_THAT(
      functions("int a{1}; auto f = [](int x) { return x; }; int b[] = {1, 2}; void g(s x = {});"),
      IsEmpty()
  );
}

TEST(Blocks, AreNotConfusedByBracesInText) {
  EXPECT_THAT(
      functions("void f() { puts(\"}}}{\"); // }\n char c = '{'; }\nvoid g() { }"),
      ElementsAre("void f()", "void g()")
  );
}

TEST(Blocks, LookPastCoroutinesAndTrailingReturnTypes) {
  EXPECT_THAT(
      functions("auto f() -> awaitable<void> { co_await g(); }\nawaitable<void> h(int x) noexcept "
                "{ co_return; }"),
      ElementsAre("auto f() -> awaitable<void>", "awaitable<void> h(int x) noexcept")
  );
}

TEST(PublicTypes, AreThoseAUserCanName) {
  EXPECT_THAT(
      public_types("namespace a { struct b { struct inner { }; }; enum class c : int { x };\n"
                   "struct forward; namespace detail { struct d { }; } namespace { class e { }; } }"
      ),
      ElementsAre(Field(&block::head, "struct b"), Field(&block::head, "enum class c : int"))
  );
}

TEST(PublicTypes, LeaveSpecialisationsOut) {
  EXPECT_THAT(public_types("template <> struct std::hash<a> { };"), IsEmpty());
}

}  // namespace
}  // namespace surgeline::repo
