#include "surgeline/report/latency_map.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "report/samples.hpp"
#include "surgeline/measure/meter.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;
using measure::instrument;

/// Ten seconds in which one request a second is answered, the first in 1 ms, each twice as late as the one before.
scenario::record slower_and_slower() {
  scenario::record made;
  measure::meter users(measure::subject_kind::load, "users");
  duration took = 1ms;
  for (auto at = 0ms; at < 10s; at += 1s, took *= 2)
    users.observe(time_point{at}, instrument::latency, took);
  users.count(time_point{9500ms}, instrument::timed_out, 3);
  users.roll(time_point{10s});
  made.recording.add("load.users", users.take());
  made.course.end = time_point{10s};
  return made;
}

TEST(LatencyMap, PutsEachAnswerInItsHalfOctave) {
  const auto map = latency_map_of(slower_and_slower(), "users", 10);
  ASSERT_EQ(map.counts.size(), 10U);
  for (std::size_t step = 0; step < 10; ++step) {
    for (std::size_t row = 0; row < map.rows(); ++row) {
      const duration took = 1ms * (1 << step);
      const bool is_here = map.edges[row] <= took && took < map.edges[row + 1];
      EXPECT_EQ(map.counts[step][row], is_here ? 1U : 0U) << step << " " << row;
    }
  }
}

TEST(LatencyMap, HasRowsFromTheFastestToTheSlowestOnly) {
  const auto map = latency_map_of(slower_and_slower(), "users", 10);
  EXPECT_LE(map.edges.front(), 1ms);
  EXPECT_GT(map.edges[1], 1ms);
  EXPECT_GT(map.edges.back(), 512ms);
  EXPECT_EQ(map.rows(), 19U);  // nine octaves, and the half that the first one is in
}

TEST(LatencyMap, CountsEveryAnswerOnceHoweverLongAStepIs) {
  for (const std::size_t most : {1U, 3U, 7U, 40U, 1000U}) {
    const auto map = latency_map_of(slower_and_slower(), "users", most);
    std::uint64_t all = 0;
    for (const auto& step : map.counts) all += std::accumulate(step.begin(), step.end(), 0ULL);
    EXPECT_EQ(all, 10U) << most;
    EXPECT_LE(map.counts.size(), most);
  }
}

TEST(LatencyMap, CountsRequestsThatNobodyAnsweredBesides) {
  const auto map = latency_map_of(slower_and_slower(), "users", 10);
  EXPECT_EQ(map.unanswered.back(), 3U);
  EXPECT_EQ(map.unanswered.front(), 0U);
}

TEST(LatencyMap, HasNoRowsWithoutAnswers) {
  const auto map = latency_map_of(slower_and_slower(), "nobody", 10);
  EXPECT_EQ(map.rows(), 0U);
  EXPECT_EQ(map.counts.size(), 10U);
}

TEST(LatencyMap, StaysSmallWhateverIsRecorded) {
  scenario::record wide;
  measure::meter users(measure::subject_kind::load, "users");
  for (duration took = 1us; took < 10h; took = took * 5 / 4)
    users.observe(time_point{}, instrument::latency, took);
  users.roll(time_point{1s});
  wide.recording.add("load.users", users.take());
  wide.course.end = time_point{1s};
  EXPECT_LE(latency_map_of(wide, "users", 10).rows(), 66U);
}

}  // namespace
}  // namespace surgeline::report
