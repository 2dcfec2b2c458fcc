#pragma once

#include <optional>
#include <string>

#include "surgeline/measure/instrument.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/bottleneck.hpp"
#include "surgeline/scenario/judge.hpp"

namespace surgeline::scenario {

/// The stretch of a run in which its recovery was waited for: from the end of the last fault until relief, or the end.
struct watched_run {
  const record& of;
  route way;
  bottleneck narrowest;
  std::string load, service;  ///< subjects: the load's, and the narrowest service's on its way
  time_point ended;           ///< the last fault
  time_point until;

  duration waited() const { return until - ended; }
  /// Events of an instrument of all loads that call the service.
  double sum_of_loads(measure::instrument what, time_point from) const;
  /// The recovery's metric as a share of its reference.
  std::optional<double> share(span window) const;
};

/// Why a recovery that missed its deadline did so: the reason that stands in the verdict.
reason why_missed(const watched_run& run, const recovery_result& seen);

/// The way back of traffic that is only seen, on a proxy: nothing is known of what was asked for and what could be served, so
/// a miss shows no more than that it is down. Watched only if the recovery's metric is a proxy's.
recovery_result judge_observed(const record& of, time_point ended, verdict& into);

}  // namespace surgeline::scenario
