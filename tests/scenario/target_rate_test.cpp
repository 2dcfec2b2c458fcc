#include "surgeline/scenario/target_rate.hpp"

#include <gtest/gtest.h>

#include "support/at.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;

TEST(TargetRate, IsThatOfThePhase) {
  file from = direct_scenario();
  from.phases = {
      {.id = "calm", .length = 10s},
      {.id = "busy", .length = 10s},
      {.id = "after", .length = 10s}
  };
  load& users = from.loads.front();
  users.stages = {{.phase = "busy", .rate = rate{50}}};
  EXPECT_EQ(target_rate(from, users, at(5s)), 200);
  EXPECT_EQ(target_rate(from, users, at(15s)), 50);
  EXPECT_EQ(target_rate(from, users, at(25s)), 200);
}

TEST(TargetRate, FollowsARampFromTheBeginningOfItsPhase) {
  file from = direct_scenario();
  from.phases = {{.id = "calm", .length = 10s}, {.id = "busy", .length = 10s}};
  load& users = from.loads.front();
  using points = std::vector<varying<rate>::point>;
  users.stages = {
      {.phase = "busy", .rate = varying<rate>{points{{0s, rate{100}}, {10s, rate{300}}}}}
  };
  EXPECT_EQ(target_rate(from, users, at(15s)), 200);
  EXPECT_EQ(target_rate(from, users, at(20s)), 300);
}

TEST(TargetRate, IsUnknownWhereEachWaitsForHisAnswer) {
  file from = direct_scenario();
  from.loads.front().model = load_model::closed;
  EXPECT_FALSE(target_rate(from, from.loads.front(), at(5s)));
}

}  // namespace
}  // namespace surgeline::scenario
