#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::sim {

/// Sees how a simulation goes on: called at every tick with what has been recorded; false ends the run as aborted.
using observer = std::function<bool(time_point now, const scenario::conductor& where, const measure::recording& seen)>;

/// Carries a scenario out in virtual time: the same decisions as on sockets, a network without delay of its own.
/// The file must be free of problems. The same file, seed and build give the same record, bit for bit.
scenario::record simulate(const scenario::file& from, std::uint64_t seed, const observer& watch = {});

}  // namespace surgeline::sim
