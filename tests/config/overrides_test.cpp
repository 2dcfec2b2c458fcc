#include "surgeline/config/overrides.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view file = R"(
[vars]
rate = "280/s"
[[policy]]
id = "careful"
retry = { attempts = 2 }
[[policy]]
id = "naive"
timeout = "1s"
[[phase]]
duration = "10s"
[[fault]]
kind = "latency"
[[proxy]]
id = "edge"
upstream = "127.0.0.1:1"
routes = [{ id = "pay", deadline = "1s" }]
[cluster]
hosts = 25
)";

value after(std::string_view assignment, const std::vector<std::string>& may_create = {}) {
  problems found;
  value root = tree(file);
  set(root, assignment, found, may_create);
  EXPECT_THAT(lines(found), IsEmpty());
  return root;
}

std::vector<std::string> problems_of_assignment(std::string_view assignment) {
  problems found;
  value root = tree(file);
  set(root, assignment, found);
  return lines(found);
}

TEST(Set, ChangesAKeyOfATable) {
  EXPECT_EQ(*find(after("cluster.hosts=5"), "cluster", "hosts"), value(5));
}

TEST(Set, ChangesAVariable) {
  EXPECT_EQ(*find(after("vars.rate=600/s"), "vars", "rate"), value("600/s"));
}

TEST(Set, FindsTheElementByItsId) {
  const value root = after("policy.careful.retry.attempts=3");
  EXPECT_EQ(*find(root, "policy", 0, "retry", "attempts"), value(3));
}

TEST(Set, FindsTheElementByItsDefaultId) {
  EXPECT_EQ(*find(after("phase.phase-1.duration=4s"), "phase", 0, "duration"), value("4s"));
  EXPECT_EQ(*find(after("fault.latency-1.delay=1s"), "fault", 0, "delay"), value("1s"));
}

TEST(Set, FindsElementsOfListsInTables) {
  EXPECT_EQ(
      *find(after("proxy.edge.routes.pay.deadline=2s"), "proxy", 0, "routes", 0, "deadline"),
      value("2s")
  );
}

TEST(Set, AddsKeysAndTablesOnTheWay) {
  EXPECT_EQ(
      *find(after("policy.naive.retry.attempts=3"), "policy", 1, "retry", "attempts"),
      value(3)
  );
}

TEST(Set, TurnsAPlainValueIntoATable) {
  EXPECT_EQ(
      *find(after("proxy.edge.upstream.service=stock"), "proxy", 0, "upstream"),
      tree("service = 'stock'")
  );
}

TEST(Set, AddsATableThatMayBeCreated) {
  EXPECT_EQ(*find(after("safety.lease=5s", {"safety"}), "safety", "lease"), value("5s"));
}

TEST(Set, ReadsTomlWhereItIsToml) {
  EXPECT_EQ(
      *find(after("policy.naive.honour=[\"retry-after\"]"), "policy", 1, "honour"),
      value(array{"retry-after"})
  );
  EXPECT_EQ(*find(after("policy.naive.id=\"3\""), "policy", 1, "id"), value("3"));
}

TEST(Set, KeepsTextBehindASecondEqualsSign) {
  EXPECT_EQ(*find(after("policy.naive.query=a=b"), "policy", 1, "query"), value("a=b"));
}

TEST(Set, PlacesWhatItSetAtTheCommandLine) {
  const value root = after("policy.naive.retry={ attempts = 3 }");
  EXPECT_EQ(find(root, "policy", 1, "retry", "attempts")->where.text(), "--set");
  EXPECT_EQ(place_of(root, {"policy", 1, "retry"}).text(), "--set");
}

TEST(Set, TakesAValueAtHand) {
  problems found;
  value root = tree(file);
  set(root, "cluster.hosts", 7, found);
  EXPECT_EQ(*find(root, "cluster", "hosts"), value(7));
}

TEST(Set, SuggestsTheTableThatWasMeant) {
  EXPECT_THAT(
      problems_of_assignment("polcy.careful.timeout=1s"),
      ElementsAre("--set no table `polcy` in `--set polcy.careful.timeout` | did you mean `policy`?"
      )
  );
}

TEST(Set, SuggestsTheIdThatWasMeant) {
  EXPECT_THAT(
      problems_of_assignment("policy.carefull.timeout=1s"),
      ElementsAre("--set no policy \"carefull\" in `--set policy.carefull.timeout` | did you mean "
                  "`careful`?")
  );
}

TEST(Set, SuggestsTheVariableThatWasMeant) {
  EXPECT_THAT(
      problems_of_assignment("vars.rat=1/s"),
      ElementsAre(HasSubstr("no variable `rat` in `--set vars.rat` | did you mean `rate`?"))
  );
}

TEST(Set, WantsAPathAndAValue) {
  EXPECT_THAT(
      problems_of_assignment("vars.rate"),
      ElementsAre(HasSubstr("no `=` in `--set vars.rate`"))
  );
  EXPECT_THAT(problems_of_assignment("vars=3"), ElementsAre(HasSubstr("no key after `vars`")));
  EXPECT_THAT(problems_of_assignment("=3"), ElementsAre(HasSubstr("no key after ``")));
  EXPECT_THAT(problems_of_assignment("cluster..x=3"), ElementsAre(HasSubstr("an empty key")));
}

TEST(Set, LeavesTheTreeAloneWhenTheIdIsWrong) {
  problems found;
  value root = tree(file);
  set(root, "policy.nobody.timeout=1s", found);
  EXPECT_EQ(root, tree(file));
}

TEST(Set, MayReplaceAWholeElement) {
  EXPECT_EQ(*find(after("policy.naive={ id = \"naive\" }"), "policy", 1), tree("id = 'naive'"));
}

}  // namespace
}  // namespace surgeline::config
