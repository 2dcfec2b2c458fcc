#include "surgeline/scenario/conductor.hpp"

#include <gmock/gmock.h>

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

using surgeline::fault::stall;
using testing::ElementsAre;
using testing::IsEmpty;

const measure::recording nothing;

/// Baseline 0..1 s, `outage` with fault `cut` 1..3 s, `more` with `cut` and `slow` 3..4 s, `after` 4..10 s.
file outage() {
  file made = proxied_scenario();
  add_phase(made, "outage", 2s, phase_role::normal);
  add_phase(made, "more", 1s, phase_role::normal);
  add_phase(made, "after", 6s, phase_role::recover);
  add_fault(made, "cut", stall{}, {"outage", "more"});
  add_fault(made, "slow", stall{}, {"more"});
  return made;
}

TEST(Conductor, BeginsWithTheFirstPhase) {
  const file made = outage();
  const conductor walk(made);
  EXPECT_EQ(walk.phase(), 0U);
  EXPECT_THAT(walk.in_force(), IsEmpty());
  EXPECT_EQ(walk.load_factor(), 1);
  EXPECT_FALSE(walk.finished());
  EXPECT_EQ(walk.planned_end(), at(10s));
}

TEST(Conductor, MayBeginWithFaults) {
  file made = outage();
  made.phases.erase(made.phases.begin());
  EXPECT_THAT(conductor(made).in_force(), ElementsAre(0));
}

TEST(Conductor, PutsFaultsInForceInTheirPhases) {
  const file made = outage();
  conductor walk(made);
  EXPECT_TRUE(walk.advance(at(1s), nothing));
  EXPECT_THAT(walk.in_force(), ElementsAre(0));
  EXPECT_TRUE(walk.advance(at(3s), nothing));
  EXPECT_THAT(walk.in_force(), ElementsAre(0, 1));
  EXPECT_TRUE(walk.advance(at(4s), nothing));
  EXPECT_THAT(walk.in_force(), IsEmpty());
}

TEST(Conductor, PutsFaultsWithoutPhasesInForceInEveryNormalOne) {
  file made = outage();
  made.faults[1].during.reset();
  conductor walk(made);
  walk.advance(at(1s), nothing);
  EXPECT_THAT(walk.in_force(), ElementsAre(0, 1));
}

TEST(Conductor, NeverPutsFaultsInForceThatAreNotEnabled) {
  file made = outage();
  made.faults[0].enabled = false;
  conductor walk(made);
  walk.advance(at(1s), nothing);
  EXPECT_THAT(walk.in_force(), IsEmpty());
}

TEST(Conductor, HasNothingToCarryOutBetweenBoundaries) {
  const file made = outage();
  conductor walk(made);
  EXPECT_FALSE(walk.advance(at(250ms), nothing));
  EXPECT_TRUE(walk.advance(at(1s), nothing));
  EXPECT_FALSE(walk.advance(at(1s), nothing));
}

TEST(Conductor, KeepsPhasesAtTheirTimesHoweverLateItIsTold) {
  const file made = outage();
  conductor walk(made);
  walk.advance(at(2'900ms), nothing);
  walk.advance(at(4'100ms), nothing);
  walk.advance(at(17s), nothing);
  EXPECT_THAT(
      walk.so_far().stages,
      ElementsAre(
          stage{0, {at(0s), at(1s)}},
          stage{1, {at(1s), at(3s)}},
          stage{2, {at(3s), at(4s)}},
          stage{3, {at(4s), at(10s)}}
      )
  );
  EXPECT_EQ(walk.so_far().end, at(10s));
}

TEST(Conductor, NotesWhenEachFaultWasInForce) {
  const file made = outage();
  conductor walk(made);
  walk.advance(at(10s), nothing);
  EXPECT_THAT(
      walk.so_far().activations,
      ElementsAre(activation{0, {at(1s), at(4s)}}, activation{1, {at(3s), at(4s)}})
  );
}

TEST(Conductor, NotesAFaultAnewAfterABreak) {
  file made = outage();
  made.faults[0].during = {{"before", "more"}};
  conductor walk(made);
  walk.advance(at(10s), nothing);
  EXPECT_THAT(
      walk.so_far().activations,
      ElementsAre(
          activation{0, {at(0s), at(1s)}},
          activation{0, {at(3s), at(4s)}},
          activation{1, {at(3s), at(4s)}}
      )
  );
}

TEST(Conductor, IsOverAfterTheLastPhase) {
  const file made = outage();
  conductor walk(made);
  EXPECT_FALSE(walk.advance(at(9'999ms), nothing) && walk.finished());
  EXPECT_TRUE(walk.advance(at(10s), nothing));
  EXPECT_TRUE(walk.finished());
  EXPECT_EQ(walk.load_factor(), 0);
  EXPECT_EQ(walk.next_due(), never);
  EXPECT_FALSE(walk.advance(at(11s), nothing));
}

TEST(Conductor, EndsFaultsOfTheLastPhaseWithTheRun) {
  file made = outage();
  made.phases.pop_back();
  conductor walk(made);
  walk.advance(at(4s), nothing);
  EXPECT_THAT(walk.in_force(), IsEmpty());
  EXPECT_EQ(walk.so_far().faults_ended(), at(4s));
}

TEST(Conductor, ClearsFaultsWhenItIsAborted) {
  const file made = outage();
  conductor walk(made);
  walk.advance(at(2s), nothing);
  walk.abort({verdict_kind::aborted, "signal", "interrupted"}, at(2'100ms));
  EXPECT_TRUE(walk.finished());
  EXPECT_THAT(walk.in_force(), IsEmpty());
  EXPECT_EQ(walk.load_factor(), 0);
  EXPECT_EQ(walk.so_far().end, at(2'100ms));
  EXPECT_THAT(walk.so_far().activations, ElementsAre(activation{0, {at(1s), at(2'100ms)}}));
  EXPECT_EQ(walk.so_far().stages.back().when, (span{at(1s), at(2'100ms)}));
  EXPECT_EQ(walk.planned_end(), at(2'100ms));
}

TEST(Conductor, IsAbortedOnce) {
  const file made = outage();
  conductor walk(made);
  walk.abort({verdict_kind::aborted, "signal", "first"}, at(1s));
  walk.abort({verdict_kind::aborted, "signal", "second"}, at(2s));
  EXPECT_EQ(walk.so_far().aborted->text, "first");
  EXPECT_EQ(walk.so_far().end, at(1s));
}

TEST(Conductor, WantsToKnowTheTimeAtTicksAndBoundaries) {
  file made = outage();
  made.phases[0].length = 600ms;
  conductor walk(made);
  EXPECT_EQ(walk.next_due(), at(250ms));
  walk.advance(at(250ms), nothing);
  EXPECT_EQ(walk.next_due(), at(500ms));
  walk.advance(at(510ms), nothing);
  EXPECT_EQ(walk.next_due(), at(600ms));
  walk.advance(at(600ms), nothing);
  EXPECT_EQ(walk.next_due(), at(750ms));
}

TEST(Conductor, AlwaysGetsOn) {
  const chance dice{42};
  for (std::uint64_t run = 0; run < 200; ++run) {
    file made = proxied_scenario();
    made.phases.clear();
    const auto drawn = [&](std::uint64_t what) { return dice.draw(what, run, 0); };
    for (std::uint64_t i = 0; i < 5; ++i) {
      const double length = drawn(i) < 0.3 ? 1e-9 : drawn(i) * 3;
      add_phase(
          made,
          "p" + std::to_string(i),
          from_seconds(length) + 1ns,
          i == 4 ? phase_role::recover : phase_role::normal
      );
    }
    add_fault(made, "cut", stall{}, {"p1", "p3"});
    made.recovery = {
        .metric = "load.users.goodput",
        .of = reference::offered,
        .stable_for = 250ms,
        .deadline = from_seconds(drawn(9)),
        .probe_relief = relief{.rate = {}, .at_most = from_seconds(drawn(10))}
    };
    conductor walk(made);
    time_point now{};
    for (int steps = 0; !walk.finished(); ++steps) {
      ASSERT_LT(steps, 200) << "run " << run;
      ASSERT_GT(walk.next_due(), now) << "run " << run;
      now = walk.next_due() + from_seconds(drawn(100 + static_cast<std::uint64_t>(steps)) / 20);
      walk.advance(
          now,
          recorded()
              .users(0s, 20s, 100, 0)
              .until(measure::tick * (now.time_since_epoch() / measure::tick))
      );
    }
  }
}

}  // namespace
}  // namespace surgeline::scenario
