#pragma once

#include <chrono>
#include <string>

#include "surgeline/metrics/history.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/sidecar/measurements.hpp"

namespace surgeline::runner {

/// Adds a run that is over to a history, as a scrape a second would have seen it: what `run --telemetry` exports, and which
/// faults were in force. Of a longer run than twenty minutes a sample every five seconds, beyond an hour and a half every fifteen.
/// A second of the file is a second there, also where `speedup` let it pass faster, so rates are the file's; the run ends when it
/// ended. Its series are those of job `surgeline` and of an instance named `<scenario>/<variant>/seed-<n>`, with `sim/` before the
/// seed of a simulation.
void add_run(
    metrics::history& to,
    const scenario::record& of,
    const scenario::judgement& judged,
    std::chrono::system_clock::time_point ended,
    const sidecar::build_label& build
);

}  // namespace surgeline::runner
