#pragma once

#include <prometheus/metric_family.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace surgeline::metrics {

/// Pages at successive moments, for a Prometheus server that takes them in afterwards (`promtool tsdb create-blocks-from
/// openmetrics`).
class history {
 public:
  /// Takes a page as it was at a moment; moments of the same series come in ascending order. Each series gets the labels `job`
  /// and `instance` that a scrape would have given it.
  void add(
      const std::vector<prometheus::MetricFamily>& page,
      std::chrono::system_clock::time_point when,
      const std::string& job,
      const std::string& instance
  );

  /// All of it in the text format of OpenMetrics 1.0, every sample with its time; ends with `# EOF`.
  std::string text() const;

 private:
  /// A family: what it is, and the samples of each of its series by their labels.
  struct kept {
    std::string help;
    prometheus::MetricType type = prometheus::MetricType::Gauge;
    std::map<std::string, std::string> lines;
  };

  std::map<std::string, kept> families_;
};

}  // namespace surgeline::metrics
