#include "surgeline/config/value.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

constexpr std::string_view two_faults = R"([scenario]
id = "a"
[[fault]]
id = "late"
kind = "latency"
[fault.target]
proxy = "edge"
[[fault]]
kind = "latency"
[[fault]]
kind = "stall"
)";

TEST(Value, IsFoundByKeysAndIndexes) {
  const value root = tree(two_faults);
  ASSERT_NE(find(root, "fault", 0, "target", "proxy"), nullptr);
  EXPECT_EQ(*find(root, "fault", 0, "target", "proxy"), value("edge"));
}

TEST(Value, IsFoundByTheIdOfATable) {
  const value root = tree(two_faults);
  EXPECT_EQ(find(root, "fault", "stall-1", "kind"), find(root, "fault", 2, "kind"));
}

TEST(Value, ThatIsNotThereIsNull) {
  const value root = tree(two_faults);
  EXPECT_EQ(find(root, "fault", 9), nullptr);
  EXPECT_EQ(find(root, "fault", 0, "kind", "deeper"), nullptr);
  EXPECT_EQ(find(root, "phase"), nullptr);
}

TEST(Value, OfAKeyIsPlacedAtTheKey) {
  EXPECT_EQ(place_of(tree(two_faults), {"fault", 0, "kind"}).text(), "test.toml:5:1");
}

TEST(Value, OfATableIsPlacedAtItsHeader) {
  const place at = place_of(tree(two_faults), {"fault", 1});
  EXPECT_EQ(at.text(), "test.toml:8:1");
  EXPECT_EQ(at.length, 9U);
  EXPECT_EQ(place_of(tree(two_faults), {"scenario"}).text(), "test.toml:1:1");
}

TEST(Value, ThatIsNotThereIsPlacedAtItsNearestAncestor) {
  EXPECT_EQ(place_of(tree(two_faults), {"fault", 1, "target", "proxy"}).text(), "test.toml:8:1");
}

TEST(Value, OfATableKeepsTheOrderOfTheFile) {
  const value root = tree("b = 1\na = 2\n");
  EXPECT_EQ(root.as<table>()->entries.front().key, "b");
}

TEST(Value, IsEqualWhereverItWasWritten) {
  EXPECT_EQ(tree("a = [1, 'x']"), tree("\n\na = [ 1, \"x\" ]"));
  EXPECT_NE(tree("a = 1"), tree("a = 1.0"));
}

TEST(Value, PutReplacesTheValueOfAKey) {
  table keys;
  keys.put("a", 1);
  keys.put("a", 2);
  EXPECT_EQ(value(keys), tree("a = 2"));
}

TEST(Ids, CountTheTablesOfAListFromOne) {
  const value root = tree("[[phase]]\nid = 'x'\n[[phase]]\n");
  EXPECT_EQ(id_of("phase", *root.as<table>()->find("phase")->as<array>(), 0), "x");
  EXPECT_EQ(id_of("phase", *root.as<table>()->find("phase")->as<array>(), 1), "phase-2");
}

TEST(Ids, CountFaultsByTheirKind) {
  const value root = tree(two_faults);
  const array& faults = *find(root, "fault")->as<array>();
  EXPECT_EQ(id_of("fault", faults, 1), "latency-2");
  EXPECT_EQ(id_of("fault", faults, 2), "stall-1");
}

TEST(Words, NameTheTypeWithTheValue) {
  EXPECT_EQ(in_words(3), "the integer 3");
  EXPECT_EQ(in_words(0.5), "the number 0.5");
  EXPECT_EQ(in_words("x"), "the string \"x\"");
  EXPECT_EQ(in_words(true), "true");
  EXPECT_EQ(in_words(array{}), "a list");
}

TEST(Words, CutLongTextAndShowControlCharacters) {
  EXPECT_EQ(in_words("a\nb\x01"), "the string \"a\\nb\\x01\"");
  EXPECT_THAT(in_words(std::string(500, 'x')), ::testing::EndsWith("x…\""));
}

}  // namespace
}  // namespace surgeline::config
