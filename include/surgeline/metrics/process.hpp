#pragma once

#include <prometheus/metric_family.h>

#include <vector>

namespace surgeline::metrics {

/// What the system says about this process, under the names that every Prometheus client uses: `process_cpu_seconds_total`,
/// `process_resident_memory_bytes`, `process_open_fds` and their kind. What cannot be read is left out.
std::vector<prometheus::MetricFamily> process_families();

}  // namespace surgeline::metrics
