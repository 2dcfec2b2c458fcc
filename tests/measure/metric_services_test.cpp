#include <gtest/gtest.h>

#include "support/at.hpp"
#include "surgeline/measure/metric.hpp"

namespace surgeline::measure {
namespace {

using namespace std::chrono_literals;

TEST(MetricServices, SayDuplicatesForEachRequestThatWasDone) {
  recording run;
  run.add(
      "service.log",
      {.numbers = {{instrument::served, {110, 20}}, {instrument::duplicated, {10, 20}}}}
  );
  const auto path = metric_path::parse("service.log.duplicates");
  ASSERT_TRUE(path);
  EXPECT_EQ(path->over(run, at(0s), at(250ms)), 0.1);
  EXPECT_FALSE(path->over(run, at(250ms), at(500ms))) << "nothing was done for the first time";
}

TEST(MetricServices, SayWhatConsumersOfALogRepeatAndLose) {
  recording run;
  run.add(
      "service.log",
      {.numbers =
           {{instrument::consumed, {110, 30}},
            {instrument::reprocessed, {10, 0}},
            {instrument::lost, {0, 10}}}}
  );
  const auto of = [&](std::string_view name, duration from) {
    return metric_path::parse(name)->over(run, at(from), at(from + 250ms));
  };
  EXPECT_EQ(of("service.log.consumed", 0ms), 440);
  EXPECT_EQ(of("service.log.reprocessed", 0ms), 0.1);
  EXPECT_EQ(of("service.log.lost_share", 250ms), 0.25);
}

}  // namespace
}  // namespace surgeline::measure
