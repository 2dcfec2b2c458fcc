#include <fmt/format.h>
#include <gmock/gmock.h>

#include "scenario/judging.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

amount number(double value) { return {value, fmt::format("{:g}", value), suffix::none}; }

/// A run with a check that asks a URL, and what was answered.
struct answered_run : finished_run {
  answered_run() {
    record.engine = engine::run;
    record.file.steady_states = {{
        .id = "up",
        .asks = {.source = source::http, .url = "http://x/"},
        .during = {{"outage"}},
        .expect = {.equals = number(200)},
    }};
    numbers.users(0s, 80s, 100, 100);
  }
  void answer(duration when, std::optional<double> value, std::string why = "") {
    record.course.answers.push_back({false, 0, at(when), value, std::move(why)});
  }
};

TEST(JudgeAnswers, PassWhenEachOfThemHolds) {
  answered_run run;
  run.answer(11s, 200);
  run.answer(12s, 200);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
}

TEST(JudgeAnswers, FailWithOneThatDoesNot) {
  answered_run run;
  run.answer(11s, 200);
  run.answer(12s, 503);
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
  EXPECT_EQ(
      text_of(judged.verdict, "check"),
      "up: http `http://x/` in outage: equal to 200, worst answer 503"
  );
}

TEST(JudgeAnswers, BelongToThePhaseTheyWereAskedIn) {
  answered_run run;
  run.answer(9s, 503);
  run.answer(11s, 200);
  run.answer(20s, 503);
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
}

TEST(JudgeAnswers, AreInconclusiveWhenNobodyAnswers) {
  answered_run run;
  run.answer(11s, {}, "no answer from x:80: refused");
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_EQ(
      text_of(judged.verdict, "no_data"),
      "up: http `http://x/` in outage: equal to 200, no data: no answer from x:80: "
      "refused"
  );
}

TEST(JudgeAnswers, AreWhatOnMissingSaysWithoutAny) {
  answered_run run;
  run.record.file.steady_states[0].on_missing = on_missing::fail;
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::fail);
}

TEST(JudgeAnswers, AreComparedWithTheirMeanInTheBaseline) {
  answered_run run;
  run.record.file.steady_states[0].expect = {
      .at_least = amount{0.9, "90%", suffix::percent},
      .of = reference::baseline
  };
  run.record.file.phases[0].role = phase_role::baseline;
  run.answer(1s, 90);
  run.answer(2s, 110);
  run.answer(11s, 85);
  const auto judged = run.judged();
  EXPECT_EQ(judged.checks[0].worst, 0.85);
  EXPECT_EQ(judged.verdict.kind, verdict_kind::fail);
}

TEST(JudgeAnswers, AreLeftOutOfASimulation) {
  answered_run run;
  run.record.engine = engine::sim;
  const auto judged = run.judged();
  EXPECT_THAT(judged.checks, IsEmpty());
  EXPECT_EQ(judged.verdict.kind, verdict_kind::pass);
}

TEST(JudgeAnswers, OfAnAbortRuleMustMostlyBeThere) {
  answered_run run;
  run.record.file.steady_states.clear();
  run.record.file.aborts = {
      {.id = "hurt",
       .asks = {.source = source::command, .run = {"./probe"}},
       .when = {.above = number(0)}}
  };
  run.record.course.answers = {
      {true, 0, at(1s), {}, "./probe did not start"},
      {true, 0, at(2s), 0, ""},
      {true, 0, at(3s), {}, "./probe did not start"},
  };
  const auto judged = run.judged();
  EXPECT_THAT(codes(judged.verdict), ElementsAre("no_data"));
  EXPECT_EQ(
      text_of(judged.verdict, "no_data"),
      "hurt: it could not be watched: 2 of 3 answers to command `./probe` are missing: ./probe did "
      "not start"
  );
  run.record.course.answers.pop_back();
  EXPECT_THAT(codes(run.judged().verdict), IsEmpty());
}

// ---- limits

expectation equal_to(double value, double room, bool relative = false) {
  return {.equals = number(value), .within = number(room), .relative = relative};
}

TEST(Expectation, OfEqualsHasRoomToBothSides) {
  EXPECT_LE(equal_to(10, 1).badness(11), 0);
  EXPECT_LE(equal_to(10, 1).badness(9), 0);
  EXPECT_GT(equal_to(10, 1).badness(11.1), 0);
  EXPECT_GT(equal_to(10, 1).badness(8.9), 0);
}

TEST(Expectation, OfEqualsMayHaveAShareOfItAsRoom) {
  EXPECT_LE(equal_to(200, 0.05, true).badness(210), 0);
  EXPECT_GT(equal_to(200, 0.05, true).badness(211), 0);
}

// ---- aborts

/// What a conductor makes of answers to an abort rule that must not be above 0, in a file of one minute.
struct watched {
  explicit watched(duration lasting = {}) {
    from = proxied_scenario();
    from.phases[0].length = 60s;
    from.aborts = {
        {.id = "hurt",
         .asks = {.source = source::command, .run = {"./probe"}},
         .when = {.above = number(0), .lasting = lasting}}
    };
  }
  bool hear(conductor& walk, duration when, std::optional<double> value) const {
    walk.advance(at(when), {});
    return walk.hear({true, 0, at(when), value, ""}, at(when));
  }
  file from;
};

TEST(ConductorAnswers, StopARunAtOnce) {
  const watched one;
  conductor walk(one.from);
  EXPECT_FALSE(one.hear(walk, 1s, 0));
  EXPECT_TRUE(one.hear(walk, 2s, 1));
  EXPECT_TRUE(walk.finished());
  EXPECT_EQ(walk.so_far().aborted->text, "hurt: command `./probe` was 1, above 0");
  EXPECT_EQ(walk.so_far().aborted->rule, "hurt");
}

TEST(ConductorAnswers, MustBeBadWithoutABreak) {
  const watched one(3s);
  conductor walk(one.from);
  EXPECT_FALSE(one.hear(walk, 1s, 1));
  EXPECT_FALSE(one.hear(walk, 3s, 0));
  EXPECT_FALSE(one.hear(walk, 4s, 1));
  EXPECT_FALSE(one.hear(walk, 6s, 1));
  EXPECT_TRUE(one.hear(walk, 7s, 1));
}

TEST(ConductorAnswers, ThatAreMissingAreNoBreak) {
  const watched one(3s);
  conductor walk(one.from);
  EXPECT_FALSE(one.hear(walk, 1s, 1));
  EXPECT_FALSE(one.hear(walk, 2s, {}));
  EXPECT_TRUE(one.hear(walk, 4s, 1));
}

TEST(ConductorAnswers, AreIgnoredInTheGrace) {
  watched one;
  one.from.aborts[0].grace = 5s;
  conductor walk(one.from);
  EXPECT_FALSE(one.hear(walk, 4s, 1));
  EXPECT_TRUE(one.hear(walk, 6s, 1));
}

}  // namespace
}  // namespace surgeline::scenario
