#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/instrument.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

/// A number of one subject over the time of a run, a value a step.
struct curve {
  std::string_view name;  ///< `goodput`
  measure::dimension measures = measure::dimension::number;
  std::vector<std::optional<double>> values;  ///< empty where there is nothing to compute it from
};

/// All curves of one subject.
struct subject_curves {
  measure::subject_kind kind = measure::subject_kind::load;
  std::string id;
  std::vector<curve> curves;
  bool is_observed = false;  ///< a policy of clients, as far as the wire shows it

  /// The curve of that name; null without.
  const curve* find(std::string_view name) const;
};

/// The course of a run in numbers, from its start, in steps of whole ticks.
struct run_curves {
  duration step{};
  std::vector<subject_curves>
      subjects;  ///< loads, services, proxies, policies, clients, daemons, each in file order

  /// The curves of one subject; null without.
  const subject_curves* find(measure::subject_kind kind, std::string_view id) const;
};

/// Loads: offered, goodput, throughput, attempts, amplification, degraded, latency.p50, .p90, .p99; services: queue, in_flight,
/// served, wasted; proxies: held; policies that were recorded: open_share, budget, retries; clients of http proxies whose breaker
/// was ever known: open_share; daemons: depth, wait.p99, stalled_share. At most `most_points` steps.
run_curves curves_of(const scenario::record& of, std::size_t most_points);

}  // namespace surgeline::report
