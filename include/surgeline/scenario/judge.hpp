#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/scenario/record.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

/// How one steady state came out in one phase.
struct check_result {
  std::string id;
  std::string phase;
  std::optional<double>
      worst;  ///< the value of the worst window, in the metric's unit or as a share of its reference
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

/// How the way back went.
struct recovery_result {
  bool watched = false;  ///< there is a [recovery], and faults have ended
  std::optional<duration>
      took;  ///< from the end of the last fault to the start of the first window that holds
  std::optional<duration>
      predicted;             ///< (λD − μT)/(μ − λ), without retries; empty where it does not apply
  double demand = 0;         ///< logical requests per second while it was waited for
  double capacity = 0;       ///< jobs per second of the service
  double amplification = 1;  ///< attempts per logical request in that time
  double wasted_share = 0;   ///< of the work done for callers that had given up
  double goodput_share = 0;  ///< of the reference, mean of the last windows before relief
  double backlog = 0,
         backlog_trend = 0;  ///< jobs waiting at the end of that time, and their change per second
  std::optional<double>
      relief_share;  ///< goodput as a share of what was offered, at the end of the relief
  std::optional<double> hold_share;  ///< the same at the old load after the relief
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

}  // namespace surgeline::scenario
