#include "surgeline/scenario/course.hpp"

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

TEST(Course, EndsItsFaultsWithTheLastOfThem) {
  course ran;
  EXPECT_EQ(ran.faults_ended(), std::nullopt);
  ran.activations = {{0, {at(1s), at(9s)}}, {1, {at(2s), at(5s)}}};
  EXPECT_EQ(ran.faults_ended(), at(9s));
}

TEST(Course, HasNoEndOfFaultsWhileOneIsInForce) {
  const course ran{.activations = {{0, {at(1s), never}}, {1, {at(2s), at(5s)}}}};
  EXPECT_EQ(ran.faults_ended(), never);
}

TEST(Course, FindsTheStageOfAPhaseThatWasReached) {
  const course ran{.stages = {{0, {at(0s), at(1s)}}, {1, {at(1s), at(3s)}}}};
  ASSERT_NE(ran.stage_of(1), nullptr);
  EXPECT_EQ(ran.stage_of(1)->when, (span{at(1s), at(3s)}));
  EXPECT_EQ(ran.stage_of(2), nullptr);
}

}  // namespace
}  // namespace surgeline::scenario
