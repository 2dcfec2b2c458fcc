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

}  // namespace
}  // namespace surgeline::measure
