#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/sidecar_samples.hpp"
#include "surgeline/report/html.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;

/// The closing table of it, wide enough for any line.
std::string closing_text(const execution& of) {
  std::string all;
  for (const std::string& line : closing_table(std::span(&of, 1), 200, false)) all += line + "\n";
  return all;
}

TEST(ClosingTable, SaysWhatEachSidecarDidAndAllOfThem) {
  const std::string text = closing_text(samples::outage_of_two_sidecars());
  EXPECT_THAT(
      text,
      HasSubstr("10.0.0.1:8474: its clock is 1.50 ms ahead (± 0.20 ms); edge: 12 connections, 4096 "
                "bytes; switch-outage hit 3 of 12\n")
  );
  EXPECT_THAT(text, HasSubstr("10.0.0.2:8474: its clock is 2.00 ms behind"));
  EXPECT_THAT(text, HasSubstr("7 exchanges, 2 failed"));
  EXPECT_THAT(text, HasSubstr("all together: 24 connections, 8192 bytes"));
  EXPECT_THAT(text, HasSubstr("switch-outage hit 6 of 24;"));
}

TEST(ClosingTable, SaysHowFarApartFaultsOfSidecarsBegan) {
  EXPECT_THAT(
      closing_text(samples::outage_of_two_sidecars()),
      HasSubstr("; faults begin and end within 2.10 ms of each other\n")
  );
}

TEST(ClosingTable, SaysWhenASidecarWasLostAndWhy) {
  EXPECT_THAT(
      closing_text(samples::outage_of_two_sidecars()),
      testing::ContainsRegex("lost at 42[.0]* s:[ \n]+it was cut off")
  );
}

TEST(ClosingTable, StaysWithinItsWidthWithSidecars) {
  const execution of = samples::outage_of_two_sidecars();
  for (const std::string& line : closing_table(std::span(&of, 1), 60, false))
    EXPECT_LE(line.size(), 60 + 8) << line;  // a sign of two columns may have three bytes
}

TEST(PlainLines, TellThatASidecarIsLost) {
  const execution of = samples::outage_of_two_sidecars();
  view seen;
  seen.course.losses = of.record.course.losses;
  seen.now = time_point{43s};
  EXPECT_THAT(
      plain_lines(seen, time_point{41s}),
      Contains(HasSubstr("42.0 s  a sidecar is lost: it was cut off"))
  );
}

TEST(Html, HasATableOfSidecars) {
  const execution of = samples::outage_of_two_sidecars();
  const std::string page = html_report(std::span(&of, 1), {});
  EXPECT_THAT(page, HasSubstr(">Sidecars<"));
  EXPECT_THAT(page, HasSubstr("10.0.0.2:8474"));
  EXPECT_THAT(page, HasSubstr("it was cut off"));
}

}  // namespace
}  // namespace surgeline::report
