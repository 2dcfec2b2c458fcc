#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A file with a margin; it begins on line `after_shop + 5`.
constexpr int at_margin = after_shop + 5;
std::string with_margin(std::string_view margin) {
  return shop(
      "[recovery]\nmetric = \"load.users.goodput\"\nof = \"offered\"\ndeadline = \"30s\"\n"
      "probe_relief = { rate = \"25%\", for = \"9s\" }\n[margin]\n" +
      std::string{margin}
  );
}

std::string line(int behind, std::string_view rest) {
  return std::to_string(at_margin + behind) + ":" + std::string{rest};
}

TEST(ReadMargin, TakesARangeOfAKey) {
  const file read =
      values(with_margin("path = \"phase.outage.duration\"\nlow = \"100ms\"\nhigh = \"20s\"\n"));
  ASSERT_TRUE(read.margin);
  EXPECT_EQ(read.margin->low, (setting{0.1, unit_family::time}));
  EXPECT_EQ(read.margin->scale, range_scale::log);
  EXPECT_THAT(read.margin->tips, ElementsAre(verdict_kind::metastable));
}

TEST(ReadMargin, NamesTheRightPathWhereOneLeadsNowhere) {
  EXPECT_THAT(
      said(with_margin("path = \"phase.outag.duration\"\nlow = \"1s\"\nhigh = \"2s\"\n")),
      ElementsAre(line(1, "8 no phase \"outag\" in `phase.outag.duration` | did you mean `outage`?")
      )
  );
  EXPECT_THAT(
      said(with_margin("path = \"phase.outage.durration\"\nlow = \"1s\"\nhigh = \"2s\"\n")),
      ElementsAre(testing::StartsWith(line(1, "8 unknown key `durration`")))
  );
}

TEST(ReadMargin, WantsValuesThatTheKeyTakes) {
  EXPECT_THAT(
      said(with_margin("path = \"phase.outage.duration\"\nlow = \"1/s\"\nhigh = \"2/s\"\n")),
      ElementsAre(
          testing::StartsWith(line(2, "7 `duration`: `/s` in `1/s` is no unit")),
          testing::StartsWith(line(3, "8 `duration`: `/s` in `2/s` is no unit"))
      )
  );
}

TEST(ReadMargin, WantsANumber) {
  EXPECT_THAT(
      said(with_margin("path = \"load.users.policy\"\nlow = \"callers\"\nhigh = 3\n")),
      testing::Contains(testing::StartsWith(line(2, "7 `low` wants a number")))
  );
}

TEST(ReadMargin, WantsARangeThatIsOne) {
  EXPECT_THAT(
      said(with_margin("path = \"phase.outage.duration\"\nlow = \"20s\"\nhigh = \"1s\"\n")),
      ElementsAre(line(3, "1 `high` is not above `low`, which is 20s | swap them"))
  );
  EXPECT_THAT(
      said(with_margin("path = \"phase.outage.duration\"\nlow = \"1s\"\nhigh = \"1s\"\n")),
      ElementsAre(line(3, "1 `high` is not above `low`, which is 1s | a range has two ends"))
  );
  EXPECT_THAT(
      said(with_margin("path = \"load.users.clients.count\"\nlow = 0\nhigh = 9\n")),
      testing::Contains(line(
          2,
          "1 a log scale begins above zero, not at 0 | raise `low`, or set scale = \"linear\""
      ))
  );
}

TEST(ReadMargin, WantsOneUnit) {
  EXPECT_THAT(
      said(with_margin("path = \"phase.outage.duration\"\nlow = \"1s\"\nhigh = 30\n")),
      testing::Contains(line(
          3,
          "1 `low` is 1s, and `high` is 30: no number of the same unit | write both with the unit "
          "that the key takes"
      ))
  );
}

TEST(ReadMargin, WantsWhatCanTip) {
  EXPECT_THAT(
      said(shop("[margin]\npath = \"phase.outage.duration\"\nlow = \"1s\"\nhigh = \"2s\"\n")),
      ElementsAre("31:1 nothing tips: without [recovery] and its `probe_relief` no run is ever "
                  "metastable | add them, or say what tips: tips = [\"metastable\", \"fail\"]")
  );
  EXPECT_THAT(
      said(shop("[margin]\npath = \"phase.outage.duration\"\nlow = \"1s\"\nhigh = \"2s\"\n"
                "tips = [\"fail\"]\n")),
      IsEmpty()
  );
}

TEST(ReadMargin, KeepsItsNumbersInBounds) {
  const std::string range = "path = \"phase.outage.duration\"\nlow = \"1s\"\nhigh = \"2s\"\n";
  EXPECT_THAT(
      said(with_margin(range + "resolution = 0\nrepeat = 0\ntips = []\nscale = \"cubic\"\n")),
      testing::SizeIs(4)
  );
}

TEST(ReadMargin, SetsAPointAfterEverythingElse) {
  problems found;
  const std::string text =
      with_margin("path = \"phase.outage.duration\"\nlow = \"1s\"\nhigh = \"2s\"\n");
  const written point{
      .name = "a",
      .text = text,
      .set = {"phase.outage.duration=7s"},
      .assigned = {{"phase.outage.duration", "1.5s"}}
  };
  const auto read = scenario::read(point, {}, purpose::sim, found);
  ASSERT_TRUE(read) << testing::PrintToString(found);
  EXPECT_EQ(read->phases[2].length, std::chrono::milliseconds{1500});
}

TEST(ReadMargin, ChecksItsPointsForWhoeverAsks) {
  problems found;
  const std::string text =
      with_margin("path = \"phase.outage.durration\"\nlow = \"1s\"\nhigh = \"2s\"\n");
  check_points({.name = "a", .text = text}, {}, purpose::sim, found);
  EXPECT_EQ(found.size(), 1U);
}

}  // namespace
}  // namespace surgeline::scenario
