#include "surgeline/metrics/history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "surgeline/metrics/page.hpp"

namespace surgeline::metrics {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;

const std::chrono::system_clock::time_point noon{12h};

std::vector<prometheus::MetricFamily> page_with(double requests) {
  page made;
  made.add(family::load_scheduled, {{"load", "users"}}, requests);
  return made.take();
}

TEST(History, DatesEverySample) {
  history all;
  all.add(page_with(3), noon, "surgeline", "a");
  all.add(page_with(5), noon + 1500ms, "surgeline", "a");
  EXPECT_THAT(
      all.text(),
      HasSubstr("surgeline_load_scheduled_total{job=\"surgeline\",instance=\"a\",load=\"users\"} 3 "
                "43200.000\n"
                "surgeline_load_scheduled_total{job=\"surgeline\",instance=\"a\",load=\"users\"} 5 "
                "43201.500\n")
  );
}

TEST(History, KeepsTheSamplesOfASeriesTogether) {
  history all;
  for (const auto when : {noon, noon + 1s}) {
    all.add(page_with(3), when, "surgeline", "a");
    all.add(page_with(4), when, "surgeline", "b");
  }
  const std::string text = all.text();
  EXPECT_LT(text.rfind("instance=\"a\""), text.find("instance=\"b\""));
}

TEST(History, NamesACounterWithoutTotalInItsType) {
  history all;
  all.add(page_with(3), noon, "surgeline", "a");
  EXPECT_THAT(
      all.text(),
      HasSubstr("# TYPE surgeline_load_scheduled counter\n# HELP surgeline_load_scheduled requests")
  );
}

TEST(History, HasHistogramsWithAllTheirBuckets) {
  page made;
  made.add(
      family::load_latency,
      {{"load", "users"}},
      std::array{0.5, 1.0},
      std::array<std::uint64_t, 3>{1, 2, 4},
      9.5
  );
  history all;
  all.add(made.take(), noon, "j", "i");
  for (const char* line :
       {"_bucket{job=\"j\",instance=\"i\",load=\"users\",le=\"0.5\"} 1 43200.000\n",
        "_bucket{job=\"j\",instance=\"i\",load=\"users\",le=\"1\"} 3 43200.000\n",
        "_bucket{job=\"j\",instance=\"i\",load=\"users\",le=\"+Inf\"} 7 43200.000\n",
        "_count{job=\"j\",instance=\"i\",load=\"users\"} 7 43200.000\n",
        "_sum{job=\"j\",instance=\"i\",load=\"users\"} 9.5 43200.000\n"})
    EXPECT_THAT(all.text(), HasSubstr(line));
}

TEST(History, EscapesWhatLabelsHold) {
  history all;
  all.add(page_with(3), noon, "surgeline", "a\"\\\n");
  EXPECT_THAT(all.text(), HasSubstr("instance=\"a\\\"\\\\\\n\","));
}

TEST(History, WritesWhatIsNoNumber) {
  page made;
  made.add(family::recovery_seconds, {{"load", "users"}}, std::numeric_limits<double>::quiet_NaN());
  history all;
  all.add(made.take(), noon, "j", "i");
  EXPECT_THAT(all.text(), HasSubstr("load=\"users\"} NaN 43200.000\n"));
}

TEST(History, EndsWithItsMark) { EXPECT_THAT(history().text(), EndsWith("# EOF\n")); }

}  // namespace
}  // namespace surgeline::metrics
