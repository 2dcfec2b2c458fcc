#include "surgeline/sidecar/run_board.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using scenario::run_state;
using scenario::run_story;
using scenario::verdict_kind;

constexpr time_point start{100s};

run_story in_phase(const std::string& id, duration already = {}) {
  run_story told{.state = run_state::running};
  told.phase = id;
  told.phase_for = already;
  return told;
}

run_story over(verdict_kind verdict) {
  run_story told{.state = run_state::done};
  told.verdict = verdict;
  return told;
}

TEST(RunBoard, ForgetsAStoryALeaseAfterItWasTold) {
  run_board board;
  board.hear("a", in_phase("bad"), 10s, start);
  ASSERT_NE(board.story(start + 9s), nullptr);
  EXPECT_EQ(board.story(start + 9s)->phase, "bad");
  EXPECT_EQ(board.story(start + 10s), nullptr);
}

TEST(RunBoard, ForgetsFiguresALeaseAfterTheyWereToldAndKnowsThemOfThatLeaseAlone) {
  run_board board;
  EXPECT_EQ(board.figures("a", start), nullptr);
  board.hear("a", scenario::run_figures{.at_seconds = 7, .loads = {}}, 10s, start);
  ASSERT_NE(board.figures("a", start + 9s), nullptr);
  EXPECT_EQ(board.figures("a", start + 9s)->at_seconds, 7);
  EXPECT_EQ(board.figures("b", start + 9s), nullptr);
  EXPECT_EQ(board.figures("a", start + 10s), nullptr);
}

TEST(RunBoard, KeepsTheVerdictUntilTheNextRunBegins) {
  run_board board;
  EXPECT_FALSE(board.verdict());
  board.hear("a", over(verdict_kind::fail), 10s, start);
  EXPECT_EQ(board.story(start + 1h), nullptr);
  EXPECT_EQ(board.verdict(), verdict_kind::fail);
  board.hear("b", in_phase("calm"), 10s, start + 1h);
  EXPECT_FALSE(board.verdict());
}

TEST(RunBoard, KeepsTheWayBackUntilTheNextRunBegins) {
  run_board board;
  run_story last = over(verdict_kind::pass);
  last.recovery = scenario::told_recovery{"users", 4.5};
  board.hear("a", last, 10s, start);
  ASSERT_TRUE(board.recovery());
  EXPECT_EQ(board.recovery()->seconds, 4.5);
  EXPECT_EQ(board.story(start + 1h), nullptr);
  EXPECT_TRUE(board.recovery());
  board.hear("b", in_phase("calm"), 10s, start + 1h);
  EXPECT_FALSE(board.recovery());
}

TEST(RunBoard, CountsHowOftenAStateWasToldToHold) {
  run_board board;
  run_story told = in_phase("bad");
  for (const bool ok : {true, true, false}) {
    told.checks = {{"errors", ok, 0.1}};
    board.hear("a", told, 10s, start);
  }
  EXPECT_EQ(board.checks().at("errors").ok, 2U);
  EXPECT_EQ(board.checks().at("errors").violated, 1U);
}

TEST(RunBoard, CountsChecksBeyondItsLimitAsOthers) {
  run_board board;
  for (std::size_t i = 0; i <= run_board::most_checks; ++i) {
    run_story told = in_phase("bad");
    told.checks = {{"c" + std::to_string(i), true, 0.1}};
    board.hear("a", told, 10s, start);
  }
  EXPECT_EQ(board.checks().size(), run_board::most_checks + 1);
  EXPECT_EQ(board.checks().at("other").ok, 1U);
}

TEST(RunBoard, KnowsARunByItsIdWhateverItsLease) {
  run_board board;
  run_story first = over(verdict_kind::pass), second = in_phase("calm");
  first.run = second.run = scenario::run_identity{"01", "", ""};
  board.hear("a", first, 10s, start);
  board.hear("b", second, 10s, start + 1s);
  EXPECT_EQ(board.verdict(), verdict_kind::pass);
}

TEST(RunBoard, DatesAPhaseFromWhenItBegan) {
  run_board board;
  board.hear("a", in_phase("bad", 2s), 10s, start);
  board.hear("a", in_phase("bad", 5s), 10s, start + 3s);
  ASSERT_EQ(board.phases().size(), 1);
  EXPECT_EQ(board.phases()[0].began, start - 2s);
}

TEST(RunBoard, RemembersPhasesInTheOrderInWhichTheyWereLast) {
  run_board board;
  for (const char* const id : {"calm", "bad", "calm"}) board.hear("a", in_phase(id), 10s, start);
  ASSERT_EQ(board.phases().size(), 2);
  EXPECT_EQ(board.phases()[0].id, "bad");
  EXPECT_EQ(board.phases()[1].id, "calm");
}

TEST(RunBoard, RemembersNoMorePhasesThanMayBeLabels) {
  run_board board;
  for (int i = 0; i < 150; ++i) board.hear("a", in_phase("p" + std::to_string(i)), 10s, start);
  EXPECT_EQ(board.phases().size(), run_board::most_phases);
  EXPECT_EQ(board.phases().back().id, "p149");
}

TEST(RunBoard, CountsAnEarlyEndOnce) {
  run_board board;
  run_story told = in_phase("bad");
  told.aborted = "too-slow";
  board.hear("a", told, 10s, start);
  board.hear("a", told, 10s, start + 1s);
  EXPECT_EQ(board.aborts().at("too-slow"), 1);
  board.hear("b", told, 10s, start + 2s);
  EXPECT_EQ(board.aborts().at("too-slow"), 2);
}

TEST(RunBoard, CountsReasonsThatAreTooManyTogether) {
  run_board board;
  for (int i = 0; i < 150; ++i) {
    run_story told = in_phase("bad");
    told.aborted = "r" + std::to_string(i);
    board.hear(std::to_string(i), told, 10s, start);
  }
  EXPECT_EQ(board.aborts().size(), run_board::most_reasons + 1);
  EXPECT_EQ(board.aborts().at("other"), 50);
}

}  // namespace
}  // namespace surgeline::sidecar
