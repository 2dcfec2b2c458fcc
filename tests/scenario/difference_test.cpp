#include "surgeline/scenario/difference.hpp"

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// In what two texts differ, as lines.
std::vector<std::string> between(std::string_view first, std::string_view second) {
  std::vector<std::string> lines;
  for (const difference& each : differences(values(first), values(second)))
    lines.push_back(text_of(each));
  return lines;
}

std::string with(std::string text, std::string_view old, std::string_view now) {
  const auto at = text.find(old);
  EXPECT_NE(at, text.npos) << old;
  return at == text.npos ? text : text.replace(at, old.size(), now);
}

TEST(Difference, IsNoneBetweenAFileAndItself) { EXPECT_THAT(between(shop(), shop()), IsEmpty()); }

TEST(Difference, NamesTheKeyByIds) {
  EXPECT_THAT(
      between(shop(), with(shop(), "rate = \"200/s\"", "rate = \"250/s\"")),
      ElementsAre("load.users.rate: \"200/s\" → \"250/s\"")
  );
}

TEST(Difference, IsNoneWhereADefaultIsWritten) {
  EXPECT_THAT(
      between(shop(), with(shop(), "id = \"shop\"", "id = \"shop\"\nslots = 16")),
      IsEmpty()
  );
}

TEST(Difference, ShowsTheDefaultThatTheOtherHas) {
  EXPECT_THAT(
      between(shop(), with(shop(), "id = \"shop\"", "id = \"shop\"\nslots = 4")),
      ElementsAre("service.shop.slots: 16 → 4")
  );
  EXPECT_THAT(
      between(shop(), with(shop(), "rate = \"200/s\"", "rate = \"200/s\"\ndeadline = \"2s\"")),
      ElementsAre("load.users.deadline: none → \"2s\"")
  );
}

TEST(Difference, SaysTheSameInAnotherUnitIsTheSame) {
  EXPECT_THAT(between(shop(), with(shop(), "timeout = \"1s\"", "timeout = \"1000ms\"")), IsEmpty());
}

TEST(Difference, NamesATableThatOnlyOneHasAndNotItsKeys) {
  const std::string fault =
      "[[fault]]\nid = \"late\"\nkind = \"latency\"\nduring = [\"outage\"]\ndelay = \"1s\"\n";
  EXPECT_THAT(between(shop(), shop(fault)), ElementsAre("fault.late: only in the second"));
  EXPECT_THAT(between(shop(fault), shop()), ElementsAre("fault.late: only in the first"));
  const std::string recovery =
      "[recovery]\nmetric = \"load.users.goodput\"\nof = \"offered\"\ndeadline = \"9s\"\n";
  EXPECT_THAT(between(shop(), shop(recovery)), ElementsAre("recovery: only in the second"));
}

TEST(Difference, NamesTheKindOfAFaultAndItsKeys) {
  const std::string late =
      "[[fault]]\nid = \"x\"\nduring = [\"outage\"]\nkind = \"latency\"\ndelay = \"1s\"\n";
  EXPECT_THAT(
      between(shop(late), shop(with(late, "delay = \"1s\"", "delay = \"2s\""))),
      ElementsAre("fault.x.delay: \"1s\" → \"2s\"")
  );
  EXPECT_THAT(
      between(
          shop(late),
          shop(with(late, "kind = \"latency\"\ndelay = \"1s\"", "kind = \"refuse\""))
      ),
      testing::Contains("fault.x.kind: \"latency\" → \"refuse\"")
  );
}

TEST(Difference, NamesAnotherOrderOfPhases) {
  const std::string first = "[[phase]]\nid = \"x\"\nduration = \"1s\"\n";
  const std::string second = "[[phase]]\nid = \"y\"\nduration = \"1s\"\n";
  EXPECT_THAT(
      between(
          with(shop(), "[[phase]]\nid = \"after\"", first + second + "[[phase]]\nid = \"after\""),
          with(shop(), "[[phase]]\nid = \"after\"", second + first + "[[phase]]\nid = \"after\"")
      ),
      ElementsAre(
          "order of phase: warmup, before, outage, x, y, after → warmup, before, outage, y, "
          "x, after"
      )
  );
}

}  // namespace
}  // namespace surgeline::scenario
