#include "surgeline/report/sweep_line.hpp"

#include <gtest/gtest.h>

#include "report/margin_samples.hpp"
#include "report/sweep_samples.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::report {
namespace {

config::value through_a_file(const config::value& line) {
  problems found;
  return config::from_json(config::to_json(line), "state", found).value_or(config::value{});
}

TEST(SweepLine, BringsASampleBackAsItWas) {
  sweep_sample one = samples::swept(
      3,
      18446744073709551615U,
      scenario::verdict_kind::metastable,
      12.345678901234567
  );
  one.engine = scenario::engine::run;
  EXPECT_EQ(sample_in(through_a_file(line_of(one))), one);
}

TEST(SweepLine, BringsASampleWithoutAGoalBack) {
  sweep_sample one = samples::swept(0, 1, scenario::verdict_kind::pass, 1);
  one.meets_goal.reset();
  EXPECT_EQ(sample_in(through_a_file(line_of(one))), one);
}

TEST(SweepLine, IsNoneInOtherText) {
  EXPECT_EQ(sample_in(config::value("x")), std::nullopt);
  EXPECT_EQ(sample_in(through_a_file(line_of("margin", 1, samples::margin().found))), std::nullopt);
  EXPECT_FALSE(found_in("margin", line_of(samples::swept(0, 1, scenario::verdict_kind::pass, 1))));
}

TEST(SweepLine, BringsAMarginBackAsItWas) {
  const scenario::found_margin was = samples::margin().found;
  const auto back = found_in("border", through_a_file(line_of("border", 4, was, true)));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->point, 4U);
  EXPECT_TRUE(back->begins);
  EXPECT_EQ(back->found.outcome, was.outcome);
  EXPECT_EQ(back->found.at, was.at);
  EXPECT_EQ(back->found.trials, was.trials);
}

}  // namespace
}  // namespace surgeline::report
