#include "surgeline/report/sidecar_status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "surgeline/config/json.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> shown_lines(
    const std::string& state,
    std::size_t width = 120,
    bool colour = false
) {
  problems found;
  return status_lines(config::from_json(state, "", found).value_or(config::value{}), width, colour);
}

const std::string cache = R"({"id": "cache", "listen": ["127.0.0.1:6390"],
  "upstream": ["127.0.0.1:6379", "127.0.0.1:6380"], "connections": {"opened": 120, "active": 3},
  "bytes": {"to_upstream": 2048, "to_client": 1572864}})";
const std::string late = R"({"id": "late", "kind": "latency", "by": "v1", "in_force": true,
  "expires_in": "23s", "proxies": ["cache"], "did": {"evaluated": 1180, "injected": 118}})";

std::string serving(const std::string& more) {
  return R"({"status": "serving", "workers": 2, "proxies": [)" + cache + "]" + more + "}";
}

TEST(SidecarStatus, ShowsProxies) {
  EXPECT_THAT(
      shown_lines(serving("")),
      ElementsAre(
          " serving, 2 workers",
          " proxy  listens on      leads to                        open  opened  to upstream  to "
          "client",
          " cache  127.0.0.1:6390  127.0.0.1:6379, 127.0.0.1:6380  3     120     2 KiB        1.5 "
          "MiB",
          " nothing is armed"
      )
  );
}

TEST(SidecarStatus, ShowsWhatIsArmedByWhomAndUntilWhen) {
  const auto shown = shown_lines(serving(
      R"(, "lease": {"id": "7f", "by": "v1", "expires_in": "23s"}, "faults": [)" + late + "]"
  ));
  EXPECT_EQ(shown.front(), " serving, 2 workers, lease 7f of v1 ends in 23s");
  EXPECT_EQ(shown.back(), " late   latency  cache  in force  118 of 1180  v1  23s");
}

TEST(SidecarStatus, SaysThatItIsFrozen) {
  EXPECT_EQ(shown_lines(serving(R"(, "frozen": true)")).front(), " serving, frozen, 2 workers");
}

TEST(SidecarStatus, ShowsWhatTheRunTells) {
  const auto shown = shown_lines(serving(
      R"(, "run": {"run": {"id": "01", "scenario": "storm"}, "state": "running", "phase": "bad",
      "checks": [{"id": "errors", "ok": false}, {"id": "latency", "ok": true}]})"
  ));
  EXPECT_EQ(shown[1], " run storm: running, phase bad, errors does not hold");
}

TEST(SidecarStatus, ShowsTheVerdictOfARunThatIsOver) {
  const auto shown = shown_lines(serving(R"(, "run": {"verdict": "metastable"})"));
  EXPECT_EQ(shown[1], " run -, metastable");
}

TEST(SidecarStatus, TellsAFaultBetweenItsWindows) {
  const auto shown =
      shown_lines(serving(R"(, "faults": [{"id": "now-and-then", "in_force": false}])"));
  EXPECT_THAT(shown.back(), AllOf(HasSubstr("waits"), HasSubstr("now-and-then")));
}

TEST(SidecarStatus, FitsTheTerminal) {
  for (const std::string& line : shown_lines(serving(R"(, "faults": [)" + late + "]"), 50))
    EXPECT_LE(columns_of(line), 50U) << line;
}

TEST(SidecarStatus, IsPaintedOnATerminal) {
  EXPECT_THAT(shown_lines(serving(""), 120, true).back(), HasSubstr("\x1b["));
}

TEST(SidecarStatus, ShowsADashForWhatIsNotSaid) {
  EXPECT_THAT(
      shown_lines(R"({"status": "serving", "proxies": [{"id": "x"}]})"),
      Contains(HasSubstr(" x      -"))
  );
}

}  // namespace
}  // namespace surgeline::report
