#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "surgeline/report/terminal.hpp"

namespace surgeline::report {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// A run with a daemon and with callers who have breakers and a budget.
view with_lanes() {
  view seen;
  seen.id = seen.title = "lanes";
  seen.phases = {{"bad", std::chrono::seconds{60}}};
  seen.daemons.push_back({.id = "logd", .depth = 192, .depth_lately = {0, 50, 192}});
  seen.policies.push_back(
      {.id = "callers",
       .has_breaker = true,
       .has_budget = true,
       .open_share = 0.4,
       .budget = 0,
       .open_lately = {0, 0.4}}
  );
  return seen;
}

TEST(LiveFrame, ShowsWhoWaitsForADaemon) {
  EXPECT_THAT(
      live_frame(with_lanes(), 100, false),
      Contains(testing::ContainsRegex("logd +waiting +192 .*█"))
  );
}

TEST(LiveFrame, SaysThatADaemonIsStalled) {
  view seen = with_lanes();
  seen.daemons[0].stalled = true;
  EXPECT_THAT(live_frame(seen, 100, false), Contains(testing::ContainsRegex("logd +stalled +192")));
}

TEST(LiveFrame, ShowsBreakersAndBudgetsOfCallers) {
  const auto lines = live_frame(with_lanes(), 100, false);
  EXPECT_THAT(lines, Contains(testing::ContainsRegex("callers +breakers +40")));
  EXPECT_THAT(lines, Contains(testing::ContainsRegex("budget +0")));
}

TEST(LiveFrame, HasALaneFromTheBeginning) {
  view seen = with_lanes();
  const auto lines = live_frame(seen, 100, false).size();
  seen.policies[0].open_share.reset();
  seen.policies[0].budget.reset();
  EXPECT_EQ(live_frame(seen, 100, false).size(), lines);
}

TEST(PlainLines, TellOfDaemonsAndPolicies) {
  view seen = with_lanes();
  seen.daemons[0].stalled = true;
  seen.now = time_point{std::chrono::seconds{30}};
  const auto lines = plain_lines(seen, time_point{std::chrono::seconds{5}});
  EXPECT_THAT(lines, Contains(HasSubstr("logd: stalled, 192 wait; callers: 40")));
}

}  // namespace
}  // namespace surgeline::report
