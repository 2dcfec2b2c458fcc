#include "surgeline/scenario/arrival_trace.hpp"

#include <gmock/gmock.h>

#include "support/print.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// What is wrong with a file; empty if nothing is.
std::string trouble_of(std::string_view bytes) {
  std::string trouble;
  arrival_trace::parse("calls.txt", bytes, trouble);
  return trouble;
}

TEST(ArrivalTrace, HasAnOffsetOfEachLine) {
  std::string trouble;
  const auto read = arrival_trace::parse("calls.txt", "0\n0.25\n0.25\n1e1\n", trouble);
  EXPECT_THAT(trouble, IsEmpty());
  EXPECT_THAT(read.offsets(), ElementsAre(0s, 250ms, 250ms, 10s));
  EXPECT_EQ(read.name(), "calls.txt");
}

TEST(ArrivalTrace, PassesOverBlankLinesAndComments) {
  std::string trouble;
  const auto read = arrival_trace::parse("calls.txt", "# Monday\r\n\r\n 1 # first\r\n2", trouble);
  EXPECT_THAT(read.offsets(), ElementsAre(1s, 2s));
}

TEST(ArrivalTrace, NamesTheFirstLineThatIsNoNumber) {
  EXPECT_EQ(trouble_of("1\n\nlater\nnever\n"), "line 3: `later` is no number of seconds");
  EXPECT_EQ(trouble_of("1s\n"), "line 1: `1s` is no number of seconds");
  EXPECT_EQ(trouble_of("nan\n"), "line 1: `nan` is no number of seconds");
}

TEST(ArrivalTrace, WantsNoRequestBeforeTheStart) {
  EXPECT_EQ(trouble_of("-1\n"), "line 1: -1 s is before the start of the run");
}

TEST(ArrivalTrace, WantsNoTimesOfTheClock) {
  EXPECT_EQ(
      trouble_of("1796000000\n"),
      "line 1: 1796000000 s is more than a year: offsets count from the start of the run"
  );
}

TEST(ArrivalTrace, WantsNoLineBelowTheOneAboveIt) {
  EXPECT_EQ(trouble_of("2\n1\n"), "line 2: 1 s is before the request of the line above");
}

TEST(ArrivalTrace, WantsARequest) {
  EXPECT_EQ(trouble_of(""), "no request is in it");
  EXPECT_EQ(trouble_of("# nothing yet\n"), "no request is in it");
}

TEST(ArrivalTrace, HasAMeanRate) {
  EXPECT_EQ(arrival_trace("calls.txt", {1s, 2s, 4s}).mean_rate(), 0.75);
  EXPECT_EQ(arrival_trace("calls.txt", {0s}).mean_rate(), 0);
}

TEST(ArrivalTrace, HasADigestOfItsOffsets) {
  EXPECT_EQ(arrival_trace("a", {1s, 2s}).digest(), arrival_trace("b", {1s, 2s}).digest());
  EXPECT_NE(arrival_trace("a", {1s, 2s}).digest(), arrival_trace("a", {1s, 3s}).digest());
}

}  // namespace
}  // namespace surgeline::scenario
