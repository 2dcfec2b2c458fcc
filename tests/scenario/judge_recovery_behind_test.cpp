#include <gmock/gmock.h>

#include "scenario/judging.hpp"

/// Recoveries of loads whose requests wait at a service that others call for them.
namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The run of a load that stays down until it is relieved, on a service that has time for all of it. Behind that is `stock`, for
/// 125 jobs a second, of which each request means one; in the collapse 250 a second come.
finished_run down_behind(role front) {
  finished_run run;
  file& made = run.record.file;
  made.services[0].role = front;
  made.services[0].slots = 1000;
  made.services.push_back({.id = "stock", .slots = 1, .service_time = distribution::fixed(8ms)});
  made.recovery = {
      .metric = "load.users.goodput",
      .of = reference::offered,
      .stable_for = 5s,
      .deadline = 30s,
      .probe_relief = relief{.rate = share{0.25}, .at_most = 60s},
  };
  run.record.course.relief = span{at(55s), at(65s)};
  run.record.course.relief_factor = 0.25;
  run.record.course.stages[2].when.to = run.record.course.end = at(90s);
  run.numbers.users(0s, 10s, 100, 100).users(10s, 55s, 100, 20);
  run.numbers.users(55s, 65s, 25, 25).users(65s, 90s, 100, 100);
  run.numbers.rate("service.stock", instrument::arrived, 0s, 10s, 100)
      .rate("service.stock", instrument::arrived, 20s, 55s, 250)
      .rate("service.stock", instrument::served, 20s, 55s, 125)
      .rate("service.stock", instrument::wasted, 20s, 55s, 100)
      .gauge("service.stock", instrument::queue, 20s, 55s, 40);
  return run;
}

/// The same where the first service calls the second as its file says.
finished_run down_behind_a_service() {
  finished_run run = down_behind(role::server);
  run.record.file.services[0].calls = {{.to = "stock"}};
  return run;
}

TEST(JudgeRecovery, SeesTheFeedbackAtTheNarrowestServiceOfTheWay) {
  const auto judged = down_behind_a_service().judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::metastable);
  EXPECT_EQ(judged.recovery.capacity, 125);
  EXPECT_DOUBLE_EQ(judged.recovery.amplification, 2.5);
  EXPECT_DOUBLE_EQ(judged.recovery.wasted_share, 0.8);
  EXPECT_EQ(judged.recovery.backlog, 40);
}

TEST(JudgeRecovery, CountsTheJobsThatARequestMeansThere) {
  finished_run run = down_behind_a_service();
  run.record.file.services[0].calls[0].times = 2;
  run.numbers.rate("service.stock", instrument::arrived, 0s, 10s, 100);  // 200 in all
  const auto judged = run.judged();
  EXPECT_EQ(judged.recovery.capacity, 62.5);
  EXPECT_DOUBLE_EQ(judged.recovery.amplification, 1.25);
  EXPECT_THAT(codes(judged.verdict), ElementsAre("capacity_lost"));
}

TEST(JudgeRecovery, SeesTheFeedbackOfACacheThatHasLostWhatItHad) {
  finished_run run = down_behind_a_service();
  run.record.file.services[0].role = role::cache;
  run.numbers.rate("service.stock", instrument::arrived, 0s, 10s, -80);  // a fifth misses
  const auto judged = run.judged();
  EXPECT_EQ(judged.recovery.capacity, 625);
  EXPECT_DOUBLE_EQ(judged.recovery.amplification, 12.5);
}

TEST(JudgeRecovery, SeesTheFeedbackBehindAProgram) {
  const auto judged = down_behind(role::command).judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::metastable);
  EXPECT_THAT(
      text_of(judged.verdict, "metastable"),
      HasSubstr("100.0 requests/s were asked for and 125.0/s could be served, yet goodput was "
                "20.0% with 2.50 attempts a request (250.0/s)")
  );
}

TEST(JudgeRecovery, LearnsFromTheBaselineWhatARequestToAProgramMeans) {
  finished_run run = down_behind(role::command);
  run.numbers.rate("service.stock", instrument::arrived, 0s, 10s, 100);  // two in all
  const auto judged = run.judged();
  EXPECT_EQ(judged.recovery.capacity, 62.5);
  EXPECT_DOUBLE_EQ(judged.recovery.amplification, 1.25);
}

TEST(JudgeRecovery, TakesAProgramsRequestForOneJobWithoutABaseline) {
  finished_run run = down_behind(role::command);
  run.record.file.phases[0].role = phase_role::normal;
  EXPECT_EQ(run.judged().recovery.capacity, 125);
}

TEST(JudgeRecovery, LooksAtNoServiceBehindAProgramThatOthersCall) {
  finished_run run = down_behind(role::command);
  run.record.file.loads.push_back({.id = "others", .to = "stock", .rate = rate{1}});
  EXPECT_THAT(codes(run.judged().verdict), ElementsAre("stuck"));
}

TEST(JudgeRecovery, SaysThatNobodyKnowsWhatSomebodyElsesServiceCouldDo) {
  finished_run run = down_behind(role::external);
  run.record.file.services[0].calls.clear();
  run.record.file.services.pop_back();
  EXPECT_THAT(
      text_of(run.judged().verdict, "stuck"),
      HasSubstr("asked for and nobody knows how many could be served, yet goodput")
  );
}

}  // namespace
}  // namespace surgeline::scenario
