#pragma once

#include <prometheus/metric_family.h>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/metrics/families.hpp"
#include "surgeline/metrics/histogram_cells.hpp"

namespace surgeline::metrics {

/// A label of a series and its value.
using label = std::pair<std::string_view, std::string_view>;
using labels = std::initializer_list<label>;

/// One scrape while it is put together: every family is there, with a series for each set of labels that is added.
class page {
 public:
  page();

  /// Adds a series of a counter or a gauge.
  void add(family what, labels of, double value);
  /// Adds a series of a histogram.
  void add(family what, labels of, const histogram_cells::reading& value);
  /// Adds a series of a histogram with bounds of its own; `counts` has one more, without a bound.
  void add(
      family what,
      labels of,
      std::span<const double> bounds,
      std::span<const std::uint64_t> counts,
      double sum
  );
  /// Adds a family that belongs to nobody in particular, such as `process_*`.
  void add(prometheus::MetricFamily other) { others_.push_back(std::move(other)); }

  /// What has been added, families without a series left out.
  std::vector<prometheus::MetricFamily> take();

 private:
  std::vector<prometheus::MetricFamily> families_;  // by `family`
  std::vector<prometheus::MetricFamily> others_;
};

/// Families in the text format of Prometheus 0.0.4, HELP texts escaped.
std::string text_format(std::vector<prometheus::MetricFamily> all);

}  // namespace surgeline::metrics
