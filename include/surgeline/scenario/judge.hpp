#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

/// How one steady state came out in one phase.
struct check_result {
  std::string id;
  std::string phase;
  /// The value of the worst window, in the metric's unit or as a share of its reference.
  std::optional<double> worst;
  bool held = true;
  std::string text;  ///< the limit and the worst value, for people
};

/// Configured against measured, for one fault.
struct attestation {
  std::string fault;
  std::string kind;
  double probability = 1;  ///< as configured at the end of its last activation
  surgeline::fault::tally seen;
  bool fired = false;
  std::string text;
};

/// How the way back went, of the load that is watched and the narrowest service on its way.
struct recovery_result {
  /// There is a [recovery], faults have ended, and nothing aborted the run.
  bool watched = false;
  /// From the end of the last fault to the start of the first window that holds, before any relief.
  std::optional<duration> took;
  /// (λD − μT)/(μ − λ), without retries; empty where it does not apply.
  std::optional<duration> predicted;
  double demand =
      0;  ///< logical requests of all loads of the service, per second while it was waited for
  double capacity = 0;  ///< requests per second that the service can do
  double amplification =
      1;  ///< of the service: attempts per logical request in the second half of that time
  double wasted_share = 0;   ///< of the work done then, what was for callers that had given up
  double goodput_share = 0;  ///< of the reference, in the last quarter of that time
  double backlog = 0;        ///< jobs waiting at the end of that time
  double backlog_trend = 0;  ///< their change per second, in its second half
  /// Goodput as a share of what was offered, in the last window of the relief; empty when nothing was offered.
  std::optional<double> relief_share;
  /// The recovery's share at the old load, from a window after the relief to the end; empty when that is no full window.
  std::optional<double> hold_share;
};

/// A judged run: the verdict, and everything it rests on.
struct judgement {
  scenario::verdict verdict;
  std::vector<check_result> checks;
  std::vector<attestation> attestations;
  recovery_result recovery;
};

/// Judges one execution by design of the file's judgement tables; pure, and the same for both engines.
judgement judge(const record& of);

/// The time a FIFO server needs to be good again after an outage of `outage` that held every request, when nobody retries:
/// (λD − μT)/(μ − λ), with λ demand, μ capacity, T the callers' timeout; zero if that is negative, empty if λ ≥ μ.
std::optional<duration> drain_time(
    double demand,
    double capacity,
    duration outage,
    duration timeout
);

/// `drain_time` for an outage of a route, callers who do not retry; empty where that closed form does not apply: it wants one
/// load at a constant rate with a timeout, and a fault that holds every request on its way to the service.
std::optional<duration> drain_after(
    const file& from,
    const route& way,
    const fault& stalled,
    duration outage,
    time_point ended = {}
);

}  // namespace surgeline::scenario
