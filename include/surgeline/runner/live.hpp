#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::runner {

/// Carries a scenario out on sockets, in this process: its services, proxies and loads, each kind on a thread of its own; the
/// calling thread walks the phases and calls `watch`. Returns when the run is over, with all faults cleared and all threads
/// joined. With targets, the control addresses of sidecars, their proxies are armed in place of the file's, which are not opened.
/// The file must be free of problems; those that come back say what could not start, and then nothing was started.
std::variant<scenario::record, problems> run_live(
    const scenario::file& from,
    std::uint64_t seed,
    const scenario::observer& watch = {},
    const std::vector<endpoint>& targets = {}
);

}  // namespace surgeline::runner
