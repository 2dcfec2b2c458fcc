#include "surgeline/metrics/process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace surgeline::metrics {
namespace {

/// The value of a process family.
double value_of(const std::string& name) {
  const auto all = process_families();
  const auto found = std::ranges::find(all, name, &prometheus::MetricFamily::name);
  if (found == all.end()) return -1;
  const auto& series = found->metric.front();
  return found->type == prometheus::MetricType::Counter ? series.counter.value : series.gauge.value;
}

TEST(Process, HasMemoryDescriptorsAndThreads) {
  EXPECT_GT(value_of("process_resident_memory_bytes"), 100'000);
  EXPECT_GT(value_of("process_virtual_memory_bytes"), value_of("process_resident_memory_bytes"));
  EXPECT_GE(value_of("process_open_fds"), 3);
  EXPECT_GE(value_of("process_max_fds"), value_of("process_open_fds"));
  EXPECT_GE(value_of("process_threads"), 1);
}

TEST(Process, HasOneDescriptorMoreForEachThatIsOpened) {
  const double before = value_of("process_open_fds");
  const int one = dup(0), other = dup(0);
  EXPECT_EQ(value_of("process_open_fds"), before + 2);
  close(one), close(other);
  EXPECT_EQ(value_of("process_open_fds"), before);
}

TEST(Process, WasStartedBeforeNow) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const double started = value_of("process_start_time_seconds");
  EXPECT_LE(started, std::chrono::duration<double>(now).count() + 1);
  EXPECT_GT(started, 1e9);
}

TEST(Process, UsesMoreAndMoreOfTheProcessor) {
  const double before = value_of("process_cpu_seconds_total");
  EXPECT_GE(before, 0);
  EXPECT_GE(value_of("process_cpu_seconds_total"), before);
}

}  // namespace
}  // namespace surgeline::metrics
