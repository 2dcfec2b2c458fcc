#include "surgeline/metrics/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::metrics {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(Page, ShowsACounterWithItsLabels) {
  page made;
  made.add(family::connections_opened, {{"proxy", "db"}, {"side", "client"}}, 3);
  EXPECT_THAT(
      text_format(made.take()),
      HasSubstr("surgeline_connections_opened_total{proxy=\"db\",side=\"client\"} 3\n")
  );
}

TEST(Page, SaysWhatAFamilyIs) {
  page made;
  made.add(family::buffered_bytes, {{"proxy", "db"}}, 0);
  const std::string text = text_format(made.take());
  EXPECT_THAT(text, HasSubstr("# HELP surgeline_buffered_bytes bytes that wait in the proxy\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE surgeline_buffered_bytes gauge\n"));
}

TEST(Page, LeavesOutFamiliesWithoutASeries) {
  page made;
  made.add(family::workers, {}, 1);
  EXPECT_THAT(text_format(made.take()), Not(HasSubstr("surgeline_fault_active")));
}

TEST(Page, AddsBucketsUp) {
  histogram_cells cells;
  cells.observe(3ms);
  cells.observe(7ms);
  cells.observe(1h);
  page made;
  made.add(family::event_loop_lag, {}, cells.read());
  const std::string text = text_format(made.take());
  EXPECT_THAT(text, HasSubstr("surgeline_event_loop_lag_seconds_bucket{le=\"0.005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("surgeline_event_loop_lag_seconds_bucket{le=\"0.01\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("surgeline_event_loop_lag_seconds_bucket{le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("surgeline_event_loop_lag_seconds_count 3\n"));
}

TEST(Page, EscapesWhatWouldBreakAScrape) {
  const std::string text =
      text_format({{"odd", "one\nand \\ two", prometheus::MetricType::Gauge, {{}}}});
  EXPECT_THAT(text, HasSubstr("# HELP odd one\\nand \\\\ two\n"));
}

}  // namespace
}  // namespace surgeline::metrics
