#include "surgeline/scenario/enquiry_round.hpp"

#include <gmock/gmock.h>

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// A check that asks every two seconds during the second of three phases of 10 s.
file asking() {
  file made = proxied_scenario();
  made.phases[0].length = 10s;
  add_phase(made, "outage", 10s, phase_role::normal);
  add_phase(made, "after", 10s, phase_role::recover);
  made.steady_states = {
      {.id = "fine", .asks = {.source = source::http, .url = "http://x/", .every = 2s}}
  };
  made.steady_states[0].during = {{"outage"}};
  return made;
}

TEST(EnquiryRound, AsksAtTheStartOfAPhaseThatIsWatched) {
  const file from = asking();
  enquiry_round round(from);
  EXPECT_THAT(round.due(at(0s), 0), IsEmpty());
  ASSERT_THAT(round.due(at(10s), 1), SizeIs(1));
}

TEST(EnquiryRound, AsksAgainAfterItsTime) {
  const file from = asking();
  enquiry_round round(from);
  round.due(at(10s), 1);
  EXPECT_THAT(round.due(at(11'750ms), 1), IsEmpty());
  EXPECT_THAT(round.due(at(12s), 1), SizeIs(1));
  EXPECT_THAT(round.due(at(12'250ms), 1), IsEmpty());
}

TEST(EnquiryRound, DoesNotMakeUpForWhatWasMissed) {
  const file from = asking();
  enquiry_round round(from);
  round.due(at(10s), 1);
  EXPECT_THAT(round.due(at(17s), 1), SizeIs(1));
  EXPECT_THAT(round.due(at(17'250ms), 1), IsEmpty());
  EXPECT_THAT(round.due(at(18s), 1), SizeIs(1));
}

TEST(EnquiryRound, StopsBehindThePhase) {
  const file from = asking();
  enquiry_round round(from);
  round.due(at(10s), 1);
  EXPECT_THAT(round.due(at(20s), 2), IsEmpty());
}

TEST(EnquiryRound, LeavesOutWhatTheRunCountsItself) {
  file from = asking();
  from.steady_states[0].asks = {};
  EXPECT_THAT(enquiry_round(from).all(), IsEmpty());
}

TEST(EnquiryRound, AsksForAnAbortRuleInEveryPhase) {
  file from = asking();
  from.steady_states.clear();
  from.aborts = {{.id = "hurt", .asks = {.source = source::command, .run = {"./probe"}}}};
  enquiry_round round(from);
  EXPECT_THAT(round.due(at(0s), 0), SizeIs(1));
  EXPECT_THAT(round.due(at(10s), 1), SizeIs(1));
}

}  // namespace
}  // namespace surgeline::scenario
