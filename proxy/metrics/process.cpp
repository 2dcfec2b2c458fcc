#include "surgeline/metrics/process.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace surgeline::metrics {
namespace {

/// The fields of /proc/self/stat that are exported, in the units of proc(5).
struct process_stat {
  double ticks_used = 0;  ///< clock ticks, in user and kernel mode
  double threads = 0;
  double started_at_tick = 0;  ///< since the machine was booted
  double virtual_bytes = 0;
  double resident_pages = 0;
};

std::optional<process_stat> read_stat() {
  std::ifstream in("/proc/self/stat");
  std::string line;
  if (!std::getline(in, line)) return {};
  // The second field is the program's name in parentheses, and may hold anything.
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream fields(line.substr(name_end + 1));
  constexpr int first_field = 3, last_field = 24;
  std::array<double, last_field + 1> numbers{};
  std::string state;
  fields >> state;
  for (int i = first_field + 1; i <= last_field; ++i)
    fields >> numbers[static_cast<std::size_t>(i)];
  if (!fields) return {};
  return process_stat{
      numbers[14] + numbers[15],
      numbers[20],
      numbers[22],
      numbers[23],
      numbers[24]
  };
}

/// When the machine was booted, in seconds since the epoch.
std::optional<double> boot_time() {
  std::ifstream in("/proc/stat");
  for (std::string word; in >> word;) {
    double when = 0;
    if (word == "btime" && in >> when) return when;
  }
  return {};
}

/// Linux says it from 6.2 on; before, 20,000 entries have to be looked at, which takes 20 ms.
std::optional<double> open_descriptors() {
  constexpr const char* folder = "/proc/self/fd";
  struct stat seen{};
  if (stat(folder, &seen) == 0 && seen.st_size > 0) return static_cast<double>(seen.st_size);
  std::error_code failed;
  const std::filesystem::directory_iterator all(folder, failed);
  if (failed) return {};
  return static_cast<double>(std::ranges::distance(all) - 1);  // one of them is this look
}

std::optional<double> descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return {};
  return static_cast<double>(limit.rlim_cur);
}

/// The families so far.
struct collection {
  std::vector<prometheus::MetricFamily> all;

  void gauge(const char* name, const char* help, std::optional<double> value) {
    if (!value) return;
    prometheus::ClientMetric series;
    series.gauge.value = *value;
    all.push_back({name, help, prometheus::MetricType::Gauge, {series}});
  }
  void counter(const char* name, const char* help, double value) {
    prometheus::ClientMetric series;
    series.counter.value = value;
    all.push_back({name, help, prometheus::MetricType::Counter, {series}});
  }
};

}  // namespace

std::vector<prometheus::MetricFamily> process_families() {
  collection found;
  if (const auto stat = read_stat()) {
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
    found.counter(
        "process_cpu_seconds_total",
        "processor time used, in user and kernel mode",
        stat->ticks_used / ticks
    );
    found.gauge("process_resident_memory_bytes", "memory in use", stat->resident_pages * page);
    found.gauge("process_virtual_memory_bytes", "address space in use", stat->virtual_bytes);
    found.gauge("process_threads", "threads", stat->threads);
    if (const auto booted = boot_time()) {
      found.gauge(
          "process_start_time_seconds",
          "when the process was started",
          *booted + stat->started_at_tick / ticks
      );
    }
  }
  found.gauge("process_open_fds", "open descriptors", open_descriptors());
  found.gauge("process_max_fds", "descriptors it may have open", descriptor_limit());
  return std::move(found.all);
}

}  // namespace surgeline::metrics
