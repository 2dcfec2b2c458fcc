#include "surgeline/config/variables.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::optional<std::string> variables(std::string_view name) {
  if (name == "RATE") return "600/s";
  if (name == "ATTEMPTS") return "3";
  if (name == "EMPTY") return "";
  return std::nullopt;
}

value after(std::string_view text) {
  problems found;
  value root = tree(text);
  substitute(root, &variables, found);
  EXPECT_THAT(lines(found), IsEmpty());
  return root;
}

std::vector<std::string> problems_with_variables(std::string_view text) {
  problems found;
  value root = tree(text);
  substitute(root, &variables, found);
  return lines(found);
}

TEST(Variables, StandForTheirValue) {
  EXPECT_EQ(
      *find(after("[vars]\nr = '1/s'\n[load]\nrate = '${r}'\n"), "load", "rate"),
      value("1/s")
  );
}

TEST(Variables, GiveTheirTypeToAStringOfTheirName) {
  EXPECT_EQ(
      *find(after("[vars]\nn = 3\n[retry]\nattempts = '${n}'\n"), "retry", "attempts"),
      value(3)
  );
  EXPECT_EQ(*find(after("[vars]\nb = true\n[x]\ny = ['${b}']\n"), "x", "y", 0), value(true));
}

TEST(Variables, GiveTheirPlaceToAStringOfTheirName) {
  const value root = after("[vars]\nn = 3\n[retry]\nattempts = '${n}'\n");
  EXPECT_EQ(find(root, "retry", "attempts")->where.text(), "test.toml:2:5");
}

TEST(Variables, StandInTheMiddleOfText) {
  EXPECT_EQ(
      *find(after("[vars]\nn = 3\nz = 'b'\n[x]\ny = 'a-${n}${z}-c'\n"), "x", "y"),
      value("a-3b-c")
  );
}

TEST(Variables, StandAnywhereBelow) {
  EXPECT_EQ(
      *find(
          after("[vars]\nn = 3\n[[x]]\ny = { z = [{ w = '${n}' }] }\n"),
          "x",
          0,
          "y",
          "z",
          0,
          "w"
      ),
      value(3)
  );
}

TEST(Variables, OfTheProgramStayAsTheyAre) {
  const std::string text =
      "[x]\na = 'http://${proxy.to-payment.address}'\nb = 'out/${scenario.id}/${run.id}'\n";
  EXPECT_EQ(after(text), tree(text));
}

TEST(Variables, AreEscapedByASecondDollar) {
  EXPECT_EQ(*find(after("[vars]\nn = 3\n[x]\ny = '$${n} ${n}'\n"), "x", "y"), value("${n} 3"));
}

TEST(Variables, ThatDoNotExistAreAProblem) {
  EXPECT_THAT(
      problems_with_variables("[vars]\nrate = 3\n[x]\ny = '${rte}'\n"),
      ElementsAre("4:5 no variable `rte` in [vars] | did you mean `rate`?")
  );
}

TEST(Variables, OfTheEnvironmentBelongIntoVars) {
  EXPECT_THAT(
      problems_with_variables("[x]\ny = '${RATE}'\n"),
      ElementsAre("2:5 no variable `RATE` in [vars] | write `RATE = …` in [vars], the only place "
                  "that knows the environment")
  );
}

TEST(Variables, ThatDoNotExistAreNotOfTheWrongTypeAsWell) {
  problems found;
  value root = tree("is = '${rate}'");
  substitute(root, &variables, found);
  decode<only<int>>(root, found);
  EXPECT_THAT(lines(found), ElementsAre(HasSubstr("no variable `rate`")));
}

TEST(Variables, NeedTheirBrace) {
  EXPECT_THAT(
      problems_with_variables("[x]\ny = 'a ${b'\n"),
      ElementsAre("2:5 `${` without `}` in \"a ${b\" | write $${ for a plain `${`")
  );
}

TEST(Environment, IsExpandedInVars) {
  EXPECT_EQ(*find(after("[vars]\nr = '${RATE}'\n[x]\ny = '${r}'\n"), "x", "y"), value("600/s"));
}

TEST(Environment, HasDefaults) {
  EXPECT_EQ(
      *find(after("[vars]\nr = '${NOTHING:-1200/s}'\n[x]\ny = '${r}'\n"), "x", "y"),
      value("1200/s")
  );
  EXPECT_EQ(*find(after("[vars]\nr = '${EMPTY:-x}'\n[x]\ny = '${r}'\n"), "x", "y"), value("x"));
  EXPECT_EQ(*find(after("[vars]\nr = '${NOTHING:-}'\n[x]\ny = '${r}'\n"), "x", "y"), value(""));
}

TEST(Environment, GivesNumbersWhereItHasNumbers) {
  EXPECT_EQ(*find(after("[vars]\nn = '${ATTEMPTS}'\n[x]\ny = '${n}'\n"), "x", "y"), value(3));
}

TEST(Environment, StandsInTheMiddleOfText) {
  EXPECT_EQ(
      *find(after("[vars]\nr = 'v${ATTEMPTS}-${NOTHING:-x}'\n[x]\ny = '${r}'\n"), "x", "y"),
      value("v3-x")
  );
}

TEST(Environment, NeedsTheVariableOrADefault) {
  EXPECT_THAT(
      problems_with_variables("[vars]\nr = '${NOTHING}'\n"),
      ElementsAre("2:5 the environment has no `NOTHING` | write ${NOTHING:-default}")
  );
}

TEST(Environment, HasNamesOfLettersAndDigits) {
  EXPECT_THAT(
      problems_with_variables("[vars]\nr = '${a b}'\n"),
      ElementsAre(HasSubstr("`a b` is no name of an environment variable"))
  );
}

TEST(Vars, AreTextNumbersAndBooleans) {
  EXPECT_THAT(
      problems_with_variables("[vars]\nr = [1]\n"),
      ElementsAre("2:5 `r` in [vars] must be text, a number or a boolean, not a list")
  );
}

}  // namespace
}  // namespace surgeline::config
